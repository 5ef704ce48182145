"""Papers of other States decided by hand from the texts: what each is told, what binds, and what it comes to.

Of each only what matters is written: the rest is two kilograms of conch meat that came from the United States to
Barbados with a paper at which somebody looked in every respect.
"""

import csv
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cites.permits.rules.document_types import PURPOSES
from cites.permits.rules.facts import LineFacts, QuotaFacts, SuspensionFacts
from cites.permits.rules.incoming import outcome_of, reasons_against_paper
from cites.permits.rules.incoming_facts import Amount, AuthoritiesFacts, PaperFacts, PresentedLine
from cites.permits.rules.incoming_questions import CHECKS
from kernel.reasons import Reason, Severity
from tests.cites.permits.rules.test_decided_cases import DAY, SOURCES

Row = Mapping[str, str]
Facts = dict[str, Any]
ALL_YES = {check.name: "yes" for check in CHECKS}
REGISTER = AuthoritiesFacts(True, management=True, scientific=True, authority=True, signatory=True, signatories=True)
PAPER = PaperFacts(
    "EXP", "US", "BB", DAY, purpose="T", number="26US1", issued_on=date(2026, 10, 1), valid_until=date(2027, 3, 31),
    authority="Fish and Wildlife Service", signatory="J. Smith", original="original", alterations="none",
    answers=ALL_YES, parties=frozenset({"BB", "US", "VC"}), purposes=PURPOSES, register=REGISTER,
)  # fmt: skip
TWO = Amount(Decimal(2), "KGM")
OF = LineFacts(1, True, "Animalia", "II", "MEA", Decimal(2), "KGM", "W", sources=SOURCES, origin="US")
LINE = PresentedLine(OF, "II", TWO, TWO, TWO)

with (Path(__file__).parent / "decided_papers.csv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))


def value(name: str, text: str) -> Any:
    if name in ("permitted", "endorsed", "presented"):
        quantity, _, unit = text.partition(":")
        return Amount(Decimal(quantity), unit) if quantity else None
    if name == "suspensions":
        return (SuspensionFacts(text, begun_by="Notification"),)
    if name == "lineage":
        return frozenset({tuple(text.split("+"))})
    if name == "quotas":
        return (QuotaFacts(Decimal(text), "KGM"),)
    if name == "doubts":
        return frozenset(text.split("+"))
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text == "yes" if text in ("yes", "no") else text


def case_of(facts: str) -> tuple[PaperFacts, PresentedLine]:
    """The paper and its line; ``line.``, ``of.``, ``register.`` and ``answer.`` say of what a fact is."""
    said: dict[str, Facts] = {"paper": {}, "line": {}, "of": {}, "register": {}}
    answers = dict(ALL_YES)
    for name, _, text in (each.partition("=") for each in facts.split()):
        where, _, last = name.rpartition(".")
        if where == "answer":
            answers[last] = text
        else:
            said[where or "paper"][last] = value(last, text)
    assert said["paper"].keys() <= {each.name for each in fields(PaperFacts)}
    line = replace(LINE, facts=replace(OF, **said["of"]), **said["line"])
    if line.permitted != TWO and line.permitted is not None:
        line = replace(line, facts=replace(line.facts, quantity=line.permitted.quantity))
    register = replace(REGISTER, **said["register"])
    return replace(PAPER, answers=answers, register=register, **said["paper"]), line


def reasons_of(facts: str) -> list[Reason]:
    paper, line = case_of(facts)
    return reasons_against_paper(paper, [line])


def test_each_of_them_has_its_source_and_its_own_number() -> None:
    assert all(row["source_text"] for row in CASES)
    assert len({row["id"] for row in CASES}) == len(CASES)


@pytest.mark.parametrize("row", CASES, ids=[f"{row['id']}: {row['says']}" for row in CASES])
def test_the_rules_decide_as_the_texts_do(row: Row) -> None:
    found = reasons_of(row["facts"])
    assert {each.code for each in found} == set(row["told"].split()), found
    assert {each.code for each in found if each.severity is Severity.HARD} == set(row["hard"].split()), found
    assert outcome_of(found) == row["outcome"]
    assert all(each.source for each in found)
