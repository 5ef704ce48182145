"""Reading taxa, listings and codes as they stood on a day."""

from cites.species.queries.advisories import advisories_on
from cites.species.queries.authorities import authorities_of, authorities_on
from cites.species.queries.codes import (
    countries,
    countries_ever,
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
from cites.species.queries.listings import (
    annotation_on,
    annotations,
    appendices,
    first_listed_on,
    listing_on,
    listings_on,
    undecided_listings,
)
from cites.species.queries.measures import (
    published_quotas_of,
    ranges_of,
    reservations_of,
    suspensions_of,
    taxon_and_groups,
)
from cites.species.queries.protections import countries_of, published_quotas_on, reserved_by, suspensions_on
from cites.species.queries.search import LEAST_LETTERS, TaxonMatch, find_taxa, taxon_codes_named
from cites.species.queries.taxa import (
    belongs_to,
    classes_and_orders,
    common_name,
    find_taxon,
    find_taxon_named,
    first_common_name,
    taxon,
    taxon_by_scientific_name,
)

__all__ = [
    "LEAST_LETTERS",
    "ShownDataset",
    "TaxonMatch",
    "advisories_on",
    "annotation_on",
    "annotations",
    "appendices",
    "authorities_of",
    "authorities_on",
    "belongs_to",
    "classes_and_orders",
    "common_name",
    "countries",
    "countries_ever",
    "countries_of",
    "datasets_of_taxa",
    "find_taxa",
    "find_taxon",
    "find_taxon_named",
    "first_common_name",
    "first_listed_on",
    "listing_on",
    "listings_on",
    "parties",
    "published_quotas_of",
    "published_quotas_on",
    "purposes",
    "purposes_of_term",
    "ranges_of",
    "reservations_of",
    "reserved_by",
    "shown_datasets",
    "sources",
    "suspensions_of",
    "suspensions_on",
    "taxon",
    "taxon_and_groups",
    "taxon_by_scientific_name",
    "taxon_codes_named",
    "terms",
    "terms_of_taxon",
    "undecided_listings",
    "units",
    "units_of_term",
]
