"""The quotas of a year in a list, and one of them month by month with what is expected of the rest."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cites.casework.queries.quotas import ShownQuota, about_quota, left_words, quota_words, shown_balance
from cites.casework.queries.words import CodeNames, language
from cites.casework.quota_pace import MONTHS, NOTHING, ByMonth, Forecast, forecast
from cites.look.charts import Chart, Measured, draw_bars
from cites.permits.models import QuotaEntry
from cites.permits.quantities import unit_words
from cites.permits.queries.quota_booked import entries_of
from cites.permits.queries.quota_papers import permitted_by_month
from cites.permits.queries.quotas import Balance, balances_of_year, quotas_stated_for, sum_of
from cites.permits.quota_part import taxon_words
from cites.permits.rules.quotas import Quota
from localization.formats import format_month, format_quantity
from tenants.context import today

WHOLE = 100


@dataclass(frozen=True, slots=True)
class QuotaBar:
    """A balance as one bar, in hundredths: what is used, what is approved, and where the quota ends, if before that."""

    used: int
    approved: int
    limit: int | None

    @property
    def beyond(self) -> int:
        """How much lies beyond the quota."""
        return 0 if self.limit is None else WHOLE - self.limit


def bar_of(balance: Balance) -> QuotaBar:
    """Return the bar of a balance; it is as long as the quota, or as what is taken where that is more."""
    most = max(balance.quota.quantity, balance.permitted + balance.reserved)
    used, taken = (_hundredths(each, most) for each in (balance.permitted, balance.permitted + balance.reserved))
    limit = _hundredths(balance.quota.quantity, most) if balance.is_overdrawn else None
    return QuotaBar(used, taken - used, limit)


@dataclass(frozen=True, slots=True)
class ListedQuota:
    """One quota in the list: how much of it is used, approved and left."""

    address: str
    scientific_name: str
    about: str
    quantity: str
    used: str
    approved: str
    left: str
    is_overdrawn: bool
    bar: QuotaBar


def listed_quotas() -> list[ListedQuota]:
    """Return the quotas of this year by the names of their species."""
    names = CodeNames()
    listed = [_listed(name, balance, names) for name, balance in balances_of_year(today().year).items()]
    return sorted(listed, key=lambda each: (each.scientific_name, each.about))


def taxa_of_quotas() -> list[str]:
    """Return the codes of the taxa of this year's quotas, each once."""
    return sorted({quota.taxon for quota in quotas_stated_for(today().year).values()})


def _listed(name: str, balance: Balance, names: CodeNames) -> ListedQuota:
    quota = balance.quota
    return ListedQuota(
        address=reverse("quota", args=[name, balance.year]),
        scientific_name=taxon_words(quota.taxon),
        about=about_quota(balance, names),
        quantity=quota_words(quota.quantity, quota.unit),
        used=quota_words(balance.permitted, quota.unit),
        approved=quota_words(balance.reserved, quota.unit),
        left=left_words(balance),
        is_overdrawn=balance.is_overdrawn,
        bar=bar_of(balance),
    )


def _hundredths(part: Decimal, whole: Decimal) -> int:
    return int(part * WHOLE / whole) if whole else 0


def years_of_quota(name: str) -> list[int]:
    """Return the years in which the Party has a quota of that name: this one, and those with entries."""
    this = today().year
    years = sorted({*QuotaEntry.objects.filter(year__lte=this).values_list("year", flat=True), this})
    stated = {year: quotas_stated_for(year).get(name) for year in years}
    return [year for year, quota in stated.items() if quota and (year == this or entries_of(quota, year).exists())]


class QuotaOfYear:
    """One quota in one year, for its page; raises KeyError where the Party has none of that name for it."""

    def __init__(self, name: str, year: int) -> None:
        self.name, self.year = name, year
        self.quota: Quota = quotas_stated_for(year)[name]

    @property
    def taxa(self) -> list[str]:
        """The code of its taxon, whose data the page names."""
        return [self.quota.taxon]

    @cached_property
    def balance(self) -> Balance:
        """What became of it."""
        return balances_of_year(self.year)[self.name]

    @cached_property
    def shown(self) -> ShownQuota:
        """The balance in words."""
        return shown_balance(self.balance, CodeNames(), is_asked=False)

    @property
    def bar(self) -> QuotaBar:
        """The balance as a bar."""
        return bar_of(self.balance)

    @property
    def quantity(self) -> str:
        """How much it is."""
        return quota_words(self.quota.quantity, self.quota.unit)

    @property
    def unit(self) -> str:
        """In what it is measured."""
        return unit_words(self.quota.unit, self.quota.quantity, day=today(), language=language())

    @cached_property
    def forecast(self) -> Forecast | None:
        """What is expected of this year; nothing of one that is over."""
        if self.year != today().year:
            return None
        return forecast(today(), self._used, _by_month(self.quota, self.year - 1), self.balance.reserved)

    @property
    def forecast_words(self) -> str:
        """The forecast and how it is made, in one sentence or two; nothing of a year that is over."""
        if self.year != today().year:
            return ""
        if self.forecast is None:
            return _(
                "There is no forecast: too little of the year is over, and nothing was used in the same months of last "
                "year."
            )
        method = {
            (True, True): _(
                "The days that remain are taken half-way between the pace of this year so far and the same days of "
                "last year."
            ),
            (True, False): _("The days that remain are taken to go on at the pace of this year so far."),
            (False, True): _("The days that remain are taken to be as the same days of last year."),
        }[self.forecast.by_pace, self.forecast.by_last_year]
        words = _("Forecast: %(quantity)s used by the end of the year.") % {
            "quantity": quota_words(self.forecast.at_year_end, self.quota.unit)
        }
        return f"{words} {method}"

    @property
    def is_expected_to_run_out(self) -> bool:
        """Whether more is expected than the quota has."""
        return self.forecast is not None and self.forecast.at_year_end > self.quota.quantity

    @cached_property
    def months(self) -> list[Measured]:
        """Each month with what was used by its end, and how far that goes with what is approved or expected."""
        return list(self._months())

    @property
    def chart(self) -> Chart:
        """The picture of the months, with the quota as a line over them."""
        quantity = self.quota.quantity
        most = max(quantity, *(each.value or NOTHING for each in self.months), *map(_beyond, self.months))
        return draw_bars(self.months, most, quantity)

    def _months(self) -> Iterator[Measured]:
        now, used = today(), NOTHING
        expected = self.forecast.used if self.forecast else {}
        last = now.month if self.year == now.year else MONTHS
        for month in range(1, MONTHS + 1):
            label = format_month(date(self.year, month, 1), language())
            used += self._used.get(month, NOTHING)
            if month < last or self.year != now.year:
                yield Measured(label, _number(used), used)
            elif month == last:
                yield Measured(label, _number(used), used, (used + self.balance.reserved) or None)
            elif month in expected:
                yield Measured(label, f"≈ {_number(expected[month])}", None, expected[month])

    @cached_property
    def _used(self) -> ByMonth:
        return _by_month(self.quota, self.year)


def _by_month(quota: Quota, year: int) -> ByMonth:
    return {month: sum_of(quota, found) for month, found in permitted_by_month(year).items()}


def _beyond(each: Measured) -> Decimal:
    return Decimal(each.beyond or 0)


def _number(value: Decimal) -> str:
    return format_quantity(value, language())
