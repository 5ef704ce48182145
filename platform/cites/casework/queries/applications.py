"""What an applicant reads: the list of their applications, and one of them with what to do next."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cites.accounts.errors import MandateOver
from cites.accounts.models import Role, User
from cites.casework.errors import NoSuchCase
from cites.casework.queries.stages import Workflows
from cites.casework.queries.words import (
    language,
)
from cites.casework.queries.worklist import species_words
from cites.casework.queries.writing import Writing, writing_of
from cites.permits.agents import applied_for_by_mandate, find_mandate
from cites.permits.models import Application, ApplicationLine
from cites.permits.removed import removed_words
from cites.permits.rules.document_types import DOCUMENTS
from kernel.text import gettext_noop
from tenants.releases.queries import release_in_force
from workflows.definition import StageKind
from workflows.models import Case
from workflows.offers import Offer, steps_open_to
from workflows.people import is_applicant

EDITED_BY = "submit"  # while the workflow offers this move, the answers may be changed


@dataclass(frozen=True)
class Row:
    """One application in the applicant's list."""

    reference: str
    document: str
    species: str
    stage_key: str
    stage: str
    opened_at: datetime
    applicant: str
    applicant_id: int
    todo: str
    waiting: str


@dataclass(frozen=True)
class ApplicationView:
    """One application as its applicant sees it."""

    application: Application
    document: str
    stage: str
    next_words: str
    editable: bool
    needs_applicant: bool
    offers: list[Offer]
    writing: Writing

    @property
    def reference(self) -> str:
        return self.application.case.reference

    @property
    def stage_key(self) -> str:
        return self.application.case.stage

    @property
    def removed(self) -> str:
        """When its papers were removed and under which law; nothing where they were not."""
        return removed_words(self.application)

    @property
    def taxa(self) -> list[str]:
        """The codes of the taxa on its lines, each once."""
        return taxa_of(self.application.case)


def taxa_of(case: Case) -> list[str]:
    """Return the codes of the taxa of which an application asks, each once."""
    lines = ApplicationLine.objects.filter(application__case=case).order_by()
    return sorted(lines.values_list("taxon_code", flat=True).distinct())


def document_types() -> list[tuple[str, str]]:
    """What can be applied for here, as (key, name in the reader's language): what has a process and forms."""
    workflows = release_in_force().part("workflow").root
    return [(key, flow.name.in_language(language())) for key, flow in workflows.items() if key in DOCUMENTS]


def applications_of(person: User) -> QuerySet[Application]:
    """What the person applied for, and what those did whose colleague or agent they are, the latest first."""
    lines = ApplicationLine.objects.only("application_id", "scientific_name", "position")
    present = person.memberships.filter(left_at=None).values("organisation")
    mine = Application.objects.filter(
        Q(applicant=person) | Q(organisation__in=present) | applied_for_by_mandate(person)
    )
    return (
        mine.select_related("case", "applicant")
        .prefetch_related(Prefetch("lines", lines), "case__branches")
        .order_by("-created_at", "-pk")
    )


def rows_of(applications: list[Application]) -> list[Row]:
    """The list's lines; each says whose turn it is."""
    workflows = Workflows()
    return [_row(application, workflows) for application in applications]


def _row(application: Application, workflows: Workflows) -> Row:
    case = application.case
    names = list(dict.fromkeys(line.scientific_name for line in application.lines.all()))
    todo = _todo(workflows, case)
    return Row(
        reference=case.reference,
        document=workflows.document_name(case),
        species=species_words(names),
        stage_key=case.stage,
        stage=workflows.stage_name(case),
        opened_at=case.opened_at,
        applicant=application.applicant.full_name,
        applicant_id=application.applicant_id,
        todo=todo,
        waiting="" if todo else _waiting(workflows, case),
    )


TODO = {
    "submit": gettext_lazy("Go on filling it in"),
    "answer": gettext_lazy("Answer the question"),
    "appeal": gettext_lazy("Read the refusal, which you may appeal"),
    "pay": gettext_lazy("Pay the fee"),
    "permit": gettext_lazy("See the permit"),
}


def _todo(workflows: Workflows, case: Case) -> str:
    """What the applicant has to do now, if anything; their own verbs at the stage say it."""
    now = workflows.now(case)
    waiting = [standing.station for standing in now.standings if standing.station.kind is StageKind.WAITING]
    if not waiting:
        return ""
    for verb in ("submit", "answer", "appeal"):
        if verb in now.verbs:
            return str(TODO[verb])
    pays = any({Role.TRADER, Role.AGENT} & set(station.people) for station in waiting)
    return str(TODO["pay"] if pays else TODO["permit"])


def _waiting(workflows: Workflows, case: Case) -> str:
    final = workflows.stage(case).kind is StageKind.FINAL
    return _("Nothing: it is closed") if final else _("Nothing: it is with the authority")


def own_application(reference: str, person: User) -> Application:
    """The person's application; raises NoSuchCase when it is somebody else's or there is none.

    An agent whose mandate for it is over is told so: raises MandateOver.
    """
    found = (
        Application.objects.select_related("case", "case__opened_by", "applicant", "organisation", "papers_removal")
        .filter(case__reference=reference)
        .first()
    )
    if found is None:
        raise NoSuchCase(reference)
    if not is_applicant(found.case, person):
        _refuse_former_agent(found, person)
        raise NoSuchCase(reference)
    return found


def _refuse_former_agent(application: Application, person: User) -> None:
    mandate = find_mandate(person, application, ended=True)
    if mandate is not None:
        message = gettext_noop("Your mandate of %(name)s is not in force today. What you did by it stays.")
        raise MandateOver(message=message, data={"name": mandate.name})


def application_view(reference: str, person: User) -> ApplicationView:
    """The application with what its applicant may do next; raises NoSuchCase."""
    application, workflows = own_application(reference, person), Workflows()
    case = application.case
    editable = is_editable(case, workflows)
    return ApplicationView(
        application=application,
        document=workflows.document_name(case),
        stage=workflows.stage_name(case),
        next_words=workflows.words_for_applicant(case),
        editable=editable,
        needs_applicant=any(each.station.kind is not StageKind.OPEN for each in workflows.now(case).standings),
        offers=steps_open_to(case, person),
        writing=writing_of(application) if editable else Writing(),
    )


def is_editable(case: Case, workflows: Workflows) -> bool:
    """Whether the answers may be changed: while the applicant can still submit them."""
    return EDITED_BY in workflows.now(case).verbs
