"""Saying on a page whose the species data is that it shows, and as of which day."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cites.species.days import reading_day
from cites.species.queries import datasets_in_use, datasets_of_taxa, shown_datasets
from cites.species.starter_words import is_foreign_english, translated

register = template.Library()


@register.simple_tag
def in_their_words(text: str) -> SafeString:
    """Show what the species data say: our own words in the reader's language, those of others as the English they are.

    The mark of the language is for screen readers, which would read them as if they were the page's.
    """
    return format_html('<span lang="en">{}</span>' if is_foreign_english(text) else "{}", translated(text))


@register.inclusion_tag("species/_data.html")
def species_data(codes: Iterable[str]) -> dict[str, Any]:
    """Name the bodies of data of these codes; flag in words those that are old."""
    return {"datasets": shown_datasets(codes, reading_day())}


@register.inclusion_tag("species/_data.html")
def species_data_of(taxa: Iterable[str]) -> dict[str, Any]:
    """Name the bodies of data from which comes what is known of the taxa of these codes."""
    return {"datasets": shown_datasets(datasets_of_taxa(frozenset(taxa)), reading_day())}


@register.inclusion_tag("species/_data.html")
def species_data_in_use() -> dict[str, Any]:
    """Name the bodies of data in which a form looks up the species that somebody names."""
    return {"datasets": shown_datasets(datasets_in_use(), reading_day())}
