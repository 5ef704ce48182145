"""An amount in one currency, exact, with the currency's own number of decimals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from kernel.errors import DomainError

# ISO 4217: the currencies whose minor unit is not a hundredth.
_MINOR_UNITS = {
    "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0, "RWF": 0,
    "UGX": 0, "UYI": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
    "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
    "CLF": 4, "UYW": 4,
}  # fmt: skip


class CurrencyMismatch(DomainError):
    """Two amounts are not in the same currency."""

    code = "currency_mismatch"


class NotAnAmount(DomainError):
    """An amount has more decimals than its currency, or is not a number."""

    code = "not_an_amount"


def minor_units(currency: str) -> int:
    """Return the number of decimals of ``currency`` (ISO 4217): 2 for BBD, 0 for VUV."""
    return _MINOR_UNITS.get(currency, 2)


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """``amount`` of ``currency``; raises NotAnAmount when it is finer than the currency's smallest coin."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        quantum = Decimal(1).scaleb(-minor_units(self.currency))
        if not self.amount.is_finite() or self.amount != self.amount.quantize(quantum):
            raise NotAnAmount(
                message="%(amount)s is not an amount of %(currency)s",
                data={"amount": str(self.amount), "currency": self.currency},
            )
        object.__setattr__(self, "amount", self.amount.quantize(quantum))

    @classmethod
    def zero(cls, currency: str) -> Money:
        """Return nothing, in that currency."""
        return cls(Decimal(0), currency)

    @classmethod
    def rounded(cls, amount: Decimal, currency: str) -> Money:
        """Return ``amount`` rounded half up to the currency's smallest coin."""
        return cls(amount.quantize(Decimal(1).scaleb(-minor_units(currency)), ROUND_HALF_UP), currency)

    @classmethod
    def total(cls, amounts: Iterable[Money], currency: str) -> Money:
        """Return the sum of ``amounts``, which is nothing when there are none."""
        return sum(amounts, cls.zero(currency))

    def __add__(self, other: Money) -> Money:
        self._refuse_another_currency(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: Money) -> Money:
        return self + -other

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def __lt__(self, other: Money) -> bool:
        self._refuse_another_currency(other)
        return self.amount < other.amount

    def __le__(self, other: Money) -> bool:
        return self == other or self < other

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __str__(self) -> str:
        return f"{self.currency} {self.amount}"

    def _refuse_another_currency(self, other: Money) -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(
                message="%(one)s is not %(other)s", data={"one": self.currency, "other": other.currency}
            )
