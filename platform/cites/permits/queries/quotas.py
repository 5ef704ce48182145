"""How much of the Party's export quotas is used up, and what is left for the specimens of an application."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q

from cites.permits.models import Application
from cites.permits.queries.quota_ledger import Some, asked_of, committed_in, expired_in, reserved_now
from cites.permits.queries.quota_papers import on_paper_in
from cites.permits.rules.catalogue import reason
from cites.permits.rules.quantities import in_figures
from cites.permits.rules.quota_ledger import NOTHING
from cites.permits.rules.quotas import Quota, QuotaTable, of_year
from cites.species import queries as species
from cites.species.models import Taxon
from kernel.reasons import Reason
from kernel.text import gettext_noop
from tenants.context import current_profile, today
from tenants.releases.queries import Standing, release_in_force, releases_by_period

LONGEST_SOURCE = 200  # characters, of what a decision against a rule keeps
_RANKS = [rank.value for rank in Taxon.Rank]


@dataclass(frozen=True, slots=True)
class Balance:
    """What became of a quota in one year, in the unit of the quota.

    ``permitted`` is what stands on its permits, or what really left where that is on record, with the ``on_paper``
    of permits that were issued on paper; ``reserved`` is approved and waits for its permit; ``asked`` is what the
    application at hand asks beside both, while it is open. ``expired`` stands on permits that are over and of whose
    use nothing is on record: it is in none of the others. ``uncounted`` says how many lines of permits and of
    applications are in units that cannot be counted together with the quota's.
    """

    quota: Quota
    year: int
    permitted: Decimal
    on_paper: Decimal
    reserved: Decimal
    asked: Decimal
    expired: Decimal
    uncounted: int

    @property
    def left(self) -> Decimal:
        """What is left before the application at hand; less than nothing where the quota is overdrawn."""
        return self.quota.quantity - self.permitted - self.reserved

    @property
    def over(self) -> Decimal:
        """How much more than the quota was permitted and approved."""
        return max(-self.left, NOTHING)

    @property
    def is_overdrawn(self) -> bool:
        """Whether more was permitted and approved than the quota allows."""
        return self.left < 0

    @property
    def is_too_little(self) -> bool:
        """Whether the application at hand asks for more than is left."""
        return self.asked > max(self.left, NOTHING)


def quotas_in_force() -> dict[str, Quota]:
    """Return the Party's quotas of today, by name."""
    table: QuotaTable = release_in_force().part("quotas")
    return table.quotas


def balances_for(application: Application) -> list[Balance]:
    """Return the balance of every quota that the lines of an export count against, the most particular first.

    A line counts against the narrowest quota that covers it, and against each broader one beside it: a quota of meat,
    of the species and of its group are three ceilings, and the first that is reached stops it. A quota for one year
    takes the place of the one for every year that is about the same specimens. What was taken from the wild, bred or
    grown in another country counts against no quota of this one.
    """
    asked = asked_of(application) if quotas_in_force() else []
    quotas = quotas_of(asked)
    if not quotas:
        return []
    is_over = bool(application.case.closed_at) or application.permits.exists()
    found = _found_now(without=application, asked=[] if is_over else asked)
    return [balance_of(quota, today().year, found) for quota in quotas]


def balances_of_taxon(code: str) -> list[Balance]:
    """Return this year's balance of every quota that counts specimens of a taxon, the most particular first."""
    year = today().year
    quotas = [quota for quota in of_year(quotas_in_force().values(), year) if species.belongs_to(code, quota.taxon)]
    found = _found_now() if quotas else None
    return [balance_of(quota, year, found) for quota in narrowest_first(quotas)] if found else []


def quotas_stated_for(year: int) -> dict[str, Quota]:
    """Return the quotas that hold in a year, by name: of one that is over, as they stood at its end."""
    quotas = quotas_in_force() if year >= today().year else _quotas_at_the_end_of(year)
    holding = of_year(quotas.values(), year)
    return {name: quota for name, quota in quotas.items() if quota in holding}


def balances_of_year(year: int) -> dict[str, Balance]:
    """Return the balance of every quota of a year, by name; nothing can be reserved of a year that is not this one."""
    found = _found_in(year)
    return {name: balance_of(quota, year, found) for name, quota in quotas_stated_for(year).items()}


def balances_on(some: Some, day: date) -> list[Balance]:
    """Return the balance of every quota that counts such specimens on a day, of those that know what they count.

    A quota that names kinds, sources or purposes is silent where none was said; the most particular comes first.
    """
    stated = quotas_stated_for(day.year).values() if quotas_in_force() else ()
    knowing = [quota for quota in stated if some.purpose or not quota.purposes]
    quotas = [quota for quota in knowing if counts(quota, some)]
    found = replace(_found_in(day.year), asked=[some]) if quotas else None
    return [balance_of(quota, day.year, found) for quota in narrowest_first(quotas)] if found else []


def reasons_beyond_quotas(application: Application) -> list[Reason]:
    """Return of which quotas an application asks for more than is left."""
    return [_reason_beyond(balance) for balance in balances_for(application) if balance.is_too_little]


