"""Reading taxa, listings and codes as they stood on a day."""

from cites.species.queries.codes import (
    countries,
    parties,
    purposes,
    purposes_of_term,
    sources,
    terms,
    terms_of_taxon,
    units,
    units_of_term,
)
from cites.species.queries.datasets import ShownDataset, datasets_of_taxa, shown_datasets
from cites.species.queries.listings import appendices, first_listed_on, listing_on, listings_on
from cites.species.queries.search import LEAST_LETTERS, TaxonMatch, find_taxa
from cites.species.queries.taxa import classes_and_orders, common_name, find_taxon, first_common_name, taxon

__all__ = [
    "LEAST_LETTERS",
    "ShownDataset",
    "TaxonMatch",
    "appendices",
    "classes_and_orders",
    "common_name",
    "countries",
    "datasets_of_taxa",
    "find_taxa",
    "find_taxon",
    "first_common_name",
    "first_listed_on",
    "listing_on",
    "listings_on",
    "parties",
    "purposes",
    "purposes_of_term",
    "shown_datasets",
    "sources",
    "taxon",
    "terms",
    "terms_of_taxon",
    "units",
    "units_of_term",
]
