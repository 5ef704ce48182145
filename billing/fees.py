"""What ``fees.toml`` may say, and the pure quote that follows from it.

Fees and exemptions are keyed by name, so that a country states only its differences. Amounts
are in the Party's currency, which its profile names; nothing here knows a currency of its own::

    confirmed = false
    source = "Schedule 1 of the Regulations"

    [fees.application]
    label = { en = "Application fee" }
    per = "application"
    amount = "50.00"
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from billing.errors import BadFees
from kernel.money import Money, NotAnAmount
from kernel.text import LocalisedText
from localization.sentences import sentence_of

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Amount = Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=4)]
Codes = tuple[Annotated[str, StringConstraints(min_length=1, max_length=20)], ...]
Text = Annotated[LocalisedText, Field(min_length=1)]


class Per(StrEnum):
    """What a fee is counted by."""

    APPLICATION = "application"
    LINE = "line"
    UNIT = "unit"


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Fee(_Table):
    """One fee. Empty lists mean "any"; ``included`` lines are covered by another fee already."""

    label: Text = Field(description="What applicants read, by language.")
    per: Per = Field(default=Per.APPLICATION, description="What it is counted by.")
    amount: Amount = Field(description="In the Party's currency, in quotation marks.")
    documents: Codes = Field(default=(), description="Document types for which it is due; none: all.")
    units: Codes = Field(default=(), description="Units of the lines that count; none: all.")
    included: int = Field(default=0, ge=0, le=1000, description="Lines that another fee covers already.")
    only_express: bool = Field(default=False, description="Due only when the applicant asks for express service.")
    at_most: Amount | None = Field(default=None, description="The fee never exceeds this.")


class Exemption(_Table):
    """A class of application for which nothing is due; empty lists mean "any"."""

    label: Text = Field(description="What applicants read, by language.")
    documents: Codes = Field(default=(), description="Document types that it frees; none: all.")
    purposes: Codes = Field(default=(), description="Purposes that it frees; none: all.")


class FeeSchedule(_Table):
    """A whole ``fees.toml``; ``confirmed`` is false until the Party says that the amounts are right."""

    confirmed: bool = Field(default=False, description="True once the Party has said that the amounts are right.")
    source: str = Field(default="", description="Where the amounts stand.")
    express_offered: bool = Field(default=False, description="Whether applicants may ask for express service.")
    fees: dict[Key, Fee] = Field(default_factory=dict, description="What is due, by a name of one's own.")
    exemptions: dict[Key, Exemption] = Field(default_factory=dict, description="For what nothing is due, by name.")


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One line of an application: how much of what unit."""

    quantity: Decimal
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a fee can depend on."""

    document: str
    currency: str
    lines: Sequence[LineFacts] = ()
    purpose: str = ""
    express: bool = False
    on: date | None = None


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """One fee as it applies: ``quantity`` times ``each``, rounded to the currency's smallest coin."""

    fee: str
    label: LocalisedText
    quantity: Decimal
    each: Decimal
    amount: Money


@dataclass(frozen=True, slots=True)
class Quote:
    """What an application costs; ``total`` is exactly the sum of the lines."""

    lines: tuple[QuoteLine, ...]
    total: Money
    confirmed: bool = True
    exemption: LocalisedText = field(default_factory=LocalisedText)


def quote(schedule: FeeSchedule, facts: Facts) -> Quote:
    """Return what ``facts`` cost under ``schedule``: exact, in ``facts.currency``, never negative."""
    if exemption := _exemption(schedule, facts):
        return Quote((), Money.zero(facts.currency), schedule.confirmed, exemption.label)
    lines = tuple(line for key, fee in schedule.fees.items() if (line := _line(key, fee, facts)) and line.quantity)
    total = Money.total((line.amount for line in lines), facts.currency)
    return Quote(lines, total, schedule.confirmed)


def faults_of_amounts(schedule: FeeSchedule, currency: str) -> list[dict[str, str]]:
    """Return key and reason of each amount that is finer than the currency's smallest coin.

    Fees by the unit may be finer, for what is rounded is the line.
    """
    faults = []
    for key, fee in schedule.fees.items():
        stated = {"amount": None if fee.per is Per.UNIT else fee.amount, "at_most": fee.at_most}
        for name, amount in stated.items():
            try:
                Money(amount or Decimal(0), currency)
            except NotAnAmount as error:
                faults.append({"key": f"fees.{key}.{name}", "reason": sentence_of(error)})
    return faults


def refuse_bad_amounts(schedule: FeeSchedule, currency: str) -> None:
    """Raise BadFees naming the first fee that is finer than the currency's smallest coin."""
    for fault in faults_of_amounts(schedule, currency):
        raise BadFees(message="%(key)s: %(reason)s", data=fault)


def _exemption(schedule: FeeSchedule, facts: Facts) -> Exemption | None:
    return next(
        (
            exemption
            for exemption in schedule.exemptions.values()
            if _covers(exemption.documents, facts.document) and _covers(exemption.purposes, facts.purpose)
        ),
        None,
    )


def _covers(codes: Codes, code: str) -> bool:
    return not codes or code in codes


def _line(key: str, fee: Fee, facts: Facts) -> QuoteLine | None:
    if not _covers(fee.documents, facts.document) or (fee.only_express and not facts.express):
        return None
    quantity = _quantity(fee, facts)
    amount = Money.rounded(fee.amount * quantity, facts.currency)
    if fee.at_most is not None:
        amount = min(amount, Money.rounded(fee.at_most, facts.currency))
    return QuoteLine(key, fee.label, quantity, fee.amount, amount)


def _quantity(fee: Fee, facts: Facts) -> Decimal:
    if fee.per is Per.APPLICATION:
        return Decimal(1)
    lines = [line for line in facts.lines if _covers(fee.units, line.unit)][fee.included :]
    if fee.per is Per.LINE:
        return Decimal(len(lines))
    return sum((line.quantity for line in lines), Decimal(0))
