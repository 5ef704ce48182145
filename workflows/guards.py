"""Named conditions that a workflow file may set on a move (``needs = [...]``)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise

from kernel.reasons import Reason
from kernel.registry import Registry
from kernel.text import gettext_noop
from workflows.people import Actor, is_applicant

if TYPE_CHECKING:
    from workflows.models import Case


@dataclass(frozen=True, slots=True)
class Guard:
    """One condition: ``reasons`` returns why it does not hold, or nothing when it does.

    One ``of_case`` may be untrue whoever acts, and the check of workflows takes it both ways; ``unlike`` names the
    guard that holds exactly where this one does not.
    """

    name: str
    label: str | Promise
    reasons: "Callable[[Case, Actor | None], list[Reason]]"
    of_case: bool = False
    unlike: str = ""


guards: Registry[Guard] = Registry("condition")


def _not_the_applicant(case: "Case", actor: Actor | None) -> list[Reason]:
    if actor is None or is_applicant(case, actor):
        return []
    return [Reason("not_the_applicant", gettext_noop("Only the applicant can do this"))]


APPLICANT = guards.register(Guard("applicant", gettext_noop("the person is the applicant"), _not_the_applicant))
