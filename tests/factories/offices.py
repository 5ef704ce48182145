"""What officials do with a case by its pages: open the page of a step, fill in its own form, and send it."""

import re
from datetime import date
from typing import Any

from billing.ledger import InvoiceState
from billing.queries import invoices_for
from cites.permits.documents.publishing import publish_permit
from cites.permits.models import Application, Permit
from cites.permits.queries.permits import permits_of
from cites.permits.services.settling import send_on_paid_case
from tenants.context import today
from tests.factories.every_document import Answers
from tests.factories.forms import sent
from tests.factories.permits import Cast, stage_of

_FORM = re.compile(r'(?s)<main.*?<form method="post"[^>]*>(.*?)</form>')
REASON = {"reason": "The licence, and the survey of this season."}


class Offices:
    """The clients of the offices of one Party, each signed in, and one case that goes through their hands."""

    def __init__(self, place: Any, who: Cast, application: Application) -> None:
        self.place, self.who, self.application = place, who, application
        self.clients: dict[str, Any] = {}

    @property
    def reference(self) -> str:
        return self.application.reference

    @property
    def permits(self) -> list[Permit]:
        return permits_of(self.application.case)

    def at(self, name: str) -> Any:
        if name not in self.clients:
            self.clients[name] = self.place.client()
            self.clients[name].force_login(getattr(self.who, name))
        return self.clients[name]

    def step(self, name: str, verb: str, **answers: Any) -> str:
        return take_step(self.at(name), self.reference, verb, **answers)

    def finds(self, name: str, verb: str, **answers: Any) -> str:
        return self.step(name, verb, **all_found(self.at(name), self.reference, verb), **answers)

    def page(self, name: str) -> str:
        return str(self.at(name).get(f"/cases/{self.reference}/").content.decode())

    def examine(self) -> None:
        self.step("officer", "start_examination")
        self.finds("officer", "complete_examination")

    def pay(self) -> None:
        """The cashier takes what is owed; nothing is committed within a test, so the news of it is given by hand."""
        for account in invoices_for(self.reference):
            if account.state is InvoiceState.OWED:
                address = f"/cashier/{account.invoice.number}/"
                page = self.at("cashier").get(address)
                fill(self.at("cashier"), address, page, amount=account.due.amount, receipt="R 17")
                assert send_on_paid_case(invoice=account.invoice)

    def issue(self) -> None:
        """Found, approved, paid for, signed, and printed as the worker does it once all is committed."""
        self.examine()
        if stage_of(self.application) == "finding":
            self.finds("science", "record_finding", **REASON)
        self.step("decider", "approve", **(REASON if "reason" in self.asked("decider", "approve") else {}))
        self.pay()
        self.step("signatory", "issue")
        for permit in self.permits:
            publish_permit(permit_id=permit.pk)

    def asked(self, name: str, verb: str) -> list[str]:
        return asked_on(self.at(name), self.reference, verb)

    def moved(self, day_name: str, quantity: int = 1, **more: Any) -> dict[str, Any]:
        """What a form about a movement asks, of a document with one line."""
        return {**a_day(day_name, today()), "port": "BBBGI", "quantity_1": quantity, **more}


def take_step(client: Any, reference: str, verb: str, *, status: int = 302, **answers: Any) -> str:
    """Take a step by its page, and nothing that is not on it; return the page that follows."""
    address = f"/cases/{reference}/do/{verb}/"
    page = client.get(address)
    assert page.status_code == 200, f"{verb}: {page.status_code} {_said(page)}"
    return fill(client, address, page, status=status, **answers)


def fill_in(client: Any, address: str, **answers: Any) -> str:
    """Open a page, send its form, and return the address that it leads to."""
    return str(_answer(client, address, client.get(address), 302, answers)["Location"])


def fill(client: Any, address: str, page: Any, *, status: int = 302, **answers: Any) -> str:
    """Send the form of a page that was opened, to that address; return the page that follows."""
    answer = _answer(client, address, page, status, answers)
    shown = client.get(answer["Location"]) if status == 302 else answer
    return str(shown.content.decode())


def form_on(page: Any) -> str:
    """The inside of the form that a page is about."""
    found = _FORM.search(page.content.decode())
    assert found, _said(page)
    return found[1]


def _answer(client: Any, address: str, page: Any, status: int, answers: Answers) -> Any:
    form = form_on(page)
    unasked = [name for name in answers if f'name="{name}"' not in form]
    assert not unasked, f"{address} does not ask {unasked}"
    answer = client.post(address, dict(sent(form, **answers).lists()))
    assert answer.status_code == status, f"{address}: {answer.status_code} {_said(answer)}"
    return answer


def asked_on(client: Any, reference: str, verb: str) -> list[str]:
    """The names of what the page of a step asks."""
    page = client.get(f"/cases/{reference}/do/{verb}/")
    return sorted(set(re.findall(r'name="(\w+)"', form_on(page))))


def all_found(client: Any, reference: str, verb: str) -> Answers:
    """Each question of a form of findings, answered with what allows the trade."""
    return {name: "positive" for name in asked_on(client, reference, verb) if name.startswith(("found_", "conclusion"))}


def a_day(name: str, day: date) -> Answers:
    """A day as it is typed, in its three boxes."""
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def _said(answer: Any) -> str:
    main = answer.content.decode().partition("<main")[2]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())[:1500]
