"""The Party's fees as anybody may read them."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from billing.fees import Fee, FeeSchedule, Per
from cites.casework.queries.words import language
from kernel.money import Money, minor_units
from tenants.context import current_profile
from tenants.releases.queries import release_in_force

COUNTED: dict[Per, str | Promise] = {Per.APPLICATION: "", Per.LINE: "", Per.UNIT: _("for each unit")}


@dataclass(frozen=True)
class ShownFee:
    """One fee: what for, how it is counted, how much."""

    label: str
    counted: str | Promise
    amount: Money | None
    fine_amount: str


@dataclass(frozen=True)
class ShownFees:
    """The schedule, and whether the Party has confirmed it."""

    fees: list[ShownFee]
    confirmed: bool


def fees_by_document() -> ShownFees:
    """Every fee of the schedule in force, in the order of the file."""
    schedule: FeeSchedule = release_in_force().part("fees")
    currency = current_profile().currency
    return ShownFees([_shown(fee, currency) for fee in schedule.fees.values()], schedule.confirmed)


def _shown(fee: Fee, currency: str) -> ShownFee:
    fine = fee.amount != fee.amount.quantize(Decimal(1).scaleb(-minor_units(currency)))
    return ShownFee(
        label=fee.label.in_language(language()),
        counted=COUNTED[fee.per],
        amount=None if fine else Money(fee.amount, currency),
        fine_amount=f"{currency} {fee.amount.normalize():f}" if fine else "",
    )
