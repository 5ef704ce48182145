"""Cases decided by hand from the texts: what each needs, and what forbids it.

The first 328 were decided by somebody who had not read the rules.
"""

import csv
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from cites.permits.rules.facts import (
    AdvisedFacts,
    Coverage,
    LineFacts,
    ParentFacts,
    QuotaFacts,
    SuspensionFacts,
    TradeFacts,
)
from cites.permits.rules.hybrids import strictest
from cites.permits.rules.movements import Answer, Carrying, answer
from cites.species.models import Listing
from cites.species.populations import Meant, read_populations
from cites.species.queries.listings import of_country
from kernel.reasons import Severity
from tests.cites.species.test_populations import PLACES

DAY = date(2026, 11, 28)
LISTED = date(1992, 6, 11)
ACQUIRED = {"before": LISTED - timedelta(days=1), "after": LISTED, "unknown": None, "": None}
GROUPS = {
    "queen conch": ("SPECIES", "Aliger gigas"), "giant clam": ("GENUS", "Tridacna"),
    "seahorse": ("GENUS", "Hippocampus"), "crocodile": ("ORDER", "Crocodylia"),
    "caviar": ("ORDER", "Acipenseriformes"), "agarwood": ("GENUS", "Aquilaria"), "cactus": ("FAMILY", "Cactaceae"),
}  # fmt: skip
SOURCES = {
    "W": "", "R": "Animalia", "X": "", "D": "", "C": "Animalia", "A": "Plantae", "F": "Animalia", "Y": "Plantae",
    "O": "", "I": "", "U": "",
}  # fmt: skip
QUOTAS = {"": None, "none": Decimal(0), "less": Decimal("0.001"), "enough": Decimal(1_000_000)}
# Rules that forbid, or need an official: what else speaks only says what to know.
BLOCKING = {
    "B-A1-T",
    "M-C/A",
    "M-D",
    "M-D-x",
    "M-O-LATE",
    "M-O",
    "M-U-I",
    "S9",
    "B-SUSP",
    "B-QUOTA",
    "B-RES",
    "B-STRICT",
}
Row = Mapping[str, str]

with (Path(__file__).parent / "decided_cases.csv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))


def line_of(row: Row) -> LineFacts:
    group = GROUPS.get(row["taxon"])
    most = QUOTAS[row["quota"]]
    origin = row["origin"] or ("" if row["from"] == "HS" else row["from"])
    parents = tuple(ParentFacts("a parent", each.replace("none", "")) for each in row["parents"].split())
    appendix, listings = row["appendix"], listings_of(row)
    if listings:
        appendix = next((each.appendix for each in of_country(listings, origin)), "")
    quantity = Decimal(row["quantity"]) if row["quantity"] else Decimal(1) if row["quota"] else None
    return LineFacts(
        number=1,
        taxon_known=True,
        kingdom=row["kingdom"],
        appendix=strictest([appendix, *(each.appendix for each in parents)]),
        term=row["term"] or ("LIV" if row["living"] == "yes" else "SPE"),
        quantity=quantity,
        unit=row["unit"],
        source=row["source"],
        second_source=row["second_source"],
        justification="said",
        registered_operation="A-PH-501" if row["registered"] == "yes" else "",
        acquired_on=ACQUIRED[row["acquired"]],
        first_listed_on=LISTED,
        listed_by=frozenset(row["listed_by"].split()),
        sources=SOURCES,
        origin=origin,
        hybrid=row["hybrid"] == "yes",
        parents=parents,
        split=bool(listings),
        undecided=tuple(each.annotation for each in listings if each.meant.mean(origin) is Meant.MAYBE),
        advised=_advised(row),
        lineage=frozenset({group} if group else ()),
        coverage=Coverage(row["coverage"] or "covered"),
        reserved_by=frozenset(row["reserved_by"].split()),
        suspensions=tuple(_suspensions(row)),
        quotas=() if most is None else (QuotaFacts(most, row["unit"]),),
    )


def listings_of(row: Row) -> list[Listing]:
    """Read the Appendices of a split listing with their notes, such as ``I=Except … | II=Only …``."""
    told = (each.split("=", 1) for each in row["listings"].split(" | ") if each)
    return [_listing(appendix, note) for appendix, note in told]


def _listing(appendix: str, note: str) -> Listing:
    meant = read_populations(note, PLACES)
    return Listing(
        appendix=appendix, annotation=note, unread=meant.unread, populations=" ".join(meant.only),
        excepted=" ".join(meant.excepted), partly=" ".join(meant.partly),
    )  # fmt: skip


def _advised(row: Row) -> tuple[AdvisedFacts, ...]:
    against = row["advised"] == "against"
    return (AdvisedFacts(row["to"], "It asks for more.", "Its law", against, checked=True),) if row["advised"] else ()


def _suspensions(row: Row) -> list[SuspensionFacts]:
    if row["suspended"] == "to":
        return [SuspensionFacts(row["to"], imports=True, begun_by="Notification")]
    return [SuspensionFacts(row["from"], begun_by="Notification")] if row["suspended"] == "from" else []


def answer_to(row: Row) -> Answer:
    outside = row["not_parties"].split()
    parties = frozenset({"BB", "FR", "XY", row["from"], row["to"], row["origin"]} - {"", *outside})
    trade = TradeFacts("", row["from"], row["to"], row["purpose"], DAY, parties=parties)
    return answer(trade, line_of(row), Carrying(row["carried"] == "yes", row["residence"]))


def test_there_are_enough_of_them_each_with_its_source() -> None:
    assert len(CASES) >= 200
    assert all(row["source_text"] for row in CASES)
    assert len({row["id"] for row in CASES}) == len(CASES)


@pytest.mark.parametrize("row", CASES, ids=[f"{row['id']}: {row['says']}" for row in CASES])
def test_the_rules_decide_as_the_texts_do(row: Row) -> None:
    found = answer_to(row)
    blocks = {each.code for each in found.reasons if each.severity is not Severity.WARNING} & BLOCKING
    documents = {each.code: " ".join(sorted(one.kind for one in each.findings)) for each in found.documents}
    assert found.outcome == row["outcome"]
    assert blocks == set(row["blocks"].split())
    assert {*row["told"].split()} <= {each.code for each in found.reasons}
    if found.outcome in ("needed", "maybe"):
        assert [f"{each.code}@{each.state}" for each in found.documents] == row["documents"].split()
        assert list(documents.values())[-1] == " ".join(sorted(row["findings"].split()))
        assert documents.get("IMP", "") == " ".join(sorted(row["findings_import"].split())) or len(documents) == 1


@pytest.mark.parametrize("row", CASES, ids=[row["id"] for row in CASES])
def test_where_nothing_is_needed_nothing_has_to_be_shown(row: Row) -> None:
    found = answer_to(row)
    shown = {"R-I-IMP-4", "R-II-IMP", "R-III-IMP"} & {each.code for each in found.reasons}
    assert not shown or found.documents
