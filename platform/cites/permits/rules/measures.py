"""Units that measure the same, and how much of one is one of another; exact, and pure.

The metric units are those of the SI, the others those of the international yard and pound agreement of 1959. What is
not here, such as bags and sets, measures nothing that another unit does.
"""

from decimal import ROUND_DOWN, Decimal, localcontext
from typing import Final

from cites.permits.rules.quantities import counts_specimens

MASS: Final = {  # in grams
    "TON": Decimal(1_000_000), "KGM": Decimal(1000), "GRM": Decimal(1), "MGM": Decimal("0.001"),
    "MYG": Decimal("0.000001"), "PND": Decimal("453.59237"), "OUN": Decimal("28.349523125"),
}  # fmt: skip
LENGTH: Final = {  # in centimetres
    "MTR": Decimal(100), "CTM": Decimal(1), "INC": Decimal("2.54"), "FEE": Decimal("30.48"), "YAR": Decimal("91.44"),
}  # fmt: skip
AREA: Final = {  # in square centimetres
    "MTK": Decimal(10_000), "SQD": Decimal(100), "SQC": Decimal(1), "SQF": Decimal("929.0304"),
}  # fmt: skip
VOLUME: Final = {  # in cubic centimetres
    "MTQ": Decimal(1_000_000), "LTR": Decimal(1000), "MLT": Decimal(1), "CMQ": Decimal(1),
    "CUF": Decimal("28316.846592"),
}  # fmt: skip


def converted(quantity: Decimal, unit: str, into: str) -> Decimal | None:
    """Return the quantity in another unit, with all digits; None where none is the same.

    Nothing is rounded away: a quota may be in tonnes, and what is taken of it less than a gram.
    """
    if unit == into or (counts_specimens(unit) and counts_specimens(into)):
        return quantity
    for factors in (MASS, LENGTH, AREA, VOLUME):
        if unit in factors and into in factors:
            with localcontext(rounding=ROUND_DOWN):  # so that parts never are more together than what they are of
                return quantity * factors[unit] / factors[into]
    return None
