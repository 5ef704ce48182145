"""Each rule speaks of one case and is silent about its neighbour, so that none can be switched off unnoticed."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cites.permits.rules.applications import reasons_against_application
from cites.permits.rules.catalogue import RULES
from cites.permits.rules.facts import ComingFacts, Coverage, LineFacts, QuotaFacts, TradeFacts
from cites.permits.rules.findings import required_findings
from cites.permits.rules.movements import Carrying, answer

TESTS = Path(__file__).parents[3]
SOURCES = dict.fromkeys("DIOUWX", "") | dict.fromkeys("CFR", "Animalia") | dict.fromkeys("AY", "Plantae")
SOLD = TradeFacts("EXP", exporter="BB", destination="US", purpose="T", day=date(2026, 11, 23), catch_document="26-1")
MEAT = LineFacts(
    1, True, "Animalia", "II", "MEA", Decimal(2), "KGM", "W", sources=SOURCES, founder_stock="Bought in 1998",
    origin_permit_number="26JM1", origin_permit_date=date(2026, 3, 4),
)  # fmt: skip
PARTIES = frozenset({"BB", "US", "JM"})

Changes = dict[str, Any]
PAPER: Changes = {"document_type": "NPD", "exporter": "KI", "destination": "BB", "paper_kind": "export"}
# The rule, the case of which it alone speaks, and what to change so that nothing speaks any more.
OF_APPLICATIONS: list[tuple[str, Changes, Changes]] = [
    ("D-APPENDIX", {"document_type": "ORG"}, {"appendix": "III"}),
    ("D-APPENDIX", {"document_type": "PHY", "kingdom": "Plantae", "appendix": "I", "source": "A", "purpose": "P"}, {"appendix": "II"}),
    ("D-SOURCE", {"document_type": "CAP"}, {"source": "C"}),
    ("D-SOURCE", {"document_type": "PRE"}, {"source": "O", "second_source": "W", "acquired_on": date(1970, 1, 1)}),
    ("D-PURPOSE", {"document_type": "MIC"}, {"purpose": "P"}),
    ("D-PURPOSE", {"document_type": "LBL"}, {"purpose": "S"}),
    ("D-LIVING", {"document_type": "POC", "purpose": "P"}, {"term": "LIV", "unit": "NAR"}),
    ("D-LIVING", {"document_type": "SCC", "term": "LIV", "unit": "NAR"}, {"term": "SKI"}),
    ("R-NP-1", {**PAPER, "paper_says": {"paper_not_detrimental": "no"}}, {"appendix": "III"}),
    ("R-NP-1", {**PAPER, "paper_says": {"paper_not_detrimental": "unclear"}}, {"paper_says": {"paper_not_detrimental": "yes"}}),
    ("R-NP-2", {**PAPER, "paper_says": {"paper_lawful": "no"}}, {"paper_kind": "import"}),
    ("R-NP-2", {**PAPER, "paper_kind": "reexport", "paper_says": {"paper_lawful": "no"}}, {"paper_says": {}}),
    ("R-NP-3", {**PAPER, "appendix": "I", "purpose": "Z", "paper_kind": "import", "paper_says": {"paper_purpose": "no"}}, {"appendix": "II"}),
    ("S5", {"document_type": "REX", "origin": "JM", "found_in": frozenset({"FJ"})}, {"found_in": frozenset({"JM"})}),
    ("S6", {"found_in": frozenset({"JM"})}, {"found_in": frozenset({"BB"})}),
    ("S6", {"found_in": frozenset({"JM"})}, {"source": "C"}),
    ("S7", {"document_type": "REX", "origin": "BB"}, {"origin": "JM"}),
    ("H-TROPHY", {"purpose": "H"}, {"term": "TRO"}),
    ("H-TROPHY", {"purpose": "H"}, {"purpose": "P"}),
    ("M-X", {"source": "X"}, {"source": "W"}),
    ("P2", {"term": ""}, {"term": "SKI"}),
    ("P10", {"term_known": False}, {"term_known": True}),
    ("P13", {"unit_known": False}, {"unit_known": True}),
    ("P15", {"origin_known": False}, {"origin_known": True}),
    ("P3", {"taxon_known": False, "appendix": ""}, {"taxon_known": True, "appendix": "II"}),
    ("P16", {"taxon": "NO-ONE", "taxon_known": False, "appendix": ""}, {"taxon_known": True, "appendix": "II"}),
    ("P1", {"destination": ""}, {"destination": "US"}),
    ("P14", {"destination_known": False}, {"destination_known": True}),
    ("PUR-MISSING", {"purpose": ""}, {"purpose": "T"}),
    ("P12", {"purposes": frozenset("SZ")}, {"purposes": frozenset("ST")}),
    ("SRC-MISSING", {"source": ""}, {"source": "W"}),
    ("P11", {"sources": {"C": "Animalia"}}, {"sources": SOURCES}),
    ("P5", {"quantity": None}, {"quantity": Decimal(1)}),
    ("P7", {"quantity": Decimal("NaN")}, {"quantity": Decimal(1)}),
    ("Q-UNIT", {"preferred_unit": "NAR"}, {"preferred_unit": "KGM"}),
    ("Q-UNIT", {"preferred_unit": "KGM", "unit": ""}, {"preferred_unit": "NAR"}),
    ("BOX-12", {"document_type": "REX", "origin": "XX"}, {"origin_missing": "Found in an attic"}),
    ("R-REX-XX", {"origin": "XX", "origin_missing": "Found in an attic"}, {"document_type": "REX"}),
    ("R-REX-XX", {"origin": "XX", "origin_missing": "Found in an attic"}, {"origin": "BB"}),
    ("M-C/A-STOCK", {"source": "C", "founder_stock": ""}, {"source": "F", "appendix": "III"}),
    ("M-C/A-STOCK", {"source": "C", "wild_added": "some"}, {"wild_added": "none"}),
    ("M-C/A-STOCK", {"source": "C", "founder_stock": ""}, {"document_type": "REX", "origin": "JM"}),
    ("M-TAG", {"lineage": frozenset({("ORDER", "Crocodylia")}), "term": "SKI"}, {"marks": "BB 26 POR 00017"}),
    ("M-TAG", {"lineage": frozenset({("ORDER", "Crocodylia")}), "term": "SKI"}, {"term": "LPS"}),
    ("M-X-RFMO", {"source": "X", "vessel_flag": "BB", "document_type": "IFS", "catch_document": ""}, {"catch_rules": "ICCAT"}),
    ("BOX-12", {"document_type": "REX", "origin": "JM", "origin_permit_number": ""}, {"origin_permit_missing": "Lost"}),
    ("BOX-12", {"document_type": "REX", "origin": "JM", "origin_permit_date": None}, {"document_type": "EXP", "origin": "BB"}),
    ("BOX-12A", {"reexport_country": "FR", "reexport_number": "FR1"}, {"reexport_date": date(2026, 1, 5)}),
    ("BOX-12A", {"reexport_country": "FR", "reexport_date": date(2026, 1, 5)}, {"reexport_number": "FR1"}),
    ("BOX-12A", {"reexport_country": "FR"}, {"reexport_missing": "Lost in a fire"}),
    ("BOX-12A", {"reexport_number": "FR1"}, {"reexport_number": ""}),
    ("B-NEWLIST", {"coming": ComingFacts("I", date(2027, 5, 23))}, {"coming": ComingFacts("I", date(2027, 5, 24))}),
    ("B-NEWLIST", {"coming": ComingFacts("", date(2026, 12, 1))}, {"coming": None}),
    ("B-QYEAR", {"quotas": (QuotaFacts(Decimal(9), "KGM"),)}, {"day": date(2026, 6, 30)}),
    ("B-QYEAR", {"quotas": (QuotaFacts(Decimal(9), "KGM"),)}, {"document_type": "REX", "origin": "JM"}),
    ("X-TRAV", {"document_type": "TEC", "purpose": "Q", "source": "C"}, {"exhibition_registration": "BB-12"}),
    ("X-XIV4", {"earlier_treaty": "Whaling Convention"}, {"earlier_treaty": ""}),
    ("X-ANN", {"coverage": Coverage.JUDGE}, {"coverage": Coverage.COVERED}),
    ("X-ANN", {"coverage": Coverage.EXEMPT}, {"coverage": Coverage.COVERED}),
]  # fmt: skip
# The rule by which a movement needs a document or is told something; and what to change so that it is not asked.
OF_MOVEMENTS: list[tuple[str, Changes, Changes]] = [
    ("X-SCI", {"purpose": "S"}, {"purpose": "P"}),
    ("X-SCI", {"purpose": "S"}, {"term": "LIV", "unit": "NAR"}),
    ("X-TRAV", {"purpose": "Q", "source": "C"}, {"source": "W"}),
    ("R-I-EXP", {"appendix": "I", "purpose": "Z"}, {"appendix": "II"}),
    ("R-I-IMP", {"appendix": "I", "purpose": "Z"}, {"source": "C"}),
    ("R-I-IMP-4", {"appendix": "I", "purpose": "Z"}, {"appendix": "III"}),
    ("R-I-REX", {"appendix": "I", "purpose": "Z", "origin": "JM"}, {"origin": "BB"}),
    ("R-I-IFS", {"appendix": "I", "purpose": "Z", "source": "X", "exporter": "HS"}, {"exporter": "BB"}),
    ("R-II-EXP", {}, {"origin": "JM"}),
    ("R-II-IMP", {}, {"appendix": "III"}),
    ("R-II-REX", {"origin": "JM"}, {"origin": "BB"}),
    ("R-II-IFS", {"source": "X", "exporter": "HS"}, {"source": "W"}),
    ("R-III-EXP-L", {"appendix": "III", "listed_by": frozenset({"BB"})}, {"listed_by": frozenset({"JM"})}),
    ("R-III-IMP", {"appendix": "III"}, {"appendix": "II"}),
    ("R-III-REX", {"appendix": "III", "origin": "JM"}, {"origin": "BB"}),
    ("R-III-IFS", {"appendix": "III", "source": "X", "exporter": "HS"}, {"appendix": "II"}),
    ("R-NP", {"exporter": "KI"}, {"exporter": "JM"}),
    ("X-PHE", {"carrying": Carrying(carried=True, residence="US")}, {"carrying": Carrying()}),
]
# The rule that asks for a finding; document, Appendix, source and whether the specimens live; and where it asks nothing.
Asked = tuple[str, str, str, bool]
OF_FINDINGS: list[tuple[str, Asked, Asked]] = [
    ("R-I-EXP-1", ("EXP", "I", "W", False), ("EXP", "I", "C", False)),
    ("R-I-EXP-2", ("EXP", "I", "W", False), ("EXP", "II", "W", False)),
    ("R-I-EXP-3", ("EXP", "I", "W", True), ("EXP", "I", "W", False)),
    ("R-I-EXP-4", ("EXP", "I", "W", False), ("EXP", "I", "C", False)),
    ("R-I-IMP-1", ("IMP", "I", "W", False), ("IMP", "I", "C", False)),
    ("R-I-IMP-2", ("IMP", "I", "W", True), ("IMP", "I", "W", False)),
    ("R-I-IMP-3", ("IMP", "I", "W", False), ("IMP", "II", "W", False)),
    ("R-I-REX", ("REX", "I", "W", False), ("REX", "II", "W", False)),
    ("R-I-IFS", ("IFS", "I", "X", False), ("IFS", "II", "X", False)),
    ("R-II-EXP-1", ("EXP", "II", "W", False), ("EXP", "II", "A", False)),
    ("R-II-EXP-2", ("EXP", "II", "W", False), ("REX", "II", "W", False)),
    ("R-II-EXP-3", ("EXP", "II", "W", True), ("EXP", "II", "W", False)),
    ("R-II-REX", ("REX", "II", "W", False), ("EXP", "II", "W", False)),
    ("R-II-IFS", ("IFS", "II", "X", True), ("IFS", "I", "X", True)),
    ("R-III-EXP-L-2", ("EXP", "III", "W", False), ("ORG", "III", "W", False)),
    ("R-III-EXP-L-3", ("EXP", "III", "W", True), ("EXP", "III", "W", False)),
    ("R-III-EXP-O", ("ORG", "III", "W", False), ("EXP", "III", "W", False)),
    ("R-III-REX", ("REX", "III", "W", False), ("EXP", "III", "W", False)),
    ("M-C/A", ("EXP", "II", "C", False), ("EXP", "II", "W", False)),
    ("M-O", ("PRE", "II", "O", False), ("EXP", "II", "W", False)),
    ("D-OWNED", ("POC", "II", "W", True), ("CAP", "II", "C", True)),
    ("D-SIMPLIFIED", ("SPC", "II", "W", False), ("EXP", "II", "W", False)),
    ("D-LIVING-TRANSPORT", ("POC", "II", "W", True), ("MIC", "II", "W", False)),
]


def case_of(changes: Changes) -> tuple[TradeFacts, LineFacts]:
    of_trade = {name: value for name, value in changes.items() if name in TradeFacts.__slots__}
    of_line = {name: value for name, value in changes.items() if name in LineFacts.__slots__}
    return replace(SOLD, parties=PARTIES, **of_trade), replace(MEAT, **of_line)


def said_of_application(changes: Changes) -> set[str]:
    trade, line = case_of(changes)
    return {each.code for each in reasons_against_application(trade, [line])}


def said_of_movement(changes: Changes) -> set[str]:
    found = answer(*case_of(changes), changes.get("carrying"))
    return {each.code for each in found.reasons} | {each.rule for each in found.documents}


def asking(*asked: Any) -> set[str]:
    return {each.rule for each in required_findings(*asked)}


@pytest.mark.parametrize(("rule", "case", "instead"), OF_APPLICATIONS)
def test_it_alone_speaks_against_an_application_and_not_against_its_neighbour(
    rule: str, case: Changes, instead: Changes
) -> None:
    assert said_of_application(case) == {rule}
    assert said_of_application({**case, **instead}) == set()


@pytest.mark.parametrize(("rule", "case", "instead"), OF_MOVEMENTS)
def test_it_speaks_of_a_movement_and_not_of_its_neighbour(rule: str, case: Changes, instead: Changes) -> None:
    assert rule in said_of_movement(case)
    assert rule not in said_of_movement({**case, **instead})


@pytest.mark.parametrize(("rule", "case", "neighbour"), OF_FINDINGS)
def test_it_asks_for_a_finding_and_not_of_its_neighbour(rule: str, case: Asked, neighbour: Asked) -> None:
    assert rule in asking(*case)
    assert rule not in asking(*neighbour)


def test_no_rule_of_the_catalogue_is_without_a_test() -> None:
    """A new rule has to be named in a test, or told or blocking in a table of decided cases."""
    aside = Path(__file__).with_name("test_catalogue.py")
    written = "".join(path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py") if path != aside)
    decided = {code for table in TESTS.rglob("decided_*.csv") for code in _rules_in(table)}
    assert [rule for rule in RULES if f'"{rule}"' not in written and rule not in decided] == []


def _rules_in(table: Path) -> Iterator[str]:
    with table.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield from row.get("blocks", "").split()
            yield from row.get("told", "").split()
