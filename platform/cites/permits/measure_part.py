"""A Party's stricter measures as a part of a release, and how they are said in words."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cites.permits.quota_part import taxon_words
from cites.permits.rules.national import Effect, MeasureTable, Way, faults_of_measures
from cites.species import queries as species
from tenants.releases.parts import ReleaseCheck, ReleasePart
from tenants.releases.wording import Words

EFFECTS: Final[Mapping[str, str | Promise]] = {
    Effect.FORBIDDEN: gettext_lazy("It is forbidden"),
    Effect.ADVISED_AGAINST: gettext_lazy("It is advised against"),
    Effect.IMPORT_PERMIT: gettext_lazy("An import permit is needed"),
    Effect.NOTICE: gettext_lazy("People are told"),
    Effect.CARRIED: gettext_lazy("A document is needed even for what people carry"),
}
WAYS: Final[Mapping[str, str | Promise]] = {Way.EXPORT: gettext_lazy("Exports"), Way.IMPORT: gettext_lazy("Imports")}
LABELS: Final[Mapping[str, str | Promise]] = {
    "measures": gettext_lazy("Stricter measures"),
    "says": gettext_lazy("What it says"),
    "effect": gettext_lazy("Effect"),
    "taxon": gettext_lazy("Species"),
    "appendices": gettext_lazy("Appendices"),
    "terms": gettext_lazy("Kinds of specimen"),
    "sources": gettext_lazy("Sources"),
    "purposes": gettext_lazy("Purposes"),
    "directions": gettext_lazy("Exports or imports"),
    "countries": gettext_lazy("Countries"),
    "begins": gettext_lazy("First day"),
    "ends": gettext_lazy("Last day"),
    "from_day": gettext_lazy("First day of the season"),
    "until_day": gettext_lazy("Last day of the season"),
    "stated_in": gettext_lazy("Where the measure stands"),
    "most": gettext_lazy("What one person may carry"),
    "unit": gettext_lazy("Unit of what one person may carry"),
}


def words_of_measures(parts: Mapping[str, Any]) -> Words:
    """Return the words of the stricter measures of a release."""
    return Words(gettext_lazy("Stricter measures"), LABELS, _say, _name)


def _say(path: tuple[str, ...], value: Any, data: Any) -> str | None:
    if path[-1:] == ("taxon",):
        return taxon_words(value)
    if path[-1:] == ("effect",):
        return str(EFFECTS.get(value, value))
    return None


def _name(path: tuple[str, ...], entry: Any) -> str | None:
    if len(path) != 2 or not isinstance(entry, dict):
        return None
    return "; ".join(str(each) for each in (taxon_words(entry.get("taxon")), entry.get("stated_in")) if each) or None


def _faults(table: MeasureTable) -> list[dict[str, str]]:
    return [fault | {"reason": _(fault["reason"])} for fault in faults_of_measures(table)]


def _known_taxa(parts: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """A measure on a species that nobody knows would protect nothing."""
    for key, measure in parts["measures"].measures.items() if "measures" in parts else ():
        if measure.taxon and species.find_taxon(measure.taxon) is None:
            reason = _("is no code of a species or group in the list of this service")
            yield {"part": "measures", "key": f"measures.{key}.taxon", "reason": reason}


def _known_countries(parts: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """A measure on what goes to a country that nobody knows would stop nothing."""
    for key, measure in parts["measures"].measures.items() if "measures" in parts else ():
        if strange := sorted(set(measure.countries) - species.countries_ever()):
            reason = _("is no code of a country: %(codes)s") % {"codes": ", ".join(strange)}
            yield {"part": "measures", "key": f"measures.{key}.countries", "reason": reason}


MEASURES = ReleasePart("measures", "measures.toml", MeasureTable, _faults, words=words_of_measures)
MEASURED_COUNTRIES = ReleaseCheck("measures are on known countries", _known_countries)
MEASURED_TAXA = ReleaseCheck("measures are on known species", _known_taxa)
