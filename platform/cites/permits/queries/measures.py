"""Which of the Party's stricter measures are about specimens on their way."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import get_language

from cites.permits.queries.asked import SpecimensAsked
from cites.permits.rules.facts import AdvisedFacts, NationalFacts
from cites.permits.rules.national import Effect, Measure, MeasureTable, Way
from cites.species import queries as species
from cites.species.models import Advisory, Taxon
from tenants.context import current_profile
from tenants.releases.queries import release_in_force


def measures_on(asked: SpecimensAsked, taxon: Taxon, appendix: str, day: date) -> tuple[NationalFacts, ...]:
    """Return the measures of the release in force that are about these specimens on that day."""
    ways = _ways(asked)
    if not ways:
        return ()
    table: MeasureTable = release_in_force().part("measures")
    found = (each for each in table.measures.values() if _is_meant(each, taxon) and each.effect is not Effect.CARRIED)
    return tuple(fact for each in found for fact in _facts(each, asked, appendix, ways, day))


def measures_of_carrying(asked: SpecimensAsked, taxon: Taxon, appendix: str, day: date) -> tuple[Measure, ...]:
    """Return those that ask for a document of such specimens even where somebody carries them."""
    table: MeasureTable = release_in_force().part("measures")
    found = [each for each in table.measures.values() if each.effect is Effect.CARRIED and _is_meant(each, taxon)]
    return tuple(each for each in found if any(_covers(each, asked, appendix, way, day) for way in _ways(asked)))


def advised_on(asked: SpecimensAsked, taxon: Taxon, appendix: str, day: date) -> tuple[AdvisedFacts, ...]:
    """Return what destination and departure are known to ask of these on that day, in the reader's language."""
    return tuple(
        AdvisedFacts(
            country=country,
            says=each.name,
            source=each.source,
            against=each.effect == Advisory.Effect.ADVISED_AGAINST,
            checked=each.checked,
        )
        for country, each in advisories_about(asked, taxon, appendix, day)
        if each.effect != Advisory.Effect.CARRIED
    )


def advisories_about(asked: SpecimensAsked, taxon: Taxon, appendix: str, day: date) -> Iterator[tuple[str, Advisory]]:
    """Yield the advisories about these specimens, each with its country, that of destination first."""
    for country, leaving in ((asked.destination, False), (asked.exporter, True)):
        for each in species.advisories_on(taxon, appendix, country, day, leaving=leaving):
            if each.covers(term=asked.term, sources=asked.sources, purpose=asked.purpose):
                yield country, each


def _ways(asked: SpecimensAsked) -> list[Way]:
    here = current_profile().iso2
    return [way for way, state in ((Way.EXPORT, asked.exporter), (Way.IMPORT, asked.destination)) if state == here]


def _is_meant(measure: Measure, taxon: Taxon) -> bool:
    return measure.taxon is None or species.belongs_to(taxon.code, measure.taxon)


def _facts(
    measure: Measure, asked: SpecimensAsked, appendix: str, ways: list[Way], day: date
) -> Iterator[NationalFacts]:
    for way in ways:
        if _covers(measure, asked, appendix, way, day):
            yield NationalFacts(
                says=measure.says.in_language(get_language() or "en"),
                stated_in=measure.stated_in,
                forbids=measure.effect is Effect.FORBIDDEN,
                asks_import_permit=measure.effect is Effect.IMPORT_PERMIT and way is Way.IMPORT,
                advises_against=measure.effect is Effect.ADVISED_AGAINST,
            )
            return


def _covers(measure: Measure, asked: SpecimensAsked, appendix: str, way: Way, day: date) -> bool:
    other = asked.destination if way is Way.EXPORT else asked.exporter
    return measure.covers(
        appendix=appendix,
        term=asked.term,
        sources=asked.sources,
        purpose=asked.purpose,
        way=way,
        day=day,
        country=other,
    )
