"""Whatever the service leaves out of its answers, every concept of every page is read, once and in its order."""

from collections.abc import Mapping
from copy import deepcopy
from math import ceil
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cites.species.imports.api import SpeciesPlus
from tests.factories.species_data import concept

NOTHING: list[Any] = ["drop", None, "", [], {}]
"""How an optional node may say nothing: not there, null, or empty."""
HOLES = [None, "", [], {}]


class Silent(SpeciesPlus):
    """A service in this process which knows so many concepts and may be silent about all that is optional."""

    def __init__(
        self, known: int, per_page: int, *, total: Any, parts: Mapping[str, Any], holes: Mapping[int, Any]
    ) -> None:
        super().__init__("https://service.example", "token", per_page=per_page)
        self.concepts: list[Any] = [concept(number, f"Invented n{number}") for number in range(1, known + 1)]
        for place, hole in sorted(holes.items()):
            self.concepts.insert(min(place, len(self.concepts)), deepcopy(hole))
        self.total, self.parts, self.asked = total, parts, list[int]()

    def _answer(self, path: str, asked: Mapping[str, str]) -> Any:
        if not path.endswith("/taxon_concepts"):
            return self.parts[path.rsplit("/", 1)[-1]]
        page, size = int(asked["page"]), int(asked["per_page"])
        self.asked.append(page)
        told: dict[str, Any] = {
            "taxon_concepts": [_bare(each) for each in self.concepts[size * (page - 1) : size * page]]
        }
        return told if self.total == "drop" else {**told, "pagination": self.total}


def _bare(each: Any) -> Any:
    known = ("cites_legislation", "distributions")
    return {name: value for name, value in each.items() if name not in known} if each else each


def totals(known: int) -> st.SearchStrategy[Any]:
    """The number of concepts, told in one of the shapes that there are, or not at all."""
    told = [{"total_entries": known}, {"total_entries": str(known)}, [{"total_entries": known}]]
    silent = [*NOTHING, *({"total_entries": each} for each in (None, "", [], "many"))]
    return st.sampled_from([*told, *silent])


PARTS = st.fixed_dictionaries(
    {
        "cites_legislation": st.sampled_from(
            [{}, None, [], "", {"cites_legislation": None}, {"cites_legislation": {"cites_listings": []}}]
        ),
        "distributions": st.sampled_from([{}, None, [], "", {"distributions": None}, [{"iso_code2": "FJ"}]]),
    }
)


@given(st.data(), st.integers(0, 12), st.integers(1, 5), PARTS)
def test_every_concept_of_every_page_is_read_once(data: Any, known: int, per_page: int, parts: Any) -> None:
    holes = data.draw(st.dictionaries(st.integers(0, known), st.sampled_from(HOLES), max_size=3))
    service = Silent(known, per_page, total=data.draw(totals(known + len(holes))), parts=parts, holes=holes)
    pages = ceil((known + len(holes)) / per_page)
    batches = list(service.batches(0, None))
    assert [each.their_id for batch in batches for each in batch.records] == list(range(1, known + 1))
    assert [batch.place for batch in batches] == service.asked == list(range(1, len(batches) + 1))
    assert pages <= len(batches) <= pages + 1, "one page more where nobody says that there is none"
    assert all(batch.total >= batch.place for batch in batches)
    assert not any(fault.unreadable for batch in batches for fault in batch.faults)


@given(st.data(), st.integers(0, 12), st.integers(1, 5), st.integers(0, 12))
def test_what_is_read_after_a_page_is_all_that_stands_below_it(
    data: Any, known: int, per_page: int, after: int
) -> None:
    service = Silent(
        known, per_page, total=data.draw(totals(known)), parts={"cites_legislation": {}, "distributions": []}, holes={}
    )
    read = [each.their_id for batch in service.batches(after, None) for each in batch.records]
    assert read == list(range(1, known + 1))[after * per_page :]
    assert min(service.asked) == after + 1
