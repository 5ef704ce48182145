"""What a quantity may be."""

from decimal import Decimal, localcontext
from typing import Any

from cites.permits.rules.catalogue import reason
from kernel.reasons import Reason
from kernel.text import gettext_noop

MOST_WHOLE_DIGITS = 12
MOST_DECIMALS = 6
MOST = Decimal("1e9")
_FINEST = Decimal(1).scaleb(-MOST_DECIMALS)
_FINEST_EXACT = Decimal(1).scaleb(-18)  # a millionth of a microgram in tonnes; what is finer comes from dividing
NUMBER_OF_SPECIMENS = "NAR"


def counts_specimens(unit: str) -> bool:
    """Whether a quantity in this unit is a number of specimens; that is what a missing unit means."""
    return unit in ("", NUMBER_OF_SPECIMENS)


def reasons_against_quantity(quantity: Decimal | None, unit: str, line: int) -> list[Reason]:
    """Say what is wrong with a line's quantity: missing, not above nothing, absurd, or too fine."""
    about: dict[str, Any] = {"line": line, "field": "quantity"}
    if quantity is None or not quantity.is_finite():
        message = gettext_noop("Enter a quantity as a number.")
        return [reason("P5" if quantity is None else "P7", message, **about)]
    if quantity <= 0:
        message = gettext_noop("The quantity must be more than 0.")
        return [reason("Q-POSITIVE", message, **about)]
    if quantity > MOST or quantity.adjusted() >= MOST_WHOLE_DIGITS:
        message = gettext_noop("The quantity must be 1,000,000,000 or less.")
        return [reason("Q-ABSURD", message, **about)]
    return _reasons_against_decimals(quantity, unit, about)


def is_part_of_a_specimen(quantity: Decimal, unit: str) -> bool:
    """Whether this counts specimens and is no whole number of them."""
    return counts_specimens(unit) and decimals_of(quantity) > 0


def decimals_of(quantity: Decimal) -> int:
    """Return how many decimals a finite quantity really has: 1 for 2.50, none for 2E+3."""
    exponent = quantity.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def plain(quantity: Decimal) -> Decimal:
    """Return ``quantity`` without trailing zeros and without an exponent: 120.500000 is 120.5."""
    short = quantity.normalize()
    return short if short.as_tuple().exponent <= 0 else short.quantize(Decimal(1))  # type: ignore[operator]


def to_read(quantity: Decimal) -> Decimal:
    """Return a quantity as people are told it: to six decimals, with more only where nothing would be left."""
    with localcontext(prec=50):
        return quantity.quantize(_FINEST) or quantity.quantize(_FINEST_EXACT)


def in_figures(quantity: Decimal) -> str:
    """Return a quantity as people are told it, without an exponent and without trailing zeros."""
    return format(plain(to_read(quantity)), "f")


def _reasons_against_decimals(quantity: Decimal, unit: str, about: dict[str, Any]) -> list[Reason]:
    if is_part_of_a_specimen(quantity, unit):
        message = gettext_noop("A number of specimens must be a whole number.")
        return [reason("Q-WHOLE", message, **about)]
    if decimals_of(quantity) > MOST_DECIMALS:
        message = gettext_noop("The quantity may have at most 6 decimals.")
        return [reason("Q-DECIMALS", message, **about)]
    return []
