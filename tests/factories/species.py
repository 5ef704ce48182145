"""The shared reference data in tests, and samples for the access table."""

from typing import Any

from cites.species.services import Loaded, load_reference_data

CONCH = "ALI-GIG"
SAINT_VINCENT_AMAZON = "AMA-GUI"
MAHOGANY = "SWI-MAC"


def reference_data() -> list[Loaded]:
    """Load the product's own tables; the caller works as the owner of the shared schema."""
    return load_reference_data()


def access_samples(party: Any, trader: Any) -> dict[str, str]:
    """Return what the braces of ``tests/access/species.csv`` stand for."""
    return {"taxon": CONCH}
