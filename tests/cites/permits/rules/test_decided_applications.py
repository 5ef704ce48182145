"""Applications decided by hand from the texts: what each is told, and how binding it is.

Of each only what matters is written: the rest is two specimens that a trader of Barbados sends to the United States.
"""

import csv
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cites.permits.rules.applications import reasons_against_application
from cites.permits.rules.document_types import PURPOSES
from cites.permits.rules.facts import LineFacts, TradeFacts
from cites.permits.rules.registered import EntryFacts, RegisterFacts
from tests.cites.permits.rules.test_decided_cases import DAY, SOURCES

Row = Mapping[str, str]
TRADE = TradeFacts(
    "", "BB", "US", "T", DAY, purposes=PURPOSES, importer="Zoo", parties=frozenset(["BB", "US", "VC", "FR"])
)
LINE = LineFacts(
    1, True, "Animalia", "II", "SHE", Decimal(2), "NAR", "W", sources=SOURCES, justification="said",
    origin_permit_number="26VC7", origin_permit_date=date(2026, 5, 4),
)  # fmt: skip
OF_TRADE, OF_LINE = ({each.name for each in fields(made)} for made in (TradeFacts, LineFacts))
REGISTERED = {"operation", "institution_from", "institution_to"}
QUANTITIES, SETS = {"quantity", "import_permit_quantity"}, {"parties", "reserved_by", "listed_by"}

with (Path(__file__).parent / "decided_applications.csv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))


def value(name: str, text: str) -> Any:
    if name in QUANTITIES:
        return Decimal(text)
    if name in SETS:
        return frozenset(text.split("+"))
    if name == "paper_says":
        return dict(each.split(":") for each in text.split("+"))
    if text == "never" and name not in REGISTERED:
        return None
    if name in REGISTERED:
        return register(text)
    if name == "lineage":
        return frozenset({tuple(text.replace("_", " ").split("+"))})
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text == "yes" if text in ("yes", "no") else text.replace("_", " ")


def register(text: str) -> RegisterFacts:
    """Read ``never`` (imported), ``none``, or the entry: Party, first day, last day, and how it is, with ``+`` between."""
    if text in ("never", "none"):
        return RegisterFacts("A-XX-1", None if text == "never" else DAY)
    party, first, last, how, *_ = [*text.split("+"), "", ""]
    ends = date.fromisoformat(last) if last else None
    entry = EntryFacts(party, date.fromisoformat(first), ends, how == "suspended", how != "other")
    return RegisterFacts("A-XX-1", DAY, (entry,))


def told(row: Row) -> dict[str, set[str]]:
    """By each rule that speaks, how binding what it says is."""
    said = {name: value(name, text) for name, _, text in (each.partition("=") for each in row["facts"].split())}
    assert said.keys() <= OF_TRADE | OF_LINE
    trade = replace(TRADE, document_type=row["document"], **{k: v for k, v in said.items() if k in OF_TRADE})
    line = replace(LINE, **{k: v for k, v in said.items() if k in OF_LINE})
    found: dict[str, set[str]] = {}
    for each in reasons_against_application(trade, [line]):
        found.setdefault(each.code, set()).add(each.severity)
    return found


def test_each_of_them_has_its_source_and_its_own_number() -> None:
    assert all(row["source_text"] for row in CASES)
    assert len({row["id"] for row in CASES}) == len(CASES)


@pytest.mark.parametrize("row", CASES, ids=[f"{row['id']}: {row['says']}" for row in CASES])
def test_the_rules_decide_as_the_texts_do(row: Row) -> None:
    found = told(row)
    for expected in row["told"].split():
        code, _, severity = expected.rpartition(":")
        assert severity in found.get(code, set()), found
        if severity == "warning":
            assert found[code] == {"warning"}
    assert not found.keys() & set(row["not_told"].split())
