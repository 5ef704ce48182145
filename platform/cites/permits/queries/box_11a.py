"""Box 11a: how much was exported of a quota so far this year, this permit included, and how much the quota is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cites.permits.queries.published_quotas import covers, quotas_published_for, sums_of_published
from cites.permits.queries.quota_ledger import Some, asked_by
from cites.permits.queries.quota_papers import permitted_in
from cites.permits.queries.quotas import counts, quotas_of, sum_of
from cites.permits.rules.measures import converted
from cites.permits.rules.quantities import MOST, to_read
from cites.permits.rules.quota_ledger import NOTHING
from cites.permits.rules.quotas import Quota
from cites.species import queries as species
from cites.species.models import PublishedQuota
from tenants.context import today


@dataclass(frozen=True, slots=True)
class Stated:
    """What a line of a permit says of a quota, in the quota's unit: used so far with this permit, and the whole."""

    quota: Quota | PublishedQuota
    used: Decimal

    @property
    def total(self) -> Decimal:
        """How much the quota is; a published one without a quantity is not stated."""
        return self.quota.quantity or NOTHING

    @property
    def is_exceeded(self) -> bool:
        """Whether the permit takes more than the quota has."""
        return self.used > self.total

    def counts(self, some: Some) -> bool:
        """Tell whether the quota is about such specimens."""
        if isinstance(self.quota, Quota):
            return counts(self.quota, some)
        return covers(self.quota, some) and species.belongs_to(some.taxon_code, self.quota.taxon.code)

    def in_unit(self, unit: str) -> tuple[Decimal, Decimal] | None:
        """Return both numbers as box 11 measures them; None where that is something else, or has no room."""
        used, total = (converted(each, self.quota.unit, unit) for each in (self.used, self.total))
        if used is None or total is None or max(used, total) > MOST:
            return None
        return to_read(used), to_read(total)


def stated_quotas(document_type: str, lines: Iterable[Any], purpose: str) -> list[Stated]:
    """Return what a permit with these lines would use of each quota of this Party that they count against.

    The narrowest comes first. Whoever issues it has to hold the quotas, or another may issue the same.
    """
    own = asked_by(document_type, lines, purpose)
    quotas = quotas_of(own)
    used = [*permitted_in(today().year), *own] if quotas else []
    return [Stated(quota, sum_of(quota, used)) for quota in quotas]


def stated_published(document_type: str, lines: Iterable[Any], purpose: str) -> list[Stated]:
    """Return the same of this Party's published quotas."""
    own = asked_by(document_type, lines, purpose)
    quotas = quotas_published_for(own)
    used = sums_of_published(quotas, [*permitted_in(today().year), *own], today()) if quotas else {}
    return [Stated(quota, used[quota.pk]) for quota in quotas]


def box_11a(some: Some, stated: Sequence[Stated]) -> tuple[Decimal, Decimal] | None:
    """Return what box 11a says of some specimens: of the first quota that counts them and measures as they do."""
    told = (each.in_unit(some.unit) for each in stated if each.counts(some))
    return next(filter(None, told), None)
