"""The product's own tables hold together, before any database sees them."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import cites.species

DATA = Path(cites.species.__file__).parent / "data"

Row = dict[str, str]


def table(name: str) -> list[Row]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("path", sorted(DATA.glob("*.csv")), ids=lambda path: path.stem)
def test_every_row_has_every_cell(path: Path) -> None:
    rows = table(path.stem)
    assert rows
    assert all(None not in row and None not in row.values() for row in rows)


@pytest.mark.parametrize("path", sorted(DATA.glob("*.csv")), ids=lambda path: path.stem)
def test_every_row_is_dated_sourced_and_still_to_be_checked(path: Path) -> None:
    if path.stem == "taxon_names":
        return
    for row in table(path.stem):
        assert row["source"]
        assert row.get("checked", "no") == "no"
        if "valid_from" in row:
            ends = row["valid_to"] or "9999-12-31"
            assert date.fromisoformat(row["valid_from"]) <= date.fromisoformat(ends)


@pytest.mark.parametrize("path", sorted(DATA.glob("*.csv")), ids=lambda path: path.stem)
def test_the_readme_names_every_table(path: Path) -> None:
    assert path.name in (DATA / "README.md").read_text(encoding="utf-8")


def test_taxa_have_codes_of_one_shape_once() -> None:
    codes = [row["code"] for row in table("taxa")]
    assert len(codes) == len(set(codes)) >= 60
    assert all(len(code) == 7 and code[3] == "-" and code.replace("-", "").isupper() for code in codes)


def test_every_taxon_is_listed_and_named_in_three_languages() -> None:
    listed = {row["taxon"] for row in table("listings")}
    named = {(row["taxon"], row["language"]) for row in table("taxon_names") if row["kind"] == "common"}
    for row in table("taxa"):
        assert row["code"] in listed
        assert {(row["code"], language) for language in ("en", "fr", "es")} <= named


def test_listings_of_the_same_populations_never_overlap() -> None:
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for row in table("listings"):
        groups.setdefault((row["taxon"], row["populations"], row["listed_by"]), []).append(row)
    for rows in groups.values():
        ordered = sorted(rows, key=lambda row: row["valid_from"])
        for earlier, later in zip(ordered, ordered[1:], strict=False):
            assert earlier["valid_to"]
            assert earlier["valid_to"] < later["valid_from"]


def test_a_code_never_means_two_things_at_once() -> None:
    for name in ("terms", "units", "purposes", "sources"):
        open_rows = Counter(row["code"] for row in table(name) if not row["valid_to"])
        assert set(open_rows.values()) == {1}


def test_pairs_speak_of_known_codes_only() -> None:
    terms = {row["code"] for row in table("terms")}
    units = {row["code"] for row in table("units")}
    purposes = {row["code"] for row in table("purposes")}
    assert {row["term"] for row in table("term_units")} <= terms
    assert {row["unit"] for row in table("term_units")} <= units
    assert {row["purpose"] for row in table("term_purposes")} <= purposes
    assert {row["term"] for row in table("taxon_terms")} <= terms


def test_terms_prefer_units_in_use() -> None:
    units = {row["code"] for row in table("units") if not row["valid_to"]}
    for row in table("terms"):
        assert {row["preferred_unit"], *row["alternative_units"].split()} - {""} <= units


def test_the_lists_are_as_long_as_their_sources_say() -> None:
    in_use = {
        name: sum(not row["valid_to"] for row in table(name)) for name in ("purposes", "sources", "terms", "units")
    }
    assert in_use == {"purposes": 12, "sources": 11, "terms": 93, "units": 9}
    assert sum(row["kind"] == "party" for row in table("countries")) == 184
