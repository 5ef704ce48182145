"""What notes of suspensions mean, from the reference data to the page that asks whether a permit is needed."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from unittest.mock import patch

import pytest

from cites.permits.queries.movements import Question, answered
from cites.species.models import Suspension
from cites.species.queries import protections
from kernel.reasons import Reason, Severity

DAY = date(2026, 11, 28)
UNREAD = "All trade, except in specimens that were exported before."
Suspend = Callable[..., None]


@pytest.fixture
def suspend() -> Iterator[Suspend]:
    """Exports of everything from Grenada are suspended, with a note."""
    rows: list[Suspension] = []

    def put(**values: Any) -> None:
        rows[:] = [Suspension(country="GD", begun_by="Notification No. 2006/034", source="Notification", **values)]

    with patch.object(protections, "_suspensions", lambda: protections.by_group(rows)):
        yield put


def said(**question: Any) -> list[Reason]:
    asked = {"taxon": "ALI-GIG", "exporter": "GD", "destination": "US", "term": "MEA", "day": DAY, **question}
    return [each for each in answered(Question(**asked)).answer.reasons if each.code == "B-SUSP"]


def test_specimens_that_the_note_means_are_suspended_and_others_warned_of_with_its_words(
    bb: Any, suspend: Suspend
) -> None:
    suspend(notes="Wild specimens", sources="W")
    (wild,), (bred,) = said(), said(source="C")
    assert (wild.severity, bred.severity) == (Severity.OVERRIDE, Severity.WARNING)
    assert all("“Wild specimens”" in str(each) for each in (wild, bred))
    assert said(exporter="JM") == []


def test_what_is_of_unknown_source_counts_as_meant(bb: Any, suspend: Suspend) -> None:
    suspend(notes="Wild specimens", sources="W")
    (unknown,) = said(source="U", justification="No papers")
    assert unknown.severity is Severity.OVERRIDE


def test_a_note_that_was_not_read_stands_against_all_and_asks_to_read_it(bb: Any, suspend: Suspend) -> None:
    suspend(notes=UNREAD)
    for source in ("W", "C"):
        (found,) = said(source=source)
        assert found.severity is Severity.OVERRIDE
        assert UNREAD in str(found)
        assert "Read whether these are meant" in str(found)


def test_without_a_note_it_is_as_short_as_before(bb: Any, suspend: Suspend) -> None:
    suspend()
    (found,) = said()
    assert str(found).endswith("in this species (Notification No. 2006/034).")
    suspend(sources="W")
    assert said(source="C") == []
