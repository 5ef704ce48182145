"""Suspensions with notes: told in the note's own words, binding unless the note was read and means other specimens."""

import csv
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cites.permits.rules.facts import SuspensionFacts, TradeFacts
from cites.permits.rules.suspensions import reasons_about_suspensions
from kernel.reasons import Severity
from tests.cites.permits.rules.test_decided_cases import DAY
from tests.cites.permits.rules.test_lines import CONCH

with (Path(__file__).parent / "decided_suspensions.csv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))
MEANT = {"yes": True, "no": False, "unread": None}


@pytest.mark.parametrize("row", CASES, ids=[f"{row['id']}: {row['says']}" for row in CASES])
def test_the_rule_decides_as_the_recommendation_does(row: Mapping[str, str]) -> None:
    told = SuspensionFacts(row["country"], row["imports"] == "yes", "Notification", row["note"], MEANT[row["meant"]])
    line = replace(
        CONCH, source=row["source"], second_source=row["second_source"], origin=row["origin"], suspensions=(told,)
    )
    found = list(reasons_about_suspensions(line, TradeFacts("EXP", row["from"], row["to"], "T", DAY)))
    assert [each.severity.value for each in found] == ([row["binding"]] if row["binding"] else [])
    assert all(row["note"] in str(each) and "Notification" in str(each) for each in found)
    assert row["source_text"]


@given(st.text(max_size=400), st.sampled_from([True, None]), st.booleans())
def test_a_note_never_weakens_a_suspension_unless_it_was_read_to_mean_others(
    note: str, meant: bool | None, imports: bool
) -> None:
    told = SuspensionFacts("BB", imports, "Notification", note, meant)
    trade = TradeFacts("EXP", "BB", "US", "T", DAY)
    (said,) = reasons_about_suspensions(replace(CONCH, suspensions=(told,)), trade)
    assert said.severity is Severity.OVERRIDE
    (of_others,) = reasons_about_suspensions(replace(CONCH, suspensions=(replace(told, meant=False),)), trade)
    assert of_others.severity is (Severity.WARNING if note else Severity.OVERRIDE)
