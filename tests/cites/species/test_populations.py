"""Which populations a listing means, as its note says: read whole, or not at all."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cites.species
from cites.species.places import gazetteer
from cites.species.populations import ALL, UNREAD, Meant, Populations, read_notes, read_populations

DATA = Path(cites.species.__file__).parent / "data"
with (DATA / "countries.csv").open(encoding="utf-8", newline="") as file:
    NAMES = {row["iso2"]: row["name_en"] for row in csv.DictReader(file) if row["iso2"] not in {"EU", "HS", "XX"}}
PLACES = gazetteer(list(NAMES.items()))
codes = st.lists(st.sampled_from(sorted(NAMES)), min_size=1, max_size=8, unique=True)
written = st.sampled_from(["names", "codes"])


def read(note: str) -> Populations:
    return read_populations(note, PLACES)


def only(countries: str, partly: str = "") -> Populations:
    return Populations(frozenset(countries.split()), frozenset(), frozenset(partly.split()))


def without(countries: str, partly: str = "") -> Populations:
    return Populations(frozenset(), frozenset(countries.split()), frozenset(partly.split()))


def listed(countries: Sequence[str], how: str) -> str:
    words = [NAMES[code] if how == "names" else code for code in countries]
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]


@pytest.mark.parametrize(
    ("note", "meant"),
    [
        ("Only the populations of Bhutan, India, Nepal and Pakistan; all other populations are included in Appendix II. "
         "Excludes the domesticated form and the dingo", only("BT IN NP PK")),
        ("Except the populations of Bhutan, India, Nepal and Pakistan, which are included in Appendix I",
         without("BT IN NP PK")),
        ("Included in Appendix I, except the populations of Botswana, Namibia, South Africa and Zimbabwe, which are "
         "included in Appendix II", without("BW NA ZA ZW")),
        ("Only the population of Mexico; no other population is included in the Appendices", only("MX")),
        ("[Population of Argentina]", only("AR")),
        ("Excluding Argentina", without("AR")),
        ("Population of West Greenland", only("GL", "GL")),
        ("Except the populations of: Argentina [the populations of the Provinces of Jujuy and Catamarca]; Bolivia [the "
         "whole population]; Chile [population of the Primera Región]; Ecuador [the whole population], Peru [the whole "
         "population], which are included in Appendix II", without("AR BO CL EC PE", "AR CL")),
        ("Except the populations of Australia, Malaysia [wild harvest restricted to the State of Sarawak and a zero quota "
         "for the other States of Malaysia (Sabah and Peninsular Malaysia)] and Papua New Guinea, which are included in "
         "Appendix II", without("AU MY PG", "MY")),
        ("Except populations of Egypt [subject to a zero quota for wild specimens traded for commercial purposes] and the "
         "United Republic of Tanzania, which are included in Appendix II", without("EG TZ")),
        ("Except the population of Belize, which is included in Appendix II with a zero quota, and the population of "
         "Mexico, which is included in Appendix II", without("BZ MX")),
        ("Only the populations of the Niger, Nigeria and the Sudan; all other populations are not included in the "
         "Appendices", only("NE NG SD")),
        ("The populations of Mexico and the United States of America are not included", without("MX US")),
        ("Only the populations of BW, NA, ZA and ZW", only("BW NA ZA ZW")),
        ("The populations of Botswana and Namibia are listed in Appendix II for the exclusive purpose of allowing: a) trade "
         "in hunting trophies; b) trade in hides", only("BW NA")),
    ],
)  # fmt: skip
def test_populations_are_read_by_country(note: str, meant: Populations) -> None:
    assert read(note) == meant


@pytest.mark.parametrize(
    "note",
    [
        "Annual export quotas are granted as follows: Botswana: 5; Namibia: 150; Zimbabwe: 50",
        "All parts and derivatives, except seeds and pollen; the seeds of cacti exported from Mexico",
        "Zero export quota for wild specimens for commercial purposes", "All populations", "",
        "Except the species included in Appendix I", "Excludes the domesticated form",
    ],
)  # fmt: skip
def test_a_note_about_something_else_means_all_populations(note: str) -> None:
    assert read(note) == ALL


@pytest.mark.parametrize(
    "note",
    [
        "Except the population of the Integrated Management District of Mangroves, Department of Córdoba, Colombia, and the "
        "population of Cuba, which are included in Appendix II",
        "Population of the State of Sarawak (Malaysia)", "Populations of New Mexico", "Only wild populations of Georgia",
        "Toutes les populations sauf celles du Mexique", "Poblaciones de México", "Only the population of Korea",
        "Populations of Cuba; Mexico only in part",
    ],
)  # fmt: skip
def test_what_cannot_be_read_whole_is_left_unread(note: str) -> None:
    assert read(note) == UNREAD


def test_a_part_of_the_world_means_its_countries_and_those_on_its_edge_in_part() -> None:
    asia, africa = (
        read("Only the population of Asia; all other populations are included in Appendix II"),
        read("African populations"),
    )
    assert (asia.mean("IN"), asia.mean("RU"), asia.mean("KE")) == (Meant.YES, Meant.MAYBE, Meant.NO)
    assert (africa.mean("KE"), africa.mean("IN")) == (Meant.YES, Meant.NO)
    assert read("Populations of the Neotropics").mean("BZ") is Meant.YES


@given(codes, written)
def test_any_list_of_countries_is_read_as_it_was_written(countries: list[str], how: str) -> None:
    named = listed(countries, how)
    assert read(f"Only the populations of {named}") == only(" ".join(countries))
    assert read(f"Except the populations of {named}, which are included in Appendix II") == without(" ".join(countries))


@given(codes, codes, written)
def test_two_listings_of_one_day_mean_what_either_means(some: list[str], more: list[str], how: str) -> None:
    notes = [f"Population of {listed(each, how)}" for each in (some, more)]
    assert read_notes(notes, PLACES) == only(" ".join({*some, *more}))
    assert read_notes([notes[0], ""], PLACES) == UNREAD


@given(codes, written, st.sampled_from(["Only the", "Except the"]), st.text(max_size=30), st.integers(0, 60))
def test_a_spoilt_note_is_unread_or_means_no_country_that_it_does_not_name(
    countries: list[str], how: str, begins: str, noise: str, place: int
) -> None:
    """Whatever is typed into it, a country is decided upon only where the note names it."""
    note = f"{begins} populations of {listed(countries, how)}"
    meant = read(note[:place] + noise + note[place:])
    if not meant.unread and len(meant.only | meant.excepted) < 20:  # more is a part of the world
        _text, found = PLACES.mark(note[:place] + noise + note[place:])
        named = frozenset().union(*(each.countries for each in found))
        assert meant.only | meant.excepted <= named


@given(st.text(max_size=80))
def test_no_note_is_too_strange(note: str) -> None:
    meant = read(note)
    assert meant.partly <= meant.only | meant.excepted
    assert not (meant.only and meant.excepted)


@given(codes, st.sampled_from(sorted(NAMES)))
def test_what_is_meant_and_what_is_left_out_share_every_country(countries: list[str], origin: str) -> None:
    named = " ".join(countries)
    assert {only(named).mean(origin), without(named).mean(origin)} == {Meant.YES, Meant.NO}
