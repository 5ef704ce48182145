"""Readers take what comes: whatever optional part is missing, null, empty or of another shape, the core facts stay."""

import gzip
import json
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cites.species.imports.concepts import read_concept
from cites.species.imports.errors import NotThisFile
from cites.species.imports.readers import file_readers
from cites.species.imports.records import TaxonRecord
from cites.species.imports.sheets import measure
from tests.factories.species_data import concept, listing, quota, suspension, write_lines

CORE = {
    (), ("id",), ("full_name",), ("rank",), ("name_status",), ("active",), ("higher_taxa",), ("higher_taxa", "kingdom"),
}  # fmt: skip
BESIDES = {"id": 5, "note": None, "references": [{"citation": "A book"}], "deeper": {"still": [[{"x": 1}], None]}}
"""Members that nobody here has heard of."""
SPOILT = [None, "", [], {}, [None], [[]], "?", "\ud800\x00", 0, -1, 3.5, True, {"x": None}, "9" * 400, "0000-00-00"]


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a concept that may be spoilt."""
    members = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    below = [place for name, each in members for place in places(each, (*path, name))]
    return [*([] if path in CORE else [path]), *below]


def spoil(whole: Any, path: tuple[Any, ...], how: Any) -> None:
    """Drop the node at ``path``, or put something else there."""
    for step in path[:-1]:
        try:
            whole = whole[step]
        except (KeyError, IndexError, TypeError):
            return  # gone with what stood above it
    if isinstance(whole, dict) and how == "drop":
        whole.pop(path[-1], None)
    elif isinstance(whole, dict) or (isinstance(whole, list) and path[-1] in range(len(whole))):
        whole[path[-1]] = how


@given(st.data())
def test_whatever_else_is_spoilt_a_taxon_keeps_its_name_number_and_rank(data: Any) -> None:
    told = concept(7, "Invented fictus")
    for path in data.draw(st.lists(st.sampled_from(places(told)), max_size=8)):
        spoil(told, path, deepcopy(data.draw(st.sampled_from(["drop", *SPOILT]))))
    (record,), faults = read_concept(told)
    assert (record.their_id, record.name, record.rank, record.kingdom) == (7, "Invented fictus", "species", "Animalia")
    assert not any(fault.unreadable for fault in faults)
    assert TaxonRecord.model_validate_json(record.model_dump_json(exclude_defaults=True)) == record


def as_text(node: Any) -> Any:
    """The same with each number as text, as some services write them."""
    if isinstance(node, dict):
        return {name: as_text(each) for name, each in node.items()}
    if isinstance(node, list):
        return [as_text(each) for each in node]
    return str(node) if isinstance(node, int | float) and not isinstance(node, bool) else node


def with_more(node: Any) -> Any:
    """The same with members besides in each object, none of which is known."""
    if isinstance(node, dict):
        return {
            "zz_unknown": BESIDES,
            **{name: with_more(each) for name, each in node.items()},
            "zz_more": [BESIDES, 7],
        }
    return [with_more(each) for each in node] if isinstance(node, list) else node


def with_holes(node: Any) -> Any:
    """The same with nothing between the entries of each list."""
    if isinstance(node, dict):
        return {name: with_holes(each) for name, each in node.items()}
    return [None, *(with_holes(each) for each in node), None] if isinstance(node, list) else node


@given(st.lists(st.sampled_from([as_text, with_more, with_holes]), unique=True))
def test_numbers_as_text_and_members_besides_and_holes_in_lists_change_nothing(ways: list[Any]) -> None:
    law = {
        "cites_listings": [listing(7), listing(3)], "cites_quotas": [quota(7), quota(3, taxon_concept_id=3)],
        "cites_suspensions": [suspension(7), suspension(3), suspension(1, taxon_concept_id=None)],
    }  # fmt: skip
    told = concept(7, "Invented fictus", cites_legislation=law)
    plain = read_concept(told)
    for way in ways:
        told = way(told)
    assert read_concept(told) == plain
    (record,), faults = plain
    assert faults == []
    assert [each.of for each in record.suspensions or ()] == [None, 3, None]


OPTIONAL = [
    (part, name)
    for part, whole in (("cites_listings", listing()), ("cites_quotas", quota()), ("cites_suspensions", suspension()))
    for name in whole
]


@pytest.mark.parametrize(("part", "name"), OPTIONAL)
@pytest.mark.parametrize("how", ["drop", None, {}, [], ""])
def test_each_node_of_the_law_may_be_missing_and_the_others_are_read(part: str, name: str, how: Any) -> None:
    told = concept(7)
    spoil(told, ("cites_legislation", part, 0, name), how)
    told["cites_legislation"][part].append(
        {"cites_listings": listing(8), "cites_quotas": quota(8), "cites_suspensions": suspension(8)}[part]
    )
    (record,), _faults = read_concept(told)
    found: dict[str, Any] = {
        "cites_listings": record.events,
        "cites_quotas": record.quotas,
        "cites_suspensions": record.suspensions,
    }
    numbers = [each.their_id for each in found[part]]
    assert numbers[-1] in (80, 81, 82), "the whole one beside it"


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([*concept()]), inner)))  # fmt: skip
def test_no_json_whatever_breaks_the_weekly_file(tmp_path_factory: Any, told: Any) -> None:
    path = tmp_path_factory.getbasetemp() / "any.ndjson"
    path.write_text(json.dumps(told) + "\n{\n" + "[" * 3000 + "\n" + json.dumps(concept()) + "\n")
    found = list(file_readers.get("ndjson").batches(path, 0))
    assert [batch.place for batch in found] == [1, 2, 3, 4]
    assert [len(batch.records) for batch in found][1:] == [0, 0, 1]
    assert [fault.unreadable for batch in found[1:3] for fault in batch.faults] == [True, True]


def test_a_list_of_one_and_an_object_alone_say_the_same() -> None:
    told = concept()
    law = told["cites_legislation"]
    alone = {**told, "higher_taxa": [told["higher_taxa"]], "common_names": told["common_names"][0],
             "cites_legislation": {name: each[0] for name, each in law.items()}, "distributions": told["distributions"][0]}  # fmt: skip
    told["common_names"] = told["common_names"][:1]
    assert read_concept(alone) == read_concept(told)


def test_legislation_at_the_top_of_a_line_is_found_as_well() -> None:
    told = concept()
    assert read_concept({**told, **told.pop("cites_legislation")}) == read_concept(concept())


def test_an_absent_part_is_not_told_and_an_empty_one_is_told_to_be_empty() -> None:
    told = concept(common_names=[], distributions=None)
    (record,), _faults = read_concept(told)
    assert (record.common_names, record.ranges) == ((), None)


def test_the_summary_of_a_concept_is_no_dated_listing() -> None:
    told = concept(cites_legislation=None, cites_listings=[{"id": 1, "appendix": "II", "annotation": None}])
    (record,), _faults = read_concept(told)
    assert (record.events, record.stands_in) == (None, ("II",))


@pytest.mark.parametrize(
    ("told", "words"),
    [({"rank": "VARIETY"}, "its rank is not used here: variety"), ({"name_status": "N"}, "it is no accepted name"),
     ({"higher_taxa": {"kingdom": "Fungi"}}, "neither animals nor plants: Fungi")],
)  # fmt: skip
def test_what_has_no_place_here_is_told_and_left_out(told: dict[str, Any], words: str) -> None:
    records, (fault,) = read_concept(concept(**told))
    assert records == []
    assert words in fault.text % fault.facts
    assert not fault.unreadable


def test_a_name_in_an_unknown_language_is_told_and_the_others_are_kept() -> None:
    names = [
        {"name": "One", "language": "Old Inventish"},
        {"name": "Two", "language": "English"},
        {"name": "Three", "language": "es"},
    ]
    (record,), (fault,) = read_concept(concept(common_names=names))
    assert [(each.name, each.language) for each in record.common_names or ()] == [("Two", "en"), ("Three", "es")]
    assert "old inventish" in fault.text % fault.facts


def test_what_wider_taxa_hand_down_again_and_again_counts_once() -> None:
    own, from_above = listing(7), listing(99, taxon_concept_id=3)
    (record,), _faults = read_concept(concept(7, cites_legislation={"cites_listings": [own, from_above, from_above]}))
    assert [event.of for event in record.events or ()] == [None, 3]


def test_a_name_that_is_not_accepted_becomes_a_name_of_the_taxon_that_is_meant() -> None:
    told = concept(8, "Invented olim", name_status="S", accepted_names=[{"id": 7, "full_name": "Invented fictus"}])
    (record,), faults = read_concept(told)
    assert (record.their_id, record.also_known_as, record.only_names, faults) == (7, ("Invented olim",), True, [])


def test_a_suspension_of_an_unreadable_country_never_becomes_one_of_all_countries() -> None:
    law = {
        "cites_suspensions": [{"id": 1, "taxon_concept_id": 7, "geo_entity": {"iso_code2": "??", "name": "Nowhere"}}]
    }
    (record,), (fault,) = read_concept(concept(7, cites_legislation=law))
    assert record.suspensions == ()
    assert "Nowhere" in fault.text % fault.facts


INDEX = (
    "TaxonId;Kingdom;Phylum;Class;Order;Family;Genus;Species;Subspecies;Author;RankName;CurrentListing;EnglishNames;"
    "FrenchNames;Synonyms With Authors;CitesAccepted;All_DistributionISOCodes;Extinct_DistributionISOCodes\n"
    '5;Animalia;Chordata;Aves;Inventiformes;Inventidae;Inventus;fictus;;"Maker, 1901";SPECIES;I/NC;One, Two;Un;'
    '"Inventus olim (Elder, 1850), Inventus pristinus Elder, 1851";true;FJ,VU;VU\n'
    "6;Plantae;;;Fabales;Fabidae;Fictaria;;;;GENUS;NC;;;;;;\n"
    ";;;;;;;;;;;;;;;;;\n"
    "7;Plantae;;;Fabales;Fabidae;Fictaria;;;;VARIETY;II;;;;;;\n"
)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_the_index_is_read_whatever_separates_its_columns(tmp_path: Path, separator: str) -> None:
    import csv
    import io

    path = tmp_path / "index.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=separator).writerows(csv.reader(io.StringIO(INDEX), delimiter=";"))
    found = list(file_readers.get("checklist").batches(path, 0))
    first, second = (record for batch in found for record in batch.records)
    assert (first.name, first.their_id, first.rank, first.stands_in) == ("Inventus fictus", 5, "species", ("I",))
    assert [(each.language, each.name) for each in first.common_names or ()] == [
        ("en", "One"),
        ("en", "Two"),
        ("fr", "Un"),
    ]
    assert first.synonyms == ("Inventus olim", "Inventus pristinus")
    assert [(each.country, each.tags) for each in first.ranges or ()] == [("FJ", ()), ("VU", ("extinct",))]
    assert (second.name, second.rank, second.stands_in) == ("Fictaria", "genus", ())
    assert [fault.unreadable for batch in found for fault in batch.faults] == [False]


@given(st.sets(st.sampled_from(range(18))))
def test_columns_that_were_not_ticked_are_not_told(tmp_path_factory: Any, dropped: set[int]) -> None:
    import csv
    import io

    dropped -= {1, 6, 7, 10}  # kingdom, parts of the name, rank
    rows = [
        [cell for place, cell in enumerate(row) if place not in dropped]
        for row in csv.reader(io.StringIO(INDEX), delimiter=";")
    ]
    path = tmp_path_factory.getbasetemp() / "index.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    first = next(record for batch in file_readers.get("checklist").batches(path, 0) for record in batch.records)
    assert (first.name, first.rank) == ("Inventus fictus", "species")
    assert (first.stands_in is None) == (11 in dropped)
    assert (first.common_names is None) == ({12, 13} <= dropped)
    assert (first.ranges is None) == ({16, 17} <= dropped)


HISTORY = (
    "Kingdom,Phylum,Class,Order,Family,FullName,Rank,Appendix,ChangeType,Party,EffectiveAt,IsCurrent,Annotation,#AnnotationSymbol\n"
    "Animalia,,,,,Inventus fictus,SPECIES,II,+,,04/02/1977,f,,\n"
    "Animalia,,,,,Inventus fictus,SPECIES,I,ADDITION,,18/01/1990,t,All,\n"
    "Animalia,,,,,Inventus fictus,SPECIES,I,R+,JP,18/01/1990,t,,\n"
    "Animalia,,,,,Inventus fictus,SPECIES,I,+,,sometime,t,,\n"
)


def test_the_history_is_read_change_by_change(tmp_path: Path) -> None:
    path = tmp_path / "history.csv"
    path.write_text(HISTORY)
    found = list(file_readers.get("history").batches(path, 0))
    events = [event for batch in found for record in batch.records for event in record.events or ()]
    assert [(each.change, each.appendix, each.day, each.party, each.current) for each in events] == [
        ("+", "II", date(1977, 2, 4), "", False), ("+", "I", date(1990, 1, 18), "", True), ("R+", "I", date(1990, 1, 18), "JP", True),
    ]  # fmt: skip
    assert [(batch.place, fault.unreadable) for batch in found for fault in batch.faults] == [(5, True)]


@pytest.mark.parametrize("reader", ["checklist", "history"])
@pytest.mark.parametrize("content", [b"", b"\n\n", b"Name,Rank\nx,y\n", b"Kingdom,Rank\n\xff\xfe\n", b"\x00\x01\x02"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, reader: str, content: bytes) -> None:
    path = tmp_path / "other.csv"
    path.write_bytes(content)
    with pytest.raises(NotThisFile):
        list(file_readers.get(reader).batches(path, 0))


def test_a_packed_file_says_the_same_and_one_that_breaks_off_is_refused(tmp_path: Path) -> None:
    plain = write_lines(tmp_path / "week.ndjson", [concept(1, "Invented primus"), concept(2, "Invented secundus")])
    packed, torn = tmp_path / "week.ndjson.gz", tmp_path / "torn.ndjson.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    torn.write_bytes(packed.read_bytes()[:-12])
    read = file_readers.get("ndjson").batches
    assert list(read(packed, 0)) == list(read(plain, 0))
    assert measure(packed).lines == 2
    for work in (measure, lambda path: list(read(path, 0))):
        with pytest.raises(NotThisFile):
            work(torn)


@pytest.mark.parametrize("reader", ["ndjson", "checklist", "history"])
def test_reading_goes_on_below_the_line_where_it_ended(tmp_path: Path, reader: str) -> None:
    path = tmp_path / "file"
    path.write_text(
        {"checklist": INDEX, "history": HISTORY, "ndjson": "".join(json.dumps(concept(n)) + "\n" for n in range(4))}[
            reader
        ]
    )
    whole = list(file_readers.get(reader).batches(path, 0))
    for batch in whole:
        assert list(file_readers.get(reader).batches(path, batch.place)) == [
            each for each in whole if each.place > batch.place
        ]
