"""What an import makes of the reference data, and that nothing of it shows before it is whole."""

from datetime import date
from typing import Any

import pytest

from cites.species.models import (
    Dataset,
    Listing,
    PublishedQuota,
    Range,
    StagedRecord,
    Suspension,
    Taxon,
)
from tests.factories.species_data import concept

pytestmark = pytest.mark.slow


def test_an_import_brings_all_that_is_told(bring: Any) -> None:
    run = bring(concept(90001, "Invented fictus"), as_of=date(2026, 11, 1))
    taxon = Taxon.objects.get(species_plus_id=90001)
    assert (taxon.code, taxon.dataset, taxon.rank, taxon.family) == (
        "SP-90001",
        "species_plus",
        "species",
        "Inventedidae",
    )
    assert set(taxon.names.values_list("kind", "language", "name", "folded")) == {
        ("accepted", "", "Invented fictus", "invented fictus"),
        ("synonym", "", "Invented olim90001", "invented olim90001"),
        ("common", "en", "Made-up bird 90001", "made up bird 90001"),
        ("common", "fr", "Oiseau feint 90001", "oiseau feint 90001"),
    }
    (found,) = Listing.objects.filter(taxon=taxon)
    assert (found.appendix, found.valid_from, found.valid_to) == ("II", date(1990, 1, 18), None)
    assert (found.hash_annotation, found.annotation, found.date_certain) == ("#4", "Only invented ones.", True)
    assert Range.objects.get(taxon=taxon).tags == "extinct (?)"
    assert str(PublishedQuota.objects.get(taxon=taxon).quantity) == "120.500000"
    assert Suspension.objects.get(taxon=taxon).begun_by == "No. 2020/001"
    assert (run.state, run.added, run.changed, run.removed) == ("applied", 1, 0, 0)
    assert Dataset.objects.get(code="species_plus").taken_on == date(2026, 11, 1)
    assert not StagedRecord.objects.exists()
