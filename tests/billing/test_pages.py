"""The payer pays, the cashier records, and nobody else sees anything."""

from typing import Any

import pytest

from billing.ledger import InvoiceState
from billing.models import LedgerEntry
from billing.queries import state_of
from billing.services import start_payment
from tests.factories.billing import an_invoice


@pytest.fixture
def as_payer(bb: Any, payer: Any) -> Any:
    client = bb.client()
    client.force_login(payer)
    return client


@pytest.fixture
def as_cashier(bb: Any, cashier: Any) -> Any:
    client = bb.client()
    client.force_login(cashier)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_payer_sees_the_invoice(as_payer: Any, invoice: Any) -> None:
    answer = as_payer.get(f"/invoices/{invoice.number}/")
    assert answer.status_code == 200
    assert "50.00" in text(answer)
    assert "not yet confirmed" in text(answer)
    assert text(answer).count("<h1") == 1


def test_a_stranger_does_not_learn_that_it_exists(bb: Any, stranger: Any, invoice: Any) -> None:
    client = bb.client()
    client.force_login(stranger)
    for page in ("", "pay/", "receipt/", "counter/"):
        assert client.get(f"/invoices/{invoice.number}/{page}").status_code == 404


def test_the_payer_pays_with_the_test_card(as_payer: Any, invoice: Any) -> None:
    to_bank = as_payer.post(f"/invoices/{invoice.number}/pay/", {"provider": "demo"})
    assert to_bank.status_code == 302
    assert as_payer.get(to_bank.url).status_code == 200
    for _click in range(2):
        back = as_payer.post(to_bank.url, {"card": "4000000000000077"})
        assert back.url == f"/invoices/{invoice.number}/receipt/"
    assert LedgerEntry.objects.filter(kind="payment").count() == 1
    assert "BBD" in text(as_payer.get(back.url))


def test_a_declined_card_is_said_and_may_be_tried_again(as_payer: Any, invoice: Any) -> None:
    to_bank = as_payer.post(f"/invoices/{invoice.number}/pay/", {"provider": "demo"})
    back = as_payer.post(to_bank.url, {"card": "4000000000000002"})
    assert "declined" in text(as_payer.get(back.url))
    assert state_of(invoice) is InvoiceState.OWED
    again = as_payer.post(f"/invoices/{invoice.number}/pay/", {"provider": "demo"})
    assert again.url != to_bank.url


@pytest.mark.parametrize("data", [{}, {"provider": "goats"}])
def test_no_choice_is_asked_for_again(as_payer: Any, invoice: Any, data: dict[str, str]) -> None:
    answer = as_payer.post(f"/invoices/{invoice.number}/pay/", data)
    assert answer.status_code == 422
    assert "error-summary" in text(answer)


def test_a_forged_link_to_the_bank_leads_nowhere(as_payer: Any) -> None:
    assert as_payer.get("/pay/demo/forged/").status_code == 404


def test_another_traders_link_to_the_bank_leads_nowhere(bb: Any, stranger: Any, invoice: Any, payer: Any) -> None:
    _attempt, address = start_payment(invoice=invoice, provider="demo", actor=payer)
    client = bb.client()
    client.force_login(stranger)
    assert client.post(address, {"card": "4000000000000077"}).status_code == 404
    assert state_of(invoice) is InvoiceState.OWED


def test_what_is_paid_is_not_paid_again(as_payer: Any, payer: Any) -> None:
    free = an_invoice(payer, amount="0.00")
    answer = as_payer.get(f"/invoices/{free.number}/pay/")
    assert answer.status_code == 409
    assert "nothing was charged" in text(answer)


def test_the_cashier_finds_and_records(as_cashier: Any, invoice: Any) -> None:
    assert invoice.number in text(as_cashier.get("/cashier/", {"q": "tessa"}))
    assert invoice.number not in text(as_cashier.get("/cashier/", {"q": "nobody"}))
    assert as_cashier.get(f"/cashier/{invoice.number}/").status_code == 200
    form = {"amount": "50.00", "receipt": " A  12 ", "key": "k1"}
    for _click in range(2):
        answer = as_cashier.post(f"/cashier/{invoice.number}/", form)
        assert answer.url == f"/invoices/{invoice.number}/receipt/"
    entry = LedgerEntry.objects.get(kind="payment")
    assert entry.receipt == "A 12"
    assert "A 12" in text(as_cashier.get(answer.url))


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("40", "less than"),
        ("60", "more than"),
        ("50.001", "no more than 2 decimals"),
        ("-50", "greater than or equal to 0"),
        ("fifty", "Enter a number"),
        ("", "Enter amount received"),
    ],
)
def test_a_wrong_amount_is_said_beside_the_field(as_cashier: Any, invoice: Any, amount: str, said: str) -> None:
    data = {"amount": amount, "receipt": "A1", "key": "k"}
    answer = as_cashier.post(f"/cashier/{invoice.number}/", data)
    assert answer.status_code == 422
    assert said in text(answer)
    assert state_of(invoice) is InvoiceState.OWED


def test_two_cashiers_at_once_take_the_money_once(as_cashier: Any, invoice: Any) -> None:
    as_cashier.post(f"/cashier/{invoice.number}/", {"amount": "50", "receipt": "A1", "key": "one"})
    second = as_cashier.post(f"/cashier/{invoice.number}/", {"amount": "50", "receipt": "A2", "key": "two"})
    assert second.status_code == 409
    assert LedgerEntry.objects.filter(kind="payment").count() == 1


def test_only_a_cashier_sits_at_the_desk(as_payer: Any, invoice: Any) -> None:
    assert as_payer.get("/cashier/").status_code == 403
    assert as_payer.get(f"/cashier/{invoice.number}/").status_code == 403


def test_nobody_is_asked_to_sign_in_first(bb: Any, invoice: Any) -> None:
    for address in (f"/invoices/{invoice.number}/", f"/invoices/{invoice.number}/pay/", "/cashier/"):
        answer = bb.client().get(address)
        assert answer.status_code == 302
        assert "next=" in answer.url
