"""Saying on a page whose the species data is that it shows, and as of which day."""

from collections.abc import Iterable
from typing import Any

from django import template

from cites.species.days import reading_day
from cites.species.queries import datasets_of_taxa, shown_datasets

register = template.Library()


@register.inclusion_tag("species/_data.html")
def species_data(codes: Iterable[str]) -> dict[str, Any]:
    """Name the bodies of data of these codes; flag in words those that are old."""
    return {"datasets": shown_datasets(codes, reading_day())}


@register.inclusion_tag("species/_data.html")
def species_data_of(taxa: Iterable[str]) -> dict[str, Any]:
    """Name the bodies of data from which the taxa of these codes come."""
    return {"datasets": shown_datasets(datasets_of_taxa(frozenset(taxa)), reading_day())}
