"""Fees as a part of a release: what must hold between them and the profile, and how they are said in words."""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from billing.fees import FeeSchedule, faults_of_amounts
from kernel.money import Money, NotAnAmount
from localization.formats import format_money
from localization.languages import page_language
from tenants.releases.describing import described_part
from tenants.releases.diff import Kind
from tenants.releases.parts import ReleaseCheck, ReleasePart
from tenants.releases.wording import Statement, Words

LABELS: Final[Mapping[str, str | Promise]] = {
    "fees": _("Fees"),
    "exemptions": _("Free of charge"),
    "confirmed": _("Amounts confirmed by the Party"),
    "source": _("Where the amounts stand"),
    "express_offered": _("Express service offered"),
    "label": _("What applicants read"),
    "per": _("Counted by"),
    "amount": _("Amount"),
    "documents": _("Types of document"),
    "units": _("Units"),
    "included": _("Lines covered already"),
    "only_express": _("For express service only"),
    "at_most": _("At most"),
    "purposes": _("Purposes"),
}
_PER: Final[Mapping[str, str | Promise]] = {
    "application": _("each application"),
    "line": _("each line"),
    "unit": _("each unit"),
}


def words_of_fees(parts: Mapping[str, Any]) -> Words:
    """Return the words of the fees of a release, amounts in the currency of its profile."""
    currency = _currency(parts)

    def say(path: tuple[str, ...], value: Any, data: Any) -> str | Promise | None:
        if path and path[-1] in ("amount", "at_most") and value is not None:
            return _in_currency(value, currency)
        return _PER.get(value) if path and path[-1] == "per" and isinstance(value, str) else None

    return Words(_("Fees"), LABELS, say)


def diff_of_fees(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Statement]:
    """Yield what differs; where the currency does, that too, for every amount is another then."""
    one, other = _currency(before), _currency(after)
    if one != other:
        yield Statement((str(_("Currency of every amount")),), Kind.CHANGED, one, other)
    yield from described_part(FEES, before, after)


def _currency(parts: Mapping[str, Any]) -> str:
    profile = parts.get("profile")
    return str(profile.get("currency", "")) if isinstance(profile, dict) else ""


def _in_currency(value: Any, currency: str) -> str:
    try:
        return format_money(Money(Decimal(str(value)), currency), page_language())
    except (InvalidOperation, NotAnAmount):  # a draft may hold anything; fees by the unit may be finer
        return f"{currency} {value}".strip()


def _amounts_fit_the_currency(parts: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    if "fees" in parts and "profile" in parts:
        for fault in faults_of_amounts(parts["fees"], parts["profile"].currency):
            yield {"part": "fees", **fault}


FEES = ReleasePart("fees", "fees.toml", FeeSchedule, words=words_of_fees, diff=diff_of_fees)
AMOUNTS = ReleaseCheck("amounts fit the currency", _amounts_fit_the_currency)
