"""Demo cases: believable, in every stage, made by the same actions that people use."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from billing.ledger import InvoiceState
from billing.queries import invoices_for
from billing.services import record_counter_payment
from cites.accounts.demo import refuse_in_production
from cites.accounts.models import User
from cites.permits.documents.publishing import publish_permit
from cites.permits.models import Application, Conclusion, Permit
from cites.permits.queries.applications import today
from cites.permits.services.drafts import fill_application
from cites.permits.services.settling import send_on_paid_case
from kernel import clock
from tenants.context import current_profile, party_context
from tenants.models import Party
from workflows.models import Case
from workflows.services import perform

_TO_FINDING = ("submit", "start_examination", "complete_examination")
_TO_DECISION = (*_TO_FINDING, "record_finding")
_TO_PAYMENT = (*_TO_DECISION, "approve")
_TO_SIGNING = (*_TO_PAYMENT, "pay")
_TO_ISSUED = (*_TO_SIGNING, "issue")
# Whose word (before the @ of a demo address) does what.
_WHO = {
    "start_examination": "officer", "complete_examination": "officer", "return_for_correction": "officer",
    "ask": "officer", "record_finding": "science", "approve": "decider", "refuse": "decider",
    "issue": "signatory", "endorse": "customs", "cancel": "signatory",
}  # fmt: skip


@dataclass(frozen=True)
class Goods:
    """One kind of specimen, and what its source asks for besides."""

    taxon_code: str
    term: str
    quantity: str
    unit: str
    source: str
    description: str
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class DemoCase:
    """One invented case: who applies for what, and how far it got."""

    word: str
    steps: tuple[str, ...]
    goods: tuple[Goods, ...]
    importer: int
    purpose: str = "T"
    age: int = 5


_IMPORTERS = (
    ("Pelagic Trading Company", "1180 Harbour Drive\nMiami, Florida 33132", "US"),
    ("Maison de la Mer SARL", "14 quai des Chartrons\n33000 Bordeaux", "FR"),
    ("Blue Reef Aquatics Ltd", "Unit 6, Dockside Road\nBristol BS1 6UT", "GB"),
    ("Nordlicht Aquaristik GmbH", "Speicherstrasse 21\n20457 Hamburg", "DE"),
    ("Pacific Living Reefs Pty Ltd", "52 Wharf Street\nBrisbane QLD 4000", "AU"),
    ("Institute of Reef Studies", "3 Marine Parade\nWellington 6011", "NZ"),
)

_CONCH_MEAT = Goods("ALI-GIG", "MEA", "1250", "KGM", "W", "Frozen meat, cleaned, in cartons of 10 kg")
_CONCH_SHELL = Goods("ALI-GIG", "SHE", "400", "NAR", "W", "Whole shells, polished")
_STONY = Goods("POR-SPP", "COR", "85", "KGM", "W", "Beach-worn pieces")
_SEAHORSE = Goods("HIP-REI", "LIV", "60", "NAR", "F", "Live, 6 to 9 cm")
_ACROPORA = Goods("ACR-SPP", "LIV", "350", "NAR", "F", "Maricultured colonies on numbered bases")
_EUPHYLLIA = Goods("EUP-SPP", "LIV", "120", "NAR", "W", "Live colonies, 8 to 12 cm")
_FUNGIA = Goods("FUN-SPP", "LIV", "90", "NAR", "W", "Live, single polyps")
_CLAM_MAXIMA = Goods("TRI-MAX", "LIV", "200", "NAR", "F", "Hatchery-reared, shell length 5 cm")
_CLAM_CROCEA = Goods("TRI-CRO", "LIV", "150", "NAR", "F", "Hatchery-reared, shell length 4 cm")
_CLAM_SHELL = Goods("TRI-SQU", "SHE", "40", "NAR", "W", "Cleaned shells")
_LOST = {"justification": "Bought with the contents of a closed shop; its records were lost in a storm."}
_SHELL_U = Goods("ALI-GIG", "SHE", "12", "NAR", "U", "Whole shells, unpolished", _LOST)
_FUNGIA_U = Goods("FUN-SPP", "COR", "6", "NAR", "U", "Cleaned pieces", _LOST)
_CLAM_U = Goods("TRI-SQU", "SHE", "8", "NAR", "U", "Cleaned shells", _LOST)
_COLLECTED = {"source2": "W", "acquired_on": date(1984, 3, 17)}
_SHELL_O = Goods("ALI-GIG", "SHE", "3", "NAR", "O", "Shells of an old collection", _COLLECTED)
_CLAM_O = Goods("TRI-SQU", "SHE", "5", "NAR", "O", "Shells of an old collection", _COLLECTED)
_BRED = {"registered_operation": "A-BB-501", "marks": "Closed rings AG-0417 and AG-0418"}
_PARROT_D = Goods("AMA-GUI", "LIV", "2", "NAR", "D", "Live pair, three years old", _BRED)

_GOODS = {
    "BB": (
        (_CONCH_MEAT, _CONCH_SHELL), (_CONCH_MEAT,), (_CONCH_SHELL,), (_STONY,), (_SEAHORSE,),
        (_CONCH_MEAT, _SHELL_O, _PARROT_D), (_SHELL_U,),
    ),
    "FJ": (
        (_ACROPORA, _EUPHYLLIA), (_CLAM_MAXIMA, _CLAM_CROCEA), (_FUNGIA,), (_ACROPORA,), (_EUPHYLLIA, _FUNGIA),
        (_ACROPORA, _CLAM_O), (_FUNGIA_U,),
    ),
    "VU": (
        (_CLAM_MAXIMA, _CLAM_CROCEA), (_ACROPORA,), (_CLAM_SHELL,), (_CLAM_CROCEA,), (_EUPHYLLIA,),
        (_CLAM_MAXIMA, _CLAM_O), (_CLAM_U,),
    ),
}  # fmt: skip


def _cases(iso2: str) -> Iterator[DemoCase]:
    goods = _GOODS[iso2]
    yield DemoCase("trader", (), goods[1], 0, age=1)
    yield DemoCase("trader", ("submit",), goods[6], 1, age=2)
    yield DemoCase("reef", ("submit", "start_examination"), goods[3], 2)
    yield DemoCase("trader", ("submit", "start_examination", "ask"), goods[4], 3)
    yield DemoCase("reef", ("submit", "start_examination", "return_for_correction"), goods[1], 4, age=6)
    yield DemoCase("agent", _TO_FINDING, goods[0], 5, purpose="S", age=7)
    yield DemoCase("trader", _TO_DECISION, goods[0], 0, age=8)
    yield DemoCase("reef", _TO_PAYMENT, goods[2], 1, age=9)
    yield DemoCase("trader", _TO_SIGNING, goods[0], 2, age=10)
    yield DemoCase("trader", _TO_ISSUED, goods[5], 3, age=16)
    yield DemoCase("reef", (*_TO_ISSUED, "endorse"), goods[1], 4, age=30)
    yield DemoCase("agent", (*_TO_ISSUED, "cancel"), goods[3], 0, age=24)
    yield DemoCase("reef", (*_TO_DECISION, "refuse"), goods[4], 2, age=14)
    yield DemoCase("trader", ("submit", "withdraw"), goods[2], 3, age=12)


def ensure_demo_cases(party: Party) -> int:
    """Make the demo cases of a Party that has none, with its demo people; return how many were made.

    Raises DemoRefused in production. Run again it does nothing.
    """
    refuse_in_production()
    if party.iso2 not in _GOODS:
        return 0
    with party_context(party):
        if Case.objects.exists():
            return 0
        return len([_play(party, demo) for demo in _cases(party.iso2)])


def _play(party: Party, demo: DemoCase) -> Application:
    """Play one case, a day after the other, up to where it stands today."""
    start = clock.now() - timedelta(days=demo.age)
    with clock.frozen(start), transaction.atomic():
        application = _open(party, demo)
    for number, verb in enumerate(demo.steps, start=1):
        with clock.frozen(min(start + timedelta(days=number), clock.now())):
            _step(party, application, verb, demo)
    return application


def _open(party: Party, demo: DemoCase) -> Application:
    applicant = _person(party, demo.word)
    name, address, country = _IMPORTERS[demo.importer]
    organisation = applicant.organisation
    profile = current_profile()
    answers = {
        "exporter_name": organisation.name if organisation else applicant.full_name,
        "exporter_address": f"12 Harbour Road\n{profile.ports[0].name}",
        "consignee_name": name,
        "consignee_address": address,
        "consignee_country": country,
        "purpose": demo.purpose,
        "port_of_exit": profile.ports[0].locode,
    }
    return fill_application(applicant=applicant, answers=answers, lines=_lines(demo.goods))


def _lines(goods: Sequence[Goods]) -> list[Mapping[str, Any]]:
    lines = [{**asdict(each), **each.more, "quantity": Decimal(each.quantity)} for each in goods]
    return [{name: value for name, value in line.items() if name != "more"} for line in lines]


def _step(party: Party, application: Application, verb: str, demo: DemoCase) -> None:
    if verb == "pay":
        _pay(party, application)
        return
    reference = application.reference
    actor = _person(party, _WHO.get(verb, demo.word))
    perform(
        case_reference=reference,
        verb=verb,
        actor=actor,
        data=_data(verb, application),
        version=Case.objects.get(reference=reference).version,
        key=f"demo:{verb}",
    )
    if verb == "issue":
        publish_permit(permit_id=Permit.objects.get(application=application).pk)


def _pay(party: Party, application: Application) -> None:
    for account in invoices_for(application.reference):
        if account.state is InvoiceState.OWED:
            record_counter_payment(
                invoice=account.invoice,
                amount=account.due,
                receipt=f"R-{application.reference}",
                actor=_person(party, "cashier"),
                key="demo",
            )
        # The ledger's own news does the same, once; within a test nothing is committed and none comes.
        send_on_paid_case(invoice=account.invoice)


def _data(verb: str, application: Application) -> dict[str, Any]:
    match verb:
        case "submit":
            return {"declared": True}
        case "ask":
            return {"text": "Please tell us the fishing area and the licence number of the vessel or farm."}
        case "return_for_correction":
            return {"reason": "The quantity does not agree with your invoice. Please correct it."}
        case "refuse":
            return {"reason": "The quantity is above what the stock assessment of this season allows."}
        case "cancel":
            return {"reason": "The buyer withdrew the order; the paper was returned unused."}
        case "record_finding":
            return _finding()
        case "endorse":
            return _endorsement(application)
    return {}


def _finding() -> dict[str, Any]:
    return {
        "conclusion": Conclusion.CONDITIONAL,
        "conditions": "Only from areas that are open this season.",
        "reason": "The quantity is within the sustainable harvest of the last stock survey.",
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


def _person(party: Party, word: str) -> User:
    return User.objects.get(email=f"{word}@{party.slug}.example")
