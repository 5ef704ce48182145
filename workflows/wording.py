"""The words of a workflow as a part of a release."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kernel.text import LocalisedText
from localization.languages import page_language
from tenants.releases.wording import Words
from workflows.drawing.conditions import label_of_fact, label_of_guard, label_of_value
from workflows.drawing.summary import thing_in_words
from workflows.drawing.telling import APPLICANT
from workflows.people import office_roles
from workflows.verbs import actions

Path = tuple[str, ...]
_TESTS: Final = ("when", "only", "unless")
_TABLES: Final = ("stages", "moves", "branches")
LABELS: Final[Mapping[str, str | Promise]] = {
    "stages": _("Stages"),
    "moves": _("Steps"),
    "branches": _("At the same time"),
    "first": _("Begins at"),
    "joined": _("When all of them are done, leads to"),
    "label": _("What officers call it"),
    "applicant_text": _("What the applicant is told"),
    "kind": _("Whose turn it is"),
    "people": _("Who has to act"),
    "working_days": _("Working days at most"),
    "remind_after": _("Working days until a reminder"),
    "from": _("From"),
    "to": _("Leads to"),
    "verb": _("What is done"),
    "roles": _("Who may do it"),
    "needs": _("Conditions besides"),
    "when": _("Only when some line is"),
    "only": _("Only when every line is"),
    "unless": _("Not when some line is"),
    "automatic": _("Made by an event"),
    "at_once": _("Made as soon as a case arrives"),
    "after_working_days": _("Made after working days"),
    "tells": _("Who gets a notice"),
    "text": _("What the applicant’s notice says"),
    "documents": _("Papers that it produces"),
}
_KINDS: Final[Mapping[str, str | Promise]] = {
    "open": _("the office’s"),
    "waiting": _("somebody else’s"),
    "final": _("nobody’s: it is finished"),
}


def words_of_workflow(parts: Mapping[str, Any]) -> Words:
    """Return the words of the workflows of a release."""
    return Words(_("Workflow"), LABELS, _say, _name)


def _name(path: Path, entry: Any) -> str | Promise | None:
    """A step by its button, a fact by its label, a stage that has none by its key; whatever they are keyed by."""
    holder = path[-2] if len(path) > 1 else ""
    if holder in _TESTS:
        return label_of_fact(path[-1])
    if holder not in _TABLES or not isinstance(entry, dict):
        return None
    if own := _in_page_language(entry.get("label")):
        return own
    verb = str(entry.get("verb") or path[-1])
    return actions.get(verb).label if holder == "moves" and verb in actions else path[-1].replace("_", " ")


def _say(path: Path, value: Any, data: Any) -> str | Promise | None:
    if len(path) > 1 and isinstance(value, dict) and path[-2] in _TABLES:
        return thing_in_words(path[-2], value, lambda name: _stage(name, (*path, "to"), data) or name)
    if len(path) < 2 or not isinstance(value, str):
        return None
    if path[-2] in _TESTS:
        return label_of_value(path[-1], value)
    if path[-1] in ("first", "from", "to", "joined"):
        return _stage(value, path, data)
    if path[-1] in ("people", "roles", "tells"):
        return _person(value)
    if path[-1] == "needs":
        return label_of_guard(value)
    if path[-1] == "verb":
        return actions.get(value).label if value in actions else None
    return _KINDS.get(value) if path[-1] == "kind" else None


def _person(name: str) -> str | Promise | None:
    if name == APPLICANT:
        return _("the applicant")
    return office_roles.get(name).label if name in office_roles else None


def _stage(name: str, path: Path, data: Any) -> str | None:
    """The stage by its label; a draft may name one that does not exist, or hold anything."""
    inside = path.index("branches") + 2 if "branches" in path[:-1] and path[-1] != "joined" else 1
    found = data
    for step in (*path[:inside], "stages", name):
        found = found.get(step) if isinstance(found, dict) else None
    return _in_page_language(found.get("label")) if isinstance(found, dict) else None


def _in_page_language(label: Any) -> str | None:
    if not isinstance(label, dict):
        return None
    return LocalisedText({str(code): str(text) for code, text in label.items()}).in_language(page_language()) or None
