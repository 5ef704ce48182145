"""The balances of the quotas that a case counts against, in the reader's words and as a picture."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from cites.casework.queries.words import CodeNames, Rows, language
from cites.look.charts import Chart, Measured, draw_bars
from cites.permits.models import Application
from cites.permits.quantities import quantity_words
from cites.permits.queries.quotas import Balance, balances_for, balances_of_taxon
from cites.permits.quota_part import taxon_words
from cites.permits.rules.quota_ledger import NOTHING
from cites.permits.rules.quotas import Quota
from localization.formats import format_date, format_quantity
from tenants.context import today


@dataclass(frozen=True, slots=True)
class ShownQuota:
    """One quota: what it is about, its balance as rows and as a picture, and what has to be said besides."""

    scientific_name: str
    about: str
    rows: Rows
    chart: Chart
    warnings: list[str]
    remarks: list[str]

    @property
    def description(self) -> str:
        """The picture in words."""
        return "; ".join(f"{label}: {value}" for label, value in self.rows)


def shown_quotas(application: Application) -> list[ShownQuota]:
    """Return the quotas that an export counts against; none where the Party has stated none for its specimens."""
    names = CodeNames()
    return [shown_balance(balance, names) for balance in balances_for(application)]


def shown_quotas_of_taxon(code: str) -> list[ShownQuota]:
    """Return the quotas of this year that count specimens of a taxon, without anybody's asking."""
    names = CodeNames()
    return [shown_balance(balance, names, is_asked=False) for balance in balances_of_taxon(code)]


def shown_balance(balance: Balance, names: CodeNames, *, is_asked: bool = True) -> ShownQuota:
    """Return one balance, with what the application at hand asks where there is one."""
    quota = balance.quota
    bars = [
        (_("Used by permits"), balance.permitted),
        (pgettext("a quantity", "Approved"), balance.reserved),
        (_("Left"), balance.left),
    ]
    if is_asked:
        bars.append((_("Asked here"), balance.asked))
    rows: Rows = [
        (_("Quota"), quota_words(quota.quantity, quota.unit)),
        *((label, _value_words(balance, value)) for label, value in bars),
    ]
    if quota.stated_in:
        rows.append((_("Where the quota stands"), quota.stated_in))
    return ShownQuota(
        scientific_name=taxon_words(quota.taxon),
        about=about_quota(balance, names),
        rows=rows,
        chart=draw_bars(
            [
                Measured(label, format_quantity(max(value, NOTHING), language()), max(value, NOTHING))
                for label, value in bars
            ],
            max(quota.quantity, *(value for _label, value in bars)),
            quota.quantity if balance.is_overdrawn else None,
        ),
        warnings=list(_warnings(balance)),
        remarks=list(_remarks(balance)),
    )


def left_words(balance: Balance) -> str:
    """Return what is left with its unit; of an overdrawn quota, that none is and how much more is booked."""
    unit = balance.quota.unit
    if balance.is_overdrawn:
        return _("None; %(over)s more than the quota are booked") % {"over": quota_words(balance.over, unit)}
    return quota_words(balance.left, unit)


def _value_words(balance: Balance, value: Decimal) -> str:
    return left_words(balance) if value < 0 else quota_words(value, balance.quota.unit)


def about_quota(balance: Balance, names: CodeNames) -> str:
    """Return the year, and which kinds of specimen and sources count where not all do."""
    quota = balance.quota
    told = [
        str(balance.year),
        ", ".join(names.coded("terms", term) for term in quota.terms),
        ", ".join(names.coded("sources", source) for source in quota.sources),
        ", ".join(names.coded("purposes", purpose) for purpose in quota.purposes),
        _days_of(quota),
    ]
    return "; ".join(filter(None, told))


def _days_of(quota: Quota) -> str:
    """Return from which to which day permits count, where the quota says so."""
    told = [format_date(day, language()) if day else "…" for day in (quota.first_day, quota.last_day)]
    return " – ".join(told) if quota.first_day or quota.last_day else ""


def _warnings(balance: Balance) -> Iterator[str]:
    if balance.is_overdrawn:
        yield _("More is permitted and approved than the quota allows.")
    if balance.is_too_little:
        yield _("This application asks for more than is left.")


def _remarks(balance: Balance) -> Iterator[str]:
    if balance.on_paper:
        words = _("Of what permits use, %(quantity)s stand on permits that were issued on paper.")
        yield words % {"quantity": quota_words(balance.on_paper, balance.quota.unit)}
    if balance.expired:
        words = _("%(quantity)s more stand on permits that have expired, and no use of them is on record.")
        yield words % {"quantity": quota_words(balance.expired, balance.quota.unit)}
    if balance.uncounted:
        yield ngettext(
            "%(number)d line in another unit is not counted.",
            "%(number)d lines in other units are not counted.",
            balance.uncounted,
        ) % {"number": balance.uncounted}


def quota_words(quantity: Decimal, unit: str) -> str:
    """Return a quantity with its unit."""
    return quantity_words(quantity, unit, day=today(), language=language())
