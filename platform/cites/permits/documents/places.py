"""Countries as a document writes them: the name in full with its ISO code, and the places that are no State's."""

from cites.permits.documents.words import words_in
from localization.territories import country_name


def country_on_paper(iso2: str, language: str) -> str:
    """Return `Barbados (BB)`, `High seas (HS)`, or nothing where there is no country."""
    return f"{place_on_paper(iso2, language)} ({iso2})" if iso2 else ""


def place_on_paper(iso2: str, language: str) -> str:
    """Return the name of a country, or of a place that has a code and is no State's."""
    places: dict[str, str] = words_in(language)["places"]
    return places.get(iso2) or country_name(iso2, language)
