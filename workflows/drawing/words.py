"""What stages and moves are called on a page, in its language."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from localization.languages import page_language
from workflows.definition import Branch, Move, Stage, StageKind, Station, Workflow
from workflows.people import office_roles
from workflows.verbs import actions


def label_of(named: Station | Branch, key: str = "") -> str:
    """Return what officers call a stage or branch; its key where a draft has no label yet."""
    return named.label.in_language(page_language()) or key


def label_of_move(key: str, move: Move) -> str:
    """Return what a move says on its button: its own words, else those of its action."""
    own = move.label.in_language(page_language())
    return own or (str(actions.get(move.verb).label) if move.verb in actions else key.replace("_", " "))


def label_of_role(name: str) -> str:
    """Return a role in words; its name where there is no such role."""
    return str(office_roles.get(name).label) if name in office_roles else name


def roles_in_words(names: Iterable[str]) -> str:
    """Return roles in words, one after the other."""
    return ", ".join(label_of_role(name) for name in names)


def turn_in_words(station: Station) -> str:
    """Return whose turn it is, in a few words."""
    if station.kind is StageKind.FINAL:
        return _("Finished")
    if isinstance(station, Stage) and station.branches:
        return _("Several at the same time")
    return roles_in_words(station.people) or (
        _("The office") if station.kind is StageKind.OPEN else _("Somebody outside the office")
    )


def days_in_words(days: int | None) -> str:
    """Return a number of working days in words; nothing for none."""
    return ngettext("%(days)s working day", "%(days)s working days", days) % {"days": days} if days else ""


def joined_in_words() -> str:
    """Return what is said of the way on when every branch has ended."""
    return _("when all of them are done")


def called_in(process: Workflow | Branch, stage: str) -> str:
    """Return a stage of a process by its label; its key where there is no such stage."""
    found = process.stages.get(stage)
    return label_of(found, stage) if found else stage
