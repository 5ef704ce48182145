"""A Party with a payer, a stranger and a cashier."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.factories.accounts import person
from tests.factories.billing import an_invoice


@pytest.fixture
def payer(bb: Any) -> Any:
    """Tessa, who pays."""
    return person(role="trader", name="Tessa Trader")


@pytest.fixture
def stranger(bb: Any) -> Any:
    """Theo, whose affair it is not."""
    return person(role="trader", name="Theo Trader")


@pytest.fixture
def cashier(bb: Any) -> Any:
    """Cora, at the counter."""
    return person(role="cashier", name="Cora Cashier")


@pytest.fixture
def invoice(payer: Any) -> Any:
    """Tessa's invoice of 50 dollars."""
    return an_invoice(payer)


@pytest.fixture
def settled(bb: Any) -> Iterator[list[Any]]:
    """Collect the invoices that are told to be settled."""
    from billing.signals import invoice_settled

    heard: list[Any] = []

    def hear(invoice: Any, **kwargs: Any) -> None:
        heard.append(invoice.number)

    invoice_settled.connect(hear)
    yield heard
    invoice_settled.disconnect(hear)
