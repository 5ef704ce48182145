"""Where an invoice stands follows from its ledger, whatever the order of its entries."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.ledger import InvoiceState, balance_of


def entries(**amounts: int) -> list[SimpleNamespace]:
    return [SimpleNamespace(kind=kind, amount=Decimal(amount)) for kind, amount in amounts.items()]


@pytest.mark.parametrize(
    ("amounts", "state", "due"),
    [
        ({"charge": 50}, InvoiceState.OWED, 50),
        ({"charge": 0}, InvoiceState.SETTLED, 0),
        ({"charge": 50, "payment": 50}, InvoiceState.SETTLED, 0),
        ({"charge": 50, "payment": 20}, InvoiceState.OWED, 30),
        ({"charge": 50, "void": 50}, InvoiceState.VOID, 0),
        ({"charge": 50, "payment": 50, "refund": 50, "void": 50}, InvoiceState.REFUNDED, 0),
    ],
)
def test_the_state_follows_from_the_entries(amounts: dict[str, int], state: str, due: int) -> None:
    balance = balance_of(entries(**amounts))
    assert (balance.state, balance.due) == (state, due)


@given(
    rows=st.lists(st.tuples(st.sampled_from(["charge", "payment", "refund", "void"]), st.integers(0, 999))),
    rearranged=st.randoms(),
)
def test_the_order_of_entries_does_not_matter(rows: list[tuple[str, int]], rearranged: object) -> None:
    made = [SimpleNamespace(kind=kind, amount=Decimal(amount)) for kind, amount in rows]
    other = list(made)
    rearranged.shuffle(other)
    assert balance_of(made) == balance_of(other)
