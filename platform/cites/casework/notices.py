"""Which mail a step calls for, and to whom: words and people, no sending."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cites.accounts.models import Role, User
from cites.accounts.queries import people_with_role
from cites.accounts.roles import APPLICANTS, OFFICIALS
from cites.accounts.standing_in import absence_of, deputy_of
from cites.permits.agents import agents_to_tell
from tenants.context import today
from workflows.definition import StageKind
from workflows.holders import find_assignment
from workflows.models import Case, CaseStep, Duty
from workflows.news import Herald, Telling
from workflows.places import Standing
from workflows.steps import Taken


@dataclass(frozen=True)
class Notice:
    """One kind of mail: a subject and a sentence, neither of which says what the case is about."""

    subject: str | Promise
    sentence: str | Promise
    to_office: bool = False


WAITING_FOR_OFFICE = "waiting_for_office"
NEWS_FOR_OFFICE = "news_for_office"
REMINDER_FOR_OFFICE = "reminder_for_office"
NEWS = "news"
REMINDER = "reminder"
PERMIT_READY = "permit_ready"
CASE_GIVEN = "case_given"
OVERDUE_FOR_OFFICE = "overdue_for_office"
BODY_ANSWERED = "body_answered"
FILE_INFECTED = "file_infected"
FILE_INFECTED_FOR_OFFICE = "file_infected_for_office"
APPLICANT = "applicant"
_NO_VERBS = frozenset(
    {
        WAITING_FOR_OFFICE,
        NEWS_FOR_OFFICE,
        REMINDER_FOR_OFFICE,
        OVERDUE_FOR_OFFICE,
        NEWS,
        REMINDER,
        PERMIT_READY,
        CASE_GIVEN,
        BODY_ANSWERED,
        FILE_INFECTED,
        FILE_INFECTED_FOR_OFFICE,
    }
)

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
    "reopen_decision": Notice(
        _("Your application is decided on anew"),
        _("It was approved, but before it was signed something spoke against it. Sign in to read what."),
    ),
    "settle": Notice(_("We have received your payment"), _("Your permit now waits for its signature.")),
    PERMIT_READY: Notice(_("Your permit is ready"), _("Sign in to download and print it.")),
    "cancel": Notice(_("Your permit is cancelled"), _("It may not be used any more. Sign in to read why.")),
    "report_lost": Notice(
        _("Your permit is recorded as lost or stolen"),
        _("It may not be used any more. Sign in to read what is recorded."),
    ),
    "replace_permit": Notice(
        _("Your permit is replaced"),
        _("The former one may not be used any more. We will write again once the document of the new one is ready."),
    ),
    "register_paper": Notice(_("Your paper is registered"), _("Sign in to see its number in the register.")),
    "close_document": Notice(
        _("Your document is closed"), _("It may not be used any more. Sign in to see what became of it.")
    ),
    NEWS: Notice(_("There is news of your application"), _("Sign in to see how far it is.")),
    REMINDER: Notice(_("Your application waits for you"), _("Sign in to see what you have to do.")),
    WAITING_FOR_OFFICE: Notice(
        _("A case waits for you"), _("Somebody with your role has to take its next step."), to_office=True
    ),
    NEWS_FOR_OFFICE: Notice(_("There is news of a case"), _("Sign in to see how far it is."), to_office=True),
    CASE_GIVEN: Notice(
        _("A colleague has given you a case"), _("You hold it now: its next step is yours to take."), to_office=True
    ),
    BODY_ANSWERED: Notice(
        _("A body outside has answered"), _("Its answer stands on the page of the case."), to_office=True
    ),
    FILE_INFECTED: Notice(
        _("We removed a file of yours"),
        _("A virus was found in it. Have your computer checked, and send the file again once it is clean."),
    ),
    FILE_INFECTED_FOR_OFFICE: Notice(
        _("A file of a case was removed"), _("A virus was found in it. Nobody was given the file."), to_office=True
    ),
    REMINDER_FOR_OFFICE: Notice(
        _("A case still waits for you"),
        _("It has stood there for some time. Somebody with your role has to take its next step."),
        to_office=True,
    ),
    OVERDUE_FOR_OFFICE: Notice(
        _("A case is overdue"),
        _("It has stood where it is for longer than it should. Please sign in and see what holds it up."),
        to_office=True,
    ),
}


def heard_of_step(case: Case, taken: Taken, waits: Iterable[Standing]) -> Iterator[Telling]:
    """Who is told of a step: the applicant's side, the officials whose turn it is now, and whom the workflow names."""
    if kind := _kind_for_applicant(taken):
        for applicant in applicants_told(case):
            yield Telling(applicant, kind, taken.way.move.text)
    for standing in waits:
        for official in officials_waited_for(case, standing):
            if official.pk != taken.step.actor_id:
                yield Telling(official, WAITING_FOR_OFFICE)
    for official in people_with_role(*_official_roles(taken.way.move.tells)):
        if official.pk != taken.step.actor_id:
            yield Telling(official, NEWS_FOR_OFFICE)


