"""Several States ask for a species in Appendix III: each of them gives export permits, and all others certificates of origin."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from unittest.mock import patch

import pytest

from cites.permits.queries.asked import SpecimensAsked
from cites.permits.queries.facts import specimen_facts
from cites.permits.queries.listed import states_that_listed
from cites.permits.queries.movements import Question, answered
from cites.species import memory
from cites.species.models import Listing, Taxon
from cites.species.queries import listings

DAY = date(2026, 11, 28)


@pytest.fixture
def several(bb: Any) -> Iterator[None]:
    """A precious coral of China is listed by Barbados as well, and populations of Fiji by Fiji."""
    taxon = Taxon.objects.get(code="COR-ELA")
    rows = [
        Listing(taxon=taxon, appendix="III", listed_by=state, valid_from=date(2008, 7, 1), populations=populations)
        for state, populations in (("BB", ""), ("CN", ""), ("FJ", "FJ"))
    ]
    with patch.object(listings, "_listings", lambda _code: tuple(rows)):
        yield
    memory.forget()


@pytest.mark.parametrize(
    ("exporter", "states", "document"),
    [
        ("BB", {"BB", "CN"}, "EXP"), ("CN", {"BB", "CN"}, "EXP"), ("JM", {"BB", "CN"}, "ORG"),
        ("FJ", {"BB", "CN", "FJ"}, "EXP"),
    ],
)  # fmt: skip
def test_each_of_them_gives_export_permits(several: None, exporter: str, states: set[str], document: str) -> None:
    asked = SpecimensAsked(taxon="COR-ELA", exporter=exporter, origin=exporter, term="COR", source="W")
    assert specimen_facts(asked, DAY).listed_by == states == states_that_listed("COR-ELA", exporter, DAY)
    question = Question(taxon="COR-ELA", exporter=exporter, destination="US", day=DAY, term="COR")
    assert [each.code for each in answered(question).answer.documents] == [document]


def test_in_another_appendix_no_state_is_one_that_listed_it(bb: Any) -> None:
    assert states_that_listed("ALI-GIG", "BB", DAY) == frozenset()
    assert states_that_listed("COR-ELA", "", DAY) == {"CN"}
