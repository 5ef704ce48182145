"""What traders and their agents do, at any hour and on any day: send, answer, correct, think again, pay."""

from functools import partial
from typing import Any

from billing.ledger import InvoiceState
from billing.providers.base import Outcome, ProviderEvent
from billing.queries import invoices_for
from billing.services import receive_event, start_payment
from cites.accounts.models import User
from cites.permits.services import drafts
from cites.permits.services.settling import send_on_paid_case
from tests.factories.month.office import QUEEN_CONCH, Office
from tests.factories.month.paper import Matter

ANSWERS = {
    "exporter_name": "Sargasso Seafood Ltd",
    "exporter_address": "Princess Alice Highway\nBridgetown",
    "consignee_name": "Pelagic Trading Company",
    "consignee_address": "1180 Harbour Drive\nMiami",
    "consignee_country": "US",
    "purpose": "T",
    "port_of_exit": "BBBGI",
}
CHANGEABLE = {"submitted", "examining", "question", "finding", "decision"}
LEAVABLE = CHANGEABLE | {"returned", "amending", "payment", "signing"}
ODDS = (0.08, 0.06)  # that an applicant thinks again, and that they give up


def lodge(office: Office) -> None:
    """Fill in an application and send it; some will be changed or given up some days later."""
    trader = office.random.choice(office.staff.traders)
    agent = office.staff.agents.get(trader.pk)
    application = drafts.open_application(applicant=trader, agent=agent)
    drafts.save_answers(application=application, answers=ANSWERS, actor=agent or trader)
    line = dict(QUEEN_CONCH)
    drafts.add_line(application=application, taxon_code=str(line.pop("taxon_code")), answers=line, actor=trader)
    matter = Matter(application.reference, trader.pk)
    office.applications[matter.reference] = application
    office.log.matters[matter.reference] = matter
    office.act(matter, "submit", agent or trader)
    for verb, places, chance in zip(("amend", "withdraw"), (CHANGEABLE, LEAVABLE), ODDS, strict=True):
        if office.has(chance):
            office.later(office.random.uniform(0, 15), partial(_think_again, office, matter, verb, places))


def _applicant(office: Office, matter: Matter) -> User:
    """The trader, or the agent in every other case that has one."""
    trader = next(each for each in office.staff.traders if each.pk == matter.applicant)
    agent = office.staff.agents.get(trader.pk)
    return agent if agent and office.has(0.5) else trader


def _think_again(office: Office, matter: Matter, verb: str, places: set[str]) -> None:
    if matter.stage not in places:
        return
    office.act(matter, verb, _applicant(office, matter), {"reason": "Another vessel."})
    if verb == "amend":
        react(office, matter, "submit", chance=0.9, within=4)


def react(office: Office, matter: Matter, verb: str, *, chance: float, within: float) -> None:
    """Let the applicant do what waits for them, within so many days or never."""
    stage, number = matter.stage, len(matter.deeds)

    def happening() -> None:
        if (matter.stage, len(matter.deeds)) == (stage, number):
            _answer(office, matter, verb)

    if office.has(chance):
        office.later(office.random.uniform(0, within), happening)


def _answer(office: Office, matter: Matter, verb: str) -> None:
    if verb == "pay":
        return pay_by_card(office, matter)
    if verb == "submit":
        address = {"exporter_address": f"{office.random.randint(1, 99)} Bay Street\nBridgetown"}
        application = office.applications[matter.reference]
        drafts.save_answers(application=application, answers=address, actor=_applicant(office, matter))
    office.act(matter, verb, _applicant(office, matter), {"text": "The Sargasso."})


def pay_by_card(office: Office, matter: Matter) -> None:
    """Pay online, as the provider tells; the news of it is given by hand, as nothing is committed in a test."""
    account = next(each for each in invoices_for(matter.reference) if each.state is InvoiceState.OWED)
    payer = office.applications[matter.reference].applicant
    attempt, _address = start_payment(invoice=account.invoice, provider="demo", actor=payer)
    event = ProviderEvent(f"e-{attempt.code}", attempt.code, Outcome.SETTLED, account.due)
    receive_event(provider="demo", event=event)
    settle(office, matter, account.invoice)


def settle(office: Office, matter: Matter, invoice: Any) -> None:
    """Send a paid case on to be signed."""
    assert send_on_paid_case(invoice=invoice)
    office.write(matter, "settle", None)
