"""Choices from code lists and countries, in the reader's language."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cites.casework.queries.words import code_list, country, language
from cites.permits.rules.facts import UNKNOWN_COUNTRY
from localization.territories import country_choices

Choices = list[tuple[str, Any]]


def coded_choices(kind: str) -> Choices:
    """A code list as (code, name with its code), after an empty first choice."""
    named = [(entry.code, f"{entry.name} ({entry.code})") for entry in code_list(kind)]
    return [("", _("Choose one")), *sorted(named, key=lambda choice: choice[1].casefold())]


def origins(*first: str) -> Choices:
    """Where specimens may be from: the likely countries, that it is not known, and every other country."""
    choose, *named = countries(*first)
    return [choose, *named[: len(first)], (UNKNOWN_COUNTRY, _("Not known")), *named[len(first) :]]


def countries(*first: str) -> Choices:
    """Every country by name, the most likely ones first."""
    likely = [(iso2, country(iso2)) for iso2 in first]
    return [("", _("Choose one")), *likely, *country_choices(language())]
