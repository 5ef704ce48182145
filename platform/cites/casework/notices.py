"""Which mail a step calls for, and to whom: words and people, no sending."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cites.accounts.models import Role, User
from cites.accounts.queries import people_with_role
from cites.accounts.roles import OFFICIALS
from workflows.definition import StageKind, Station
from workflows.models import Case, CaseStep, Duty
from workflows.queries import CaseNow


@dataclass(frozen=True)
class Notice:
    """One kind of mail: a subject and a sentence, neither of which says what the case is about."""

    subject: str | Promise
    sentence: str | Promise
    to_office: bool = False


WAITING_FOR_OFFICE = "waiting_for_office"
PERMIT_READY = "permit_ready"

NOTICES: dict[str, Notice] = {
    "submit": Notice(_("We have received your application"), _("We will write to you when there is news.")),
    "ask": Notice(_("We have a question"), _("Please sign in to read it and to answer.")),
    "return_for_correction": Notice(
        _("Please correct your application"), _("Sign in to see what to correct, then send it again.")
    ),
    "approve": Notice(
        _("Your application is approved"), _("Sign in to see and to pay the fee. The permit is signed after that.")
    ),
    "refuse": Notice(_("A decision on your application"), _("Sign in to read the decision and its reasons.")),
    "settle": Notice(_("We have received your payment"), _("Your permit now waits for its signature.")),
    PERMIT_READY: Notice(_("Your permit is ready"), _("Sign in to download and print it.")),
    "cancel": Notice(_("Your permit is cancelled"), _("It may not be used any more. Sign in to read why.")),
    WAITING_FOR_OFFICE: Notice(
        _("A case waits for you"), _("Somebody with your role has to take its next step."), to_office=True
    ),
}


def officials_waited_for(case: Case, step: CaseStep) -> list[User]:
    """The officials whose turn the step has made it, without its actor and without those shut out by a duty."""
    roles = _official_roles(role for station in _come_to(case, step) for role in station.people)
    busy = Duty.objects.filter(case=case).values_list("person", flat=True) if _starts_new_duty(case, step) else []
    return [person for person in people_with_role(*roles).exclude(pk__in=busy) if person.pk != step.actor_id]


def _come_to(case: Case, step: CaseStep) -> list[Station]:
    """The stages to which the step has brought the case where the office has to act."""
    stands = CaseNow(case).standings
    came_to = stands if step.arrival else [each for each in stands if each.branch == step.branch]
    return [each.station for each in came_to if each.station.kind is StageKind.OPEN]


def _official_roles(names: Iterable[str]) -> list[Role]:
    return [Role(name) for name in names if name in Role.values and Role(name) in OFFICIALS]


def _starts_new_duty(case: Case, step: CaseStep) -> bool:
    """Whether the step leads to a stage at which people with another duty have nothing to do."""
    return not CaseStep.objects.filter(case=case, from_stage=step.to_stage).exists()
