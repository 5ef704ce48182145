"""The taxa of the starter list hold together: how many, their groups and their names, before any database sees them."""

from collections import Counter, defaultdict
from collections.abc import Iterable

import pytest

from cites.species.folding import folded
from tests.cites.species.test_data import Row, table

COMMON = ("en", "fr", "es")
RANKS_BELOW_A_FAMILY = {"genus", "species", "subspecies"}


def by_code() -> dict[str, Row]:
    return {row["code"]: row for row in table("taxa")}


def below(rows: Iterable[Row], *groups: str) -> list[str]:
    """Return the names of the taxa that belong to one of the groups, by kingdom, phylum, class, order or family."""
    above = ("kingdom", "phylum", "class_name", "order_name", "family")
    return [row["scientific_name"] for row in rows if set(groups) & {row[rank] for rank in above}]


def test_the_list_is_long_enough_to_be_of_use() -> None:
    assert len(table("taxa")) >= 300


@pytest.mark.parametrize(
    ("groups", "least"),
    [
        (["Cnidaria"], 60), (["Mollusca"], 15), (["Echinodermata"], 7), (["Actinopteri"], 18), (["Elasmobranchii"], 45),
        (["Testudines"], 15), (["Crocodylia"], 12), (["Serpentes"], 30), (["Sauria"], 30), (["Amphibia"], 10),
        (["Psittaciformes"], 60), (["Aves"], 90), (["Cetacea", "Sirenia"], 9), (["Pteropodidae"], 10), (["Primates"], 9),
        (["Mammalia"], 50), (["Papilionidae"], 10), (["Orchidaceae"], 15), (["Cactaceae"], 8), (["Cycadales"], 8),
        (["Leguminosae", "Meliaceae", "Bignoniaceae"], 15), (["Plantae"], 80),
    ],
    ids=str,
)  # fmt: skip
def test_every_traded_group_is_there(groups: list[str], least: int) -> None:
    assert len(below(table("taxa"), *groups)) >= least


def test_no_taxon_has_another_s_name() -> None:
    """Neither two accepted names nor an accepted name and a synonym of another taxon are spelled alike."""
    accepted = [folded(row["scientific_name"]) for row in table("taxa")]
    synonyms = [folded(row["name"]) for row in table("taxon_names") if row["kind"] == "synonym"]
    assert [name for name, times in Counter(accepted + synonyms).items() if times > 1] == []


def test_no_name_of_a_taxon_is_written_twice_or_badly() -> None:
    rows = table("taxon_names")
    spelled = Counter((row["taxon"], row["kind"], row["language"], folded(row["name"])) for row in rows)
    assert [name for name, times in spelled.items() if times > 1] == []
    assert [row for row in rows if row["name"] != " ".join(row["name"].split()) or not folded(row["name"])] == []
    assert {row["taxon"] for row in rows} <= set(by_code())


def test_a_common_name_in_english_or_spanish_tells_one_taxon_from_another() -> None:
    taken: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in table("taxon_names"):
        if row["kind"] == "common" and row["language"] in {"en", "es"}:
            taken[row["language"], folded(row["name"])].add(row["taxon"])
    assert {name: taxa for name, taxa in taken.items() if len(taxa) > 1} == {}


def test_glottal_stops_are_letters_and_no_quotation_marks() -> None:
    for row in table("taxon_names"):
        if row["language"] not in {"", *COMMON}:
            assert not set("'`‘’") & set(row["name"]), row


def test_names_of_ranks_are_spelled_as_ranks_are() -> None:
    for row in table("taxa"):
        words = row["scientific_name"].split()
        assert len(words) == {"species": 2, "subspecies": 3}.get(row["rank"], 1), row
        assert words[0].istitle()
        assert all(word.islower() for word in words[1:])


def test_every_taxon_says_what_it_belongs_to() -> None:
    for row in table("taxa"):
        assert row["order_name"], row
        if row["kingdom"] == "Animalia":
            assert row["phylum"], row
            assert row["class_name"], row
        if row["rank"] in RANKS_BELOW_A_FAMILY:
            assert row["family"], row
        if row["rank"] in {"family", "order"}:
            assert row["scientific_name"] == row["family" if row["rank"] == "family" else "order_name"]


@pytest.mark.parametrize(
    ("group", "above"),
    [
        ("family", ("order_name", "class_name", "phylum", "kingdom")),
        ("order_name", ("class_name", "phylum", "kingdom")),
    ],
)
def test_a_group_belongs_to_one_group_above_it(group: str, above: tuple[str, ...]) -> None:
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for row in table("taxa"):
        if row[group]:
            found[row[group]].add(tuple(row[rank] for rank in above))
    assert {name: groups for name, groups in found.items() if len(groups) > 1} == {}


def test_the_species_of_a_genus_share_its_family() -> None:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in table("taxa"):
        if row["rank"] in RANKS_BELOW_A_FAMILY:
            found[row["kingdom"], row["scientific_name"].split()[0]].add(row["family"])
    assert {genus: families for genus, families in found.items() if len(families) > 1} == {}


def test_every_taxon_inherits_pairs_from_a_group_narrower_than_its_phylum() -> None:
    """A family or an order that is spelled otherwise than in the pairs would inherit none of them."""
    paired = {(row["rank"], row["taxon_name"]) for row in table("taxon_terms")}
    assert [row["scientific_name"] for row in table("taxa") if not paired & groups_of(row)] == []


def groups_of(row: Row) -> set[tuple[str, str]]:
    own = (row["rank"].upper(), row["scientific_name"])
    return {("CLASS", row["class_name"]), ("ORDER", row["order_name"]), ("FAMILY", row["family"]), own}
