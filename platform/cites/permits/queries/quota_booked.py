"""Which entries of the ledger one quota counts."""

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from cites.permits.models import QuotaEntry
from cites.permits.queries.quota_ledger import ISSUED_ON
from cites.permits.rules.quotas import PRE_CONVENTION, Quota
from cites.species import queries as species
from tenants.context import current_profile


def entries_of(quota: Quota, year: int) -> QuerySet[QuotaEntry]:
    """Return the entries of a year that a quota counts, the latest first."""
    entries = QuotaEntry.objects.filter(year=year).order_by("-at", "-pk")
    codes = entries.order_by().values_list("taxon_code", flat=True).distinct()
    entries = entries.filter(taxon_code__in=[code for code in codes if species.belongs_to(code, quota.taxon)])
    if quota.terms:
        entries = entries.filter(term__in=quota.terms)
    if quota.sources:
        entries = entries.filter(reduce(or_, (Q(sources__contains=source) for source in quota.sources)))
    if PRE_CONVENTION not in quota.sources:
        entries = entries.exclude(sources__contains=PRE_CONVENTION)
    if quota.purposes:
        entries = entries.filter(application__purpose__in=["", *quota.purposes])
    return _within_days(entries, quota)


def _within_days(entries: QuerySet[QuotaEntry], quota: Quota) -> QuerySet[QuotaEntry]:
    """Return those of permits of its days; what is reserved counts by the day on which it was."""
    booked = TruncDate("at", tzinfo=current_profile().zone)
    limits = {"counts_on__gte": quota.first_day, "counts_on__lte": quota.last_day}
    told = {name: day for name, day in limits.items() if day}
    return entries.annotate(counts_on=Coalesce(ISSUED_ON, booked)).filter(**told) if told else entries
