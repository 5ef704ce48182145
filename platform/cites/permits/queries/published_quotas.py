"""The published quotas that specimens are about, and what becomes of each: asked in all, and taken by this Party's
permits of the year.

A published quota is for a calendar year (Resolution Conf. 14.7). What the permits of another country took of its own
is not known here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Count, Sum

from cites.permits.models import Application
from cites.permits.queries.asked import SpecimensAsked
from cites.permits.queries.quota_ledger import Some, committed_in, documents_of, reserved_now
from cites.permits.queries.quota_papers import on_paper_in
from cites.permits.rules.facts import LineFacts, QuotaFacts, TakenFacts
from cites.permits.rules.measures import converted
from cites.permits.rules.quota_ledger import NOTHING
from cites.permits.rules.quotas import QUOTA_DOCUMENTS
from cites.species import queries as species
from cites.species.models import PublishedQuota, Taxon
from tenants.context import current_profile, today

Sums = Mapping[int, Decimal]
_RANKS = [rank.value for rank in Taxon.Rank]


def published_quotas(asked: SpecimensAsked, day: date) -> tuple[QuotaFacts, ...]:
    """Return the published quotas about specimens that leave, the most particular first.

    What only passes through the country does not count.
    """
    if asked.origin not in ("", asked.exporter):
        return ()
    found = species.published_quotas_on(asked.taxon, asked.exporter, day)
    meant = [each for each in found if each.covers(term=asked.term, sources=asked.sources, purpose=asked.purpose)]
    return tuple(
        QuotaFacts(each.quantity, each.unit, each.notes, each.pk)
        for each in sorted(meant, key=_breadth)
        if each.quantity is not None
    )


def taken_of_quotas(
    of: Application, exporter: str, lines: Sequence[LineFacts], day: date, *, is_whole: bool
) -> dict[int, TakenFacts]:
    """Return what becomes of the published quotas of these lines, which are all of the application or some of them.

    Its own approval and permits are left out of what permits took, for they stand for what is asked. No query where no
    quota was published, and else as many for one line as for thousands.
    """
    asked = _asked_on(lines)
    if not asked:
        return {}
    quotas = [each for each in species.published_quotas_from(exporter) if each.pk in asked]
    besides = {} if is_whole else sums_of_published(quotas, _asked_besides(of, exporter, lines), day)
    documents, counts = documents_of(of), of.document_type in QUOTA_DOCUMENTS
    taken = taken_by_permits(quotas, exporter, day, without=of) if counts else {}
    return {
        key: TakenFacts((here + besides.get(key, NOTHING)) * documents, taken.get(key)) for key, here in asked.items()
    }


def taken_before_asking(line: LineFacts, exporter: str, day: date) -> dict[int, TakenFacts]:
    """Return the same of specimens for which nobody has applied yet."""
    keys = {each.key for each in line.quotas}
    quotas = [each for each in species.published_quotas_from(exporter) if each.pk in keys] if keys else []
    taken = taken_by_permits(quotas, exporter, day)
    return {key: TakenFacts(NOTHING, by_permits) for key, by_permits in taken.items()}


def taken_by_permits(
    quotas: Sequence[PublishedQuota], exporter: str, day: date, *, without: Application | None = None
) -> Sums:
    """Return by key what permits of the year took of quotas, issued or approved; nothing of another country's."""
    if exporter != current_profile().iso2 or not quotas:
        return {}
    year = day.year
    reserved = reserved_now(without=without) if year == today().year else []
    return sums_of_published(quotas, (*committed_in(year, without=without), *on_paper_in(year), *reserved), day)


def taxa_of_published(asked: Iterable[Some]) -> set[str]:
    """Return the taxa of this Party's published quotas that may count any of these, by their codes."""
    return {quota.taxon.code for _some, quota in _published_here(asked)}


def quotas_published_for(asked: Iterable[Some]) -> list[PublishedQuota]:
    """Return this Party's published quotas that count any of these, the narrowest first."""
    found = {quota.pk: quota for some, quota in _published_here(asked) if covers(quota, some)}
    return sorted((each for each in found.values() if each.quantity is not None), key=_breadth)


def sums_of_published(quotas: Sequence[PublishedQuota], found: Iterable[Some], day: date) -> Sums:
    """Sum up by key what each quota of one country counts, in its own unit, without what measures something else."""
    sums = {each.pk: NOTHING for each in quotas}
    of_taxon: dict[str, Sequence[PublishedQuota]] = {}
    for some in found:
        code = some.taxon_code
        if code not in of_taxon:
            of_taxon[code] = _of_taxon(code, quotas[0].country, day) if quotas else ()
        for quota in of_taxon[code]:
            if quota.pk in sums and covers(quota, some):
                sums[quota.pk] += converted(some.quantity, some.unit, quota.unit) or NOTHING
    return sums


def covers(quota: PublishedQuota, some: Some) -> bool:
    """Tell whether a quota of their taxon counts such specimens; a purpose that nobody knows counts."""
    purpose = some.purpose or quota.purposes[:1]
    return quota.covers(term=some.term, sources=frozenset(some.sources), purpose=purpose)


def _published_here(asked: Iterable[Some]) -> Iterator[tuple[Some, PublishedQuota]]:
    here, day = current_profile().iso2, today()
    for some in asked:
        yield from ((some, quota) for quota in _of_taxon(some.taxon_code, here, day))


def _asked_on(lines: Iterable[LineFacts]) -> Sums:
    sums = defaultdict[int, Decimal](Decimal)
    for line in lines:
        for quota in line.quotas:
            measured = None if line.quantity is None else converted(line.quantity, line.unit, quota.unit)
            sums[quota.key] += measured or NOTHING
    return sums


def _asked_besides(of: Application, exporter: str, lines: Iterable[LineFacts]) -> Iterator[Some]:
    """What the other lines of an application ask, those that are alike as one."""
    others = of.lines.exclude(position__in=[line.number for line in lines]).filter(country_of_origin__in=("", exporter))
    kinds = others.order_by().values_list("taxon_code", "term", "source", "source2", "unit")
    for taxon, term, source, second, unit, quantity, number in kinds.annotate(sum=Sum("quantity"), number=Count("pk")):
        yield Some(taxon, term, f"{source}{second}", unit, quantity, number, of.purpose)


def _of_taxon(code: str, country: str, day: date) -> Sequence[PublishedQuota]:
    """Return a country's quotas for a taxon or a group above it; none where the list has no such taxon any more."""
    return species.published_quotas_on(code, country, day) if species.find_taxon(code) else ()


def _breadth(quota: PublishedQuota) -> tuple[int, bool, bool, bool]:
    """The narrower a quota, the smaller: by its taxon, then by terms, sources and purposes."""
    return _RANKS.index(quota.taxon.rank), not quota.terms, not quota.sources, not quota.purposes