def heard_of_waiting(case: Case, standing: Standing) -> Iterator[Telling]:
    """Who is reminded: the officials who have to act, or the applicant where the stage waits for them."""
    if APPLICANTS & {Role(name) for name in standing.station.people if name in Role.values}:
        for applicant in applicants_told(case):
            yield Telling(applicant, REMINDER)
    for official in _officials(case, standing):
        yield Telling(official, REMINDER_FOR_OFFICE)


def applicants_told(case: Case) -> list[User]:
    """The applicant, and the agents who sent the case in for them and hold a mandate in force."""
    return [case.opened_by, *agents_to_tell(case)]


def heard_of_overdue(case: Case, standing: Standing) -> Iterator[Telling]:
    """Who is told that a stage of the office has lasted longer than it should: whose turn it is."""
    for official in officials_waited_for(case, standing):
        yield Telling(official, OVERDUE_FOR_OFFICE)


def officials_waited_for(case: Case, standing: Standing) -> list[User]:
    """The officials whose turn it is at a stage that is the office's, without those shut out by a duty."""
    return _officials(case, standing) if standing.station.kind is StageKind.OPEN else []


def _kind_for_applicant(taken: Taken) -> str | None:
    """Which mail the applicant gets: the action's own, or any because the workflow says so."""
    if taken.step.verb in NOTICES and taken.step.verb not in _NO_VERBS:
        return taken.step.verb
    named = {APPLICANT, *APPLICANTS} & set(taken.way.move.tells)
    return NEWS if named or taken.way.move.text else None


def _officials(case: Case, standing: Standing) -> list[User]:
    """Whoever holds the case there and who stands in for them; where nobody who is there does, everybody whose turn
    it is."""
    held = find_assignment(case, standing)
    if held is None:
        return _everybody(case, standing)
    if absence_of(held.person, today()) is None:
        return [held.person]
    deputy = deputy_of(held.person, today())
    return [held.person, *([deputy] if deputy else _everybody(case, standing))]


def _everybody(case: Case, standing: Standing) -> list[User]:
    """All officials whose turn it is, without those shut out by a duty."""
    roles = _official_roles(standing.station.people)
    busy = Duty.objects.filter(case=case).values("person") if _is_new(case, standing) else Duty.objects.none()
    return list(people_with_role(*roles).exclude(pk__in=busy.values("person")))


def _official_roles(names: Iterable[str]) -> list[Role]:
    return [Role(name) for name in names if name in Role.values and Role(name) in OFFICIALS]


def _is_new(case: Case, standing: Standing) -> bool:
    """Whether nobody has left the stage yet: people with another duty have nothing to do there."""
    return not CaseStep.objects.filter(case=case, branch=standing.branch or "", from_stage=standing.key).exists()


HERALD = Herald("casework", heard_of_step, heard_of_waiting, heard_of_overdue)
