"""A quantity with its unit, as a permit and every page about it say it."""

from datetime import date
from decimal import Decimal

from cites.permits.documents.words import words_in
from cites.permits.rules.quantities import counts_specimens
from cites.species import queries as species
from localization.formats import NO_BREAK, format_quantity
from localization.languages import language as language_of

_POWERS = str.maketrans("23", "²³")


def quantity_words(quantity: Decimal, unit: str, *, day: date, language: str) -> str:
    """Return `400 specimens`, `1 specimen` or `1,250 kg`, as box 11 has it; units are those of `day`."""
    return NO_BREAK.join((format_quantity(quantity, language), unit_words(unit, quantity, day=day, language=language)))


def unit_words(unit: str, quantity: Decimal, *, day: date, language: str) -> str:
    """Return what follows the number: the unit's sign where it has one (kg, m³), else its name, else its code."""
    if counts_specimens(unit):
        return _specimens(quantity, language)
    known = next((each for each in species.units(day) if each.code == unit), None)
    if known is None:
        return unit
    return known.abbreviation.translate(_POWERS) or known.name_in(language)


def _specimens(quantity: Decimal, language: str) -> str:
    forms: dict[str, str] = words_in(language)["specimens"]
    # Zeros after the point count for plurals: CLDR says 1 specimen, and 1.0 specimens.
    form = language_of(language).locale.plural_form(quantity.normalize())
    return forms.get(form, forms["other"])
