"""Playing an invented case, a day after the other, up to where it stands today."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

import structlog
from django.db import transaction

from billing.ledger import InvoiceState
from billing.queries import invoices_for
from billing.services import record_counter_payment
from cites.accounts.errors import UnknownPerson
from cites.accounts.invented import InventedPerson, ensure_invented_advisers
from cites.accounts.models import Role, User
from cites.permits.documents.publishing import publish_permit
from cites.permits.invented.goods import Basket, importer
from cites.permits.models import Application, AuthorityConclusion, Conclusion, DocumentType, Permit, RefusalGround
from cites.permits.queries.overrides import rules_to_override
from cites.permits.queries.stamps import stamps_for
from cites.permits.rules.authorities import AUTHORITY_OF_VERB
from cites.permits.rules.parts import LINES
from cites.permits.services.case_findings import all_found
from cites.permits.services.drafts import fill_application
from cites.permits.services.settling import send_on_paid_case
from kernel import clock
from kernel.errors import DomainError
from kernel.text import gettext_noop
from tenants.context import current_party, current_profile, today
from tenants.profiles.schema import AuthorityKind
from tenants.releases.queries import hold_release
from workflows.conditions import chosen
from workflows.definition import Branch, Move, Workflow
from workflows.models import Case, DutyKind
from workflows.places import Place, Way, arrival, ways_from
from workflows.queries import CaseNow, find_duty, workflow_in_force
from workflows.routes import shortest_route
from workflows.services import perform
from workflows.verbs import actions

log = structlog.get_logger("invented")
# Whose words (before the @ of an invented address) play officials, those first who do a step rather than others.
_PLAYERS = (
    "customs", "cashier", "science", "fisheries", "forestry", "veterinary", "committee",
    "officer", "decider", "signatory", "administrator",
)  # fmt: skip
_DECIDERS = ("decider", "signatory", "officer")
MOST_STEPS = 60  # of one case
_AGAINST_RULES = "The Scientific Authority agrees: these were taken before the limit was reached."


@dataclass(frozen=True)
class InventedCase:
    """One invented case: who applies for what, how far it got, and how many days ago it was begun."""

    word: str
    stage: str
    goods: Basket
    importer: int = 0
    purpose: str = "T"
    age: int = 5


def steps_to(workflow: Workflow, stage: str) -> list[str] | None:
    """Return the verbs by which a case that is sent comes to ``stage`` the shortest way; None where no way leads."""
    if stage == workflow.first:
        return []
    sent = workflow.find_move("submit", workflow.first)
    if sent is None:
        return None
    place = arrival(workflow, sent.target, _open_all)
    route = shortest_route(workflow, place, stage, opens=_open_all, ways_on=lambda at: _by_people(workflow, at))
    return None if route is None else ["submit", *(way.move.verb for way in route)]


def _open_all(branch: Branch) -> bool:
    return True


def _by_people(workflow: Workflow, place: Place) -> Iterator[Way]:
    """What people and payments do; nobody waits here for the clock."""
    return (way for way in ways_from(workflow, place) if way.move.after_working_days is None)


def _next_step(application: Application, stage: str) -> Way | None:
    """The next step on the shortest way to ``stage`` that the case can take; None when it is there."""
    now = CaseNow(Case.objects.get(reference=application.reference))
    if now.place.stage == now.workflow.first and stage != now.workflow.first:
        return now.find_way("submit")

    def fitting(place: Place) -> Iterator[Way]:
        ways = list(_by_people(now.workflow, place))
        return (way for way in ways if chosen(ways, way.move.verb, now.holds) == way)

    route = shortest_route(now.workflow, now.place, stage, opens=now.holds, ways_on=fitting)
    return route[0] if route else None


def play(invented: InventedCase, *, applicant: User | None = None, without: User | None = None) -> Application | None:
    """Play a case of the active Party, whose invented people are there; by ``applicant`` in place of an invented one.

    ``without`` takes no step that another official can take, so that their duties are still open. Returns None where
    the Party's workflow has no such stage. A step that it refuses leaves the case before it. All of it is done under
    the release that is in force today.
    """
    with hold_release():
        if steps_to(workflow_in_force(DocumentType.EXPORT)[1], invented.stage) is None:
            return None
        return _play(invented, applicant or player(invented.word), without)


def _play(invented: InventedCase, applicant: User, without: User | None) -> Application:
    start = clock.now() - timedelta(days=invented.age)
    with clock.frozen(start), transaction.atomic():
        application = _open(invented, applicant)
    for number in range(1, MOST_STEPS):
        way = _next_step(application, invented.stage)
        with clock.frozen(min(start + timedelta(days=number), clock.now())):
            if way is None or not _step(application, way.move, applicant, without):
                break
    return application


def player(word: str) -> User:
    """Return the invented person of the active Party with that word; raise UnknownPerson once they are gone."""
    found = _players(word)
    if not found:
        raise _gone()
    return found[0]


def _players(*words: str) -> list[User]:
    """Those of these invented people who are still there, in this order."""
    slug = current_party().slug
    addresses = [InventedPerson(word, "", Role.TRADER).address(slug) for word in words]
    return sorted(User.objects.filter(email__in=addresses), key=lambda one: addresses.index(one.email))


def _gone() -> UnknownPerson:
    return UnknownPerson(
        message=gettext_noop("Somebody whom this needs is no longer here. Make the practice site anew.")
    )


def _open(invented: InventedCase, applicant: User) -> Application:
    profile, organisation = current_profile(), applicant.organisation
    name, address, country = importer(invented.importer, profile.iso2)
    answers = {
        "exporter_name": organisation.name if organisation else applicant.full_name,
        "exporter_address": f"12 Harbour Road\n{profile.ports[0].name}",
        "consignee_name": name,
        "consignee_address": address,
        "consignee_country": country,
        "purpose": invented.purpose,
        "port_of_exit": profile.ports[0].locode,
        "transport_mode": "air",
        "transport_container": "Foam boxes with bags of water and oxygen, after the Live Animals Regulations",
    }
    lines = [each.as_line(profile.iso2) for each in invented.goods]
    return fill_application(applicant=applicant, answers=answers, lines=lines)


def _step(application: Application, move: Move, applicant: User, without: User | None) -> bool:
    """Take a step; tell whether the case has gone on by it."""
    case = Case.objects.get(reference=application.reference)
    try:
        if move.automatic:
            _pay(application)
        else:
            actor = applicant if actions.get(move.verb).for_applicant else _official(case, move, without)
            _perform(application, case, move, actor)
    except DomainError as error:
        log.warning("an invented case goes no further", verb=move.verb, stage=case.stage, why=str(error))
        return False
    return Case.objects.filter(pk=case.pk, version__gt=case.version).exists()


def _perform(application: Application, case: Case, move: Move, actor: User) -> None:
    perform(
        case_reference=case.reference,
        verb=move.verb,
        actor=actor,
        data=_data(move.verb, application),
        version=case.version,
        key=f"invented:{case.version}",
    )
    if move.verb == "issue":
        for permit in Permit.objects.filter(application=application):
            publish_permit(permit_id=permit.pk)


def _official(case: Case, move: Move, without: User | None) -> User:
    """The first player whom role and duties allow the step; raise UnknownPerson where it is nobody's here."""
    duty = actions.get(move.verb).duty
    ensure_invented_advisers(move.roles)
    players = _players(*(_DECIDERS if duty == DutyKind.DECIDE else _PLAYERS))
    able = [each for each in sorted(players, key=lambda one: one == without) if each.has_role(*move.roles)]
    free = [each for each in able if find_duty(case, each) in (None, duty)]
    # In a small office whoever decided also signs, which is no duty of its own.
    found = next(iter(free or (able if duty is None else ())), None)
    if found is None:
        raise _gone()
    return found


