"""What a set of ledger entries says about an invoice: pure sums."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Protocol


class InvoiceState(StrEnum):
    """Where an invoice stands, derived from its ledger and stored nowhere."""

    OWED = "owed"
    SETTLED = "settled"
    REFUNDED = "refunded"
    VOID = "void"


class Entry(Protocol):
    """What the sums need of a ledger entry."""

    @property
    def kind(self) -> str: ...
    @property
    def amount(self) -> Decimal: ...


@dataclass(frozen=True, slots=True)
class Balance:
    """The four sums of an invoice's ledger."""

    charged: Decimal = Decimal(0)
    paid: Decimal = Decimal(0)
    refunded: Decimal = Decimal(0)
    voided: Decimal = Decimal(0)

    @property
    def kept(self) -> Decimal:
        """What the office has taken and not given back."""
        return self.paid - self.refunded

    @property
    def due(self) -> Decimal:
        """What is still owed."""
        return self.charged - self.voided - self.kept

    @property
    def state(self) -> InvoiceState:
        """What the sums amount to."""
        if self.due > 0:
            return InvoiceState.OWED
        if self.voided and self.voided == self.charged:
            return InvoiceState.REFUNDED if self.refunded else InvoiceState.VOID
        return InvoiceState.SETTLED


def balance_of(entries: Iterable[Entry]) -> Balance:
    """Return the sums of ``entries``."""
    sums = {"charge": Decimal(0), "payment": Decimal(0), "refund": Decimal(0), "void": Decimal(0)}
    for entry in entries:
        sums[entry.kind] += entry.amount
    return Balance(sums["charge"], sums["payment"], sums["refund"], sums["void"])
