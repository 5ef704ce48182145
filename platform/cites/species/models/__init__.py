"""Taxa, their dated listings in the Appendices, and the dated code lists of the Convention.

All tables lie in the ``public`` schema, where a Party's login may read and nothing else. A record of a
Party never points at a row here: it copies the code and what the code meant on the day.
"""

from cites.species.models.advisories import Advisory
from cites.species.models.authorities import DesignatedAuthority
from cites.species.models.codes import Country, Purpose, Source, TaxonTerm, Term, TermPurpose, TermUnit, Unit
from cites.species.models.dated import STARTER, THE_BEGINNING, Dataset, Dated, Edition, NamedInThree, OfDataset
from cites.species.models.imports import ImportChange, ImportFault, ImportRun, StagedRecord
from cites.species.models.listings import Annotation, Appendix, Listing, Reservation
from cites.species.models.measures import PublishedQuota, Scoped, Suspension
from cites.species.models.registers import Register, Registration
from cites.species.models.taxa import Kingdom, Range, Taxon, TaxonName

__all__ = [
    "STARTER",
    "THE_BEGINNING",
    "Advisory",
    "Annotation",
    "Appendix",
    "Country",
    "Dataset",
    "Dated",
    "DesignatedAuthority",
    "Edition",
    "ImportChange",
    "ImportFault",
    "ImportRun",
    "Kingdom",
    "Listing",
    "NamedInThree",
    "OfDataset",
    "PublishedQuota",
    "Purpose",
    "Range",
    "Register",
    "Registration",
    "Reservation",
    "Scoped",
    "Source",
    "StagedRecord",
    "Suspension",
    "Taxon",
    "TaxonName",
    "TaxonTerm",
    "Term",
    "TermPurpose",
    "TermUnit",
    "Unit",
]
