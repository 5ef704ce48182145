"""What the apps above this one add to the page of a taxon, each for the readers that may see it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from cites.species.models import Taxon
from kernel.registry import Registry


@dataclass(frozen=True)
class TaxonSection:
    """One section: its template, and the facts that it shows to this reader; none at all leave it out."""

    name: str
    template: str
    facts: Callable[[HttpRequest, Taxon], Mapping[str, Any] | None]


@dataclass(frozen=True)
class ShownSection:
    """A section with its facts, as the page includes it."""

    template: str
    facts: Mapping[str, Any]


taxon_sections: Registry[TaxonSection] = Registry("section of a taxon's page")


def sections_shown(request: HttpRequest, taxon: Taxon) -> list[ShownSection]:
    """Return the sections that this reader sees, in the order in which they were registered."""
    asked = ((section.template, section.facts(request, taxon)) for section in taxon_sections)
    return [ShownSection(template, facts) for template, facts in asked if facts is not None]