def quotas_of(asked: Sequence[Some]) -> list[Quota]:
    """Return this year's quotas that count any of these, the narrowest first."""
    quotas = of_year(quotas_in_force().values(), today().year) if asked else []
    return narrowest_first(quota for quota in quotas if any(counts(quota, one) for one in asked))


@dataclass(frozen=True, slots=True)
class Found:
    """Specimens that may count against quotas, by what became of them."""

    committed: list[Some]
    on_paper: list[Some]
    reserved: list[Some]
    asked: list[Some]
    expired: list[Some]


def _found_now(*, without: Application | None = None, asked: Sequence[Some] = ()) -> Found:
    year = today().year
    return Found(committed_in(year), on_paper_in(year), reserved_now(without=without), list(asked), expired_in(year))


def _found_in(year: int) -> Found:
    if year == today().year:
        return _found_now()
    return Found(committed_in(year), on_paper_in(year), [], [], expired_in(year))


def balance_of(quota: Quota, year: int, found: Found) -> Balance:
    """Return what became of a quota, of specimens of which it may count some."""
    permitted = (*found.committed, *found.on_paper)
    counting = (*permitted, *found.reserved, *found.asked)
    return Balance(
        quota=quota,
        year=year,
        permitted=sum_of(quota, permitted),
        on_paper=sum_of(quota, found.on_paper),
        reserved=sum_of(quota, found.reserved),
        asked=sum_of(quota, found.asked),
        expired=sum_of(quota, found.expired),
        uncounted=sum(some.lines for some in counting if counts(quota, some) and _measured(quota, some) is None),
    )


def sum_of(quota: Quota, found: Iterable[Some]) -> Decimal:
    """Return how much a quota counts of these, in its own unit; what measures something else is not in it."""
    return sum((_measured(quota, some) or NOTHING for some in found if counts(quota, some)), NOTHING)


def counts(quota: Quota, some: Some) -> bool:
    """Tell whether a quota is about such specimens."""
    return quota.covers(some.term, some.sources, some.purpose, some.day) and species.belongs_to(
        some.taxon_code, quota.taxon
    )


def narrowest_first(quotas: Iterable[Quota]) -> list[Quota]:
    """Return quotas by how particular they are."""
    return sorted(quotas, key=_breadth)


def _quotas_at_the_end_of(year: int) -> dict[str, Quota]:
    """Those of the last release that was in force in a year; of before the first release, those of today."""
    ended = datetime(year + 1, 1, 1, tzinfo=current_profile().zone)
    for period in releases_by_period():  # the newest first
        if period.standing is not Standing.CALLED_OFF and period.since and period.since < ended:
            table: QuotaTable = period.release.part("quotas")
            return table.quotas
    return quotas_in_force()


def _reason_beyond(balance: Balance) -> Reason:
    quota = balance.quota
    return reason(
        "B-QUOTA",
        _words_beyond(balance),
        source=quota.stated_in[:LONGEST_SOURCE],
        most=in_figures(quota.quantity),
        unit=quota.unit,
        taxon=scientific_name(quota.taxon),
        year=str(balance.year),
        left=in_figures(max(balance.left, NOTHING)),
        asked=in_figures(balance.asked),
        over=in_figures(balance.over),
        **dict.fromkeys(("unit_left", "unit_asked", "unit_over"), quota.unit),
    )


def _words_beyond(balance: Balance) -> str:
    if balance.is_overdrawn:
        return gettext_noop(
            "Of our quota for %(year)s of %(most)s %(unit)s of %(taxon)s: none left, for %(over)s %(unit_over)s more "
            "than the quota are booked; %(asked)s %(unit_asked)s asked."
        )
    if balance.left == 0:
        return gettext_noop(
            "Of our quota for %(year)s of %(most)s %(unit)s of %(taxon)s: none left, %(asked)s %(unit_asked)s asked."
        )
    return gettext_noop(
        "Of our quota for %(year)s of %(most)s %(unit)s of %(taxon)s: %(left)s %(unit_left)s left, %(asked)s "
        "%(unit_asked)s asked."
    )


def scientific_name(code: str) -> str:
    """Return the name of a taxon by its code, or the code itself."""
    taxon = species.find_taxon(code)
    return str(taxon) if taxon else code


def _measured(quota: Quota, some: Some) -> Decimal | None:
    return quota.measured(some.quantity, some.unit)


def _breadth(quota: Quota) -> tuple[int, bool, bool, bool, bool]:
    """The narrower a quota, the smaller: by its taxon, then by terms, sources, purposes and days."""
    taxon = species.find_taxon(quota.taxon)
    rank = _RANKS.index(taxon.rank) if taxon else len(_RANKS)
    dated = bool(quota.first_day or quota.last_day)
    return rank, not quota.terms, not quota.sources, not quota.purposes, not dated


def first_issued_in(year: int) -> Q:
    """Return which lines count in a year: those of its permits, a replacement in the year of the first in its place."""
    return Q(permit__first_issued_on=None, permit__issued_on__year=year) | Q(permit__first_issued_on__year=year)
