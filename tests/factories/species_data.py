"""Invented species data in the shapes in which others publish it; no row of Species+ or of the Checklist is here."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any

Concept = dict[str, Any]
_SYLLABLES = ("ba", "co", "di", "fu", "ga", "lo", "mi", "ne", "pa", "ru", "sa", "te", "vo", "xi", "zu")
_COUNTRIES = ("BB", "FJ", "GD", "VU", "TO", "WS", "SB", "DM")


def concept(number: int = 90001, name: str = "Invented fictus", **told: Any) -> Concept:
    """A taxon with everything that may be told of one."""
    genus = name.split()[0]
    whole = {
        "id": number, "full_name": name, "author_year": "Maker, 1901", "rank": "SPECIES", "name_status": "A",
        "updated_at": "2026-05-01T00:00:00Z", "active": True, "cites_listing": "II",
        "higher_taxa": {
            "kingdom": "Animalia", "phylum": "Chordata", "class": "Aves", "order": "Inventiformes", "family": f"{genus}idae",
        },
        "synonyms": [{"id": number + 500_000, "full_name": f"{genus} olim{number}", "author_year": "Elder, 1850"}],
        "common_names": [{"name": f"Made-up bird {number}", "language": "EN"}, {"name": f"Oiseau feint {number}", "language": "FR"}],
        "cites_legislation": {
            "cites_listings": [listing(number)], "cites_quotas": [quota(number)], "cites_suspensions": [suspension(number)],
        },
        "distributions": [{"id": number, "iso_code2": "FJ", "name": "Fiji", "type": "COUNTRY", "tags": ["extinct (?)"], "references": ["A book"]}],
    }  # fmt: skip
    return {**whole, **told}


def listing(number: int = 1, appendix: str = "II", day: str = "1990-01-18", **told: Any) -> dict[str, Any]:
    """An inclusion in an Appendix."""
    return {
        "id": number * 10, "taxon_concept_id": number, "is_current": True, "appendix": appendix, "change_type": "+",
        "effective_at": day, "party": None, "annotation": "Only invented ones.", "hash_annotation": {"symbol": "#4", "note": "All."},
        **told,
    }  # fmt: skip


def quota(number: int = 1, **told: Any) -> dict[str, Any]:
    """An export quota of Fiji."""
    return {
        "id": number * 10 + 1, "quota": 120.5, "publication_date": "2026-02-03", "notes": "live", "url": "https://example.org/q",
        "public_display": True, "is_current": True, "unit": {"code": "KIL", "name": "kg"},
        "geo_entity": {"iso_code2": "FJ", "name": "Fiji", "type": "COUNTRY"}, **told,
    }  # fmt: skip


def suspension(number: int = 1, **told: Any) -> dict[str, Any]:
    """A suspension of trade with Grenada."""
    return {
        "id": number * 10 + 2, "taxon_concept_id": number, "notes": "wild", "start_date": "2020-03-01", "is_current": True,
        "applies_to_import": False, "geo_entity": {"iso_code2": "GD", "name": "Grenada", "type": "COUNTRY"},
        "start_notification": {"name": "No. 2020/001", "date": "2020-03-01", "url": "https://example.org/n"}, **told,
    }  # fmt: skip


def words(random: Random) -> Iterator[str]:
    """Invented names, none twice."""
    seen: set[str] = set()
    while True:
        word = "".join(random.choice(_SYLLABLES) for _ in range(random.randint(3, 6)))
        if word not in seen:
            seen.add(word)
            yield word


def many(count: int, seed: int = 1) -> Iterator[Concept]:
    """``count`` invented species with nearly four names each; the same seed makes the same ones.

    A tenth of them are told the suspension of the first, as if it were a group above them.
    """
    random, epithets = Random(seed), words(Random(seed))
    genera = [next(epithets).capitalize() for _ in range(max(2, count // 20))]
    for number in range(1, count + 1):
        name = f"{random.choice(genera)} {next(epithets)}"
        law = {
            "cites_listings": [listing(number, random.choice(("I", "II")), f"{random.randint(1976, 2024)}-01-01")],
            "cites_quotas": [quota(number)] if number % 40 == 0 else [],
            "cites_suspensions": [
                *([suspension(number)] if number % 50 == 0 else []),
                *([suspension(1)] if number % 10 == 1 else []),
            ],
        }
        places = [{"iso_code2": code, "tags": []} for code in random.sample(_COUNTRIES, 2)]
        yield concept(number, name, cites_legislation=law, distributions=places)


def write_lines(path: Path, concepts: Iterable[Any]) -> Path:
    """Write a file with an object a line."""
    path.write_text("".join(json.dumps(each) + "\n" for each in concepts))
    return path
