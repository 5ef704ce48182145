"""What the starter list says of its taxa holds together: listings, numbered annotations, ranges and reservations."""

from collections import Counter, defaultdict

from cites.species.notes import Says
from tests.cites.species.test_data import table

# The days on which amendments of the Conference, or delayed parts of them, entered into force.
MEETINGS = frozenset(
    {
        "1975-07-01", "1977-02-04", "1979-06-28", "1981-06-06", "1983-07-29", "1985-08-01", "1987-10-22", "1990-01-18",
        "1992-06-11", "1995-02-16", "1997-09-18", "1998-04-01", "2000-07-19", "2003-02-13", "2003-11-15", "2004-05-15",
        "2005-01-12", "2007-09-13", "2009-03-13", "2010-06-23", "2013-06-12", "2014-09-14", "2017-01-02", "2017-04-04",
        "2017-10-04", "2019-11-26", "2020-08-28", "2023-02-23", "2023-11-25", "2024-05-25", "2024-11-25", "2026-03-05",
    }
)  # fmt: skip
WHOLE_REGION = 15  # a listing of so many populations names a region, and not where the taxon is known to occur


def codes() -> set[str]:
    return {row["code"] for row in table("taxa")}


def test_a_listing_begins_on_a_day_of_the_conference_or_says_that_it_is_uncertain() -> None:
    for row in table("listings"):
        if row["date_certain"] == "yes" and row["appendix"] != "III":
            assert row["valid_from"] in MEETINGS, row


def test_a_listing_ends_on_the_eve_of_the_next_or_says_why() -> None:
    rows = table("listings")
    begins = {(row["taxon"], row["valid_from"]) for row in rows}
    for row in rows:
        if row["valid_to"]:
            assert any(taxon == row["taxon"] and day > row["valid_to"] for taxon, day in begins), row


def test_every_taxon_stands_in_an_appendix_today() -> None:
    listed = {row["taxon"] for row in table("listings") if not row["valid_to"]}
    assert codes() == listed


def test_appendix_iii_names_its_lister_and_no_other_does() -> None:
    countries = {row["iso2"] for row in table("countries")}
    for row in table("listings"):
        assert bool(row["listed_by"]) == (row["appendix"] == "III"), row
        assert {row["listed_by"], *row["populations"].split()} - {""} <= countries


def test_numbered_annotations_belong_to_plants_and_are_explained() -> None:
    explained = {row["symbol"] for row in table("annotations") if not row["valid_to"]}
    plants = {row["code"] for row in table("taxa") if row["kingdom"] == "Plantae"}
    for row in table("listings"):
        if row["hash_annotation"]:
            assert row["taxon"] in plants, row
            assert row["appendix"] != "I"
            assert row["hash_annotation"] in explained, row
        assert not row["annotation"].startswith("#")


def test_an_annotation_names_terms_in_one_way_or_leaves_all_to_judgement() -> None:
    terms = {row["code"] for row in table("terms") if not row["valid_to"]}
    for row in table("annotations"):
        assert {*row["covered"].split(), *row["exempt"].split()} <= terms, row
        assert not (row["covered"] and row["exempt"])
        assert row["covered"] or row["exempt"] or row["needs_judgement"] == "yes"


def test_an_annotation_never_means_two_things_on_a_day() -> None:
    rows = sorted(table("annotations"), key=lambda row: (row["symbol"], row["valid_from"]))
    for earlier, later in zip(rows, rows[1:], strict=False):
        if earlier["symbol"] == later["symbol"]:
            assert earlier["valid_to"]
            assert earlier["valid_to"] < later["valid_from"]


def test_ranges_and_reservations_speak_of_known_taxa_and_countries() -> None:
    taxa, countries = codes(), {row["iso2"]: row["kind"] for row in table("countries")}
    ranges = table("ranges")
    assert {row["taxon"] for row in ranges} <= taxa
    assert {row["country"] for row in ranges} <= {code for code, kind in countries.items() if kind != "other"}
    assert {row["tags"] for row in ranges} <= {"", "introduced", "reintroduced", "extinct"}
    assert max(Counter((row["taxon"], row["country"]) for row in ranges).values()) == 1
    for row in table("reservations"):
        assert row["taxon"] in taxa
        assert countries[row["party"]] == "party"


def test_a_population_that_is_listed_apart_is_one_of_the_taxon_s_range() -> None:
    """Where anything is known of where a taxon occurs natively, its listed populations are not elsewhere."""
    native: dict[str, set[str]] = defaultdict(set)
    for row in table("ranges"):
        native[row["taxon"]].add(row["country"])
    for row in table("listings"):
        if row["populations"] and len(row["populations"].split()) < WHOLE_REGION and native[row["taxon"]]:
            assert set(row["populations"].split()) <= native[row["taxon"]], row


def test_a_reservation_is_against_a_listing_that_holds_with_it() -> None:
    listings = table("listings")
    for row in table("reservations"):
        assert any(
            listing["taxon"] == row["taxon"]
            and listing["appendix"] == row["appendix"]
            and listing["valid_from"] <= row["valid_from"]
            and (listing["valid_to"] or "9999") >= (row["valid_to"] or "9999")
            for listing in listings
        ), row


def test_every_note_without_a_number_is_classified_by_its_own_words() -> None:
    notes = {row["annotation"] for row in table("listings") if row["annotation"]}
    rows = table("listing_notes")
    assert notes <= {row["note"] for row in rows}
    assert {row["says"] for row in rows} <= set(Says)


def test_rows_about_notes_name_codes_that_there_are() -> None:
    terms, sources, purposes, countries = (
        {row[code] for row in table(name)}
        for name, code in (("terms", "code"), ("sources", "code"), ("purposes", "code"), ("countries", "iso2"))
    )
    for row in table("listing_notes"):
        assert set(row["terms"].split()) <= terms
        assert set(row["sources"].split()) <= sources
        assert set(row["purposes"].split()) <= purposes
        assert set(row["countries"].split()) <= countries
