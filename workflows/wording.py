"""The words of a workflow as a part of a release."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kernel.text import LocalisedText
from localization.languages import page_language
from tenants.releases.wording import Words
from workflows.people import office_roles
from workflows.verbs import actions

LABELS: Final[Mapping[str, str | Promise]] = {
    "stages": _("Stages"),
    "moves": _("Steps"),
    "first": _("Begins at"),
    "label": _("What officers call it"),
    "applicant_text": _("What the applicant is told"),
    "kind": _("Whose turn it is"),
    "people": _("Who has to act"),
    "working_days": _("Working days at most"),
    "from": _("From"),
    "to": _("Leads to"),
    "verb": _("What is done"),
    "roles": _("Who may do it"),
    "needs": _("Conditions besides"),
    "automatic": _("Made by an event"),
}
_KINDS: Final[Mapping[str, str | Promise]] = {
    "open": _("the office’s"),
    "waiting": _("somebody else’s"),
    "final": _("nobody’s: it is finished"),
}


def words_of_workflow(parts: Mapping[str, Any]) -> Words:
    """Return the words of the workflows of a release."""
    return Words(_("Workflow"), LABELS, _say)


def _say(path: tuple[str, ...], value: Any, data: Any) -> str | Promise | None:
    if len(path) < 2 or not isinstance(value, str):
        return None
    if path[-1] in ("first", "from", "to"):
        return _stage(value, path[0], data)
    if path[-1] in ("people", "roles"):
        return office_roles.get(value).label if value in office_roles else None
    if path[-1] == "verb":
        return actions.get(value).label if value in actions else None
    return _KINDS.get(value) if path[-1] == "kind" else None


def _stage(name: str, document_type: str, data: Any) -> str | None:
    """The stage by its label; a draft may name one that does not exist, or hold anything."""
    try:
        label = data[document_type]["stages"][name]["label"]
    except (KeyError, TypeError):
        return None
    return LocalisedText(label).in_language(page_language()) if isinstance(label, dict) else None