def _pay(application: Application) -> None:
    for account in invoices_for(application.reference):
        if account.state is InvoiceState.OWED:
            record_counter_payment(
                invoice=account.invoice,
                amount=account.due,
                receipt=f"R-{application.reference}",
                actor=player("cashier"),
                key="invented",
            )
        # The ledger's own news does the same, once; within a transaction nothing is committed and none comes.
        send_on_paid_case(invoice=account.invoice)


def _data(verb: str, application: Application) -> Mapping[str, Any]:
    match verb:
        case "submit":
            return {"declared": True}
        case "ask":
            return {"text": "Please tell us the fishing area and the licence number of the vessel or farm."}
        case "answer":
            return {"text": "Area 3, north of the reef; licence 2271."}
        case "return_for_correction":
            return {"reason": "", "parts": {LINES: "The quantity does not agree with your invoice. Please correct it."}}
        case "approve":
            return {"reason": _AGAINST_RULES} if rules_to_override(application) else {}
        case "refuse":
            reason = "The quantity is above what the stock assessment of this season allows."
            return {"ground": RefusalGround.DETRIMENTAL, "reason": reason}
        case "cancel":
            return {"reason": "The buyer withdrew the order; the paper was returned unused."}
        case "complete_examination":
            return all_found(application, AuthorityKind.MANAGEMENT)
        case "record_finding":
            return {**all_found(application, AuthorityKind.SCIENTIFIC), **_finding()}
        case _ if verb in AUTHORITY_OF_VERB:
            return _authority_finding()
        case "issue":
            return {"stamps": [f"{application.pk}-{n}" for n in range(1, stamps_for(application) + 1)]}
        case "endorse":
            return _endorsement(application)
    return {}


def _finding() -> dict[str, Any]:
    return {
        "conclusion": Conclusion.CONDITIONAL,
        "conditions": "Only from areas that are open this season.",
        "reason": "The quantity is within the sustainable harvest of the last stock survey.",
    }


def _authority_finding() -> dict[str, Any]:
    return {
        "conclusion": AuthorityConclusion.FAVOURABLE,
        "conditions": "",
        "reason": "The licence is valid, and what was landed agrees with the log book.",
    }


def _endorsement(application: Application) -> dict[str, Any]:
    lines = application.lines.all()
    return {
        "quantities": {line.position: (line.quantity * Decimal("0.9")).quantize(Decimal(1)) for line in lines},
        "exported_on": today(),
        "port": application.port_of_exit,
        "transport_document": "MAWB 176-48120934",
        "inspector": "",
    }
