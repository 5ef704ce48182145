"""What the countries of a journey ask of who carries specimens: own measures, and what is known of others."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import get_language

from cites.permits.queries.asked import SpecimensAsked
from cites.permits.queries.measures import advisories_about, measures_of_carrying
from cites.permits.rules.catalogue import RULES
from cites.permits.rules.facts import EffectsFacts
from cites.species.models import Advisory, Taxon
from tenants.context import current_profile


def effects_on(asked: SpecimensAsked, taxon: Taxon, appendix: str, day: date) -> tuple[EffectsFacts, ...]:
    """Return what the countries ask of these specimens on that day, the Party's own first, in the reader's language."""
    return *_own(asked, taxon, appendix, day), *_known(asked, taxon, appendix, day)


def _own(asked: SpecimensAsked, taxon: Taxon, appendix: str, day: date) -> Iterator[EffectsFacts]:
    for each in measures_of_carrying(asked, taxon, appendix, day):
        yield EffectsFacts(
            country=current_profile().iso2,
            says=each.says.in_language(get_language() or "en"),
            source=each.stated_in or RULES["X-PHE-STRICT"].source,
            most=each.most,
            unit=each.unit,
            binding=True,
        )


def _known(asked: SpecimensAsked, taxon: Taxon, appendix: str, day: date) -> Iterator[EffectsFacts]:
    """Yield what is known of other countries; of itself the Party knows better."""
    for country, each in advisories_about(asked, taxon, appendix, day):
        if each.effect == Advisory.Effect.CARRIED and country != current_profile().iso2:
            yield EffectsFacts(country, each.name, each.source, each.most, each.unit, each.checked)
