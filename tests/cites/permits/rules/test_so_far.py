"""What is told while answers are given: nothing of what was not asked yet, and in the end all of it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from cites.permits.rules.applications import reasons_against_application
from cites.permits.rules.facts import LineFacts, TradeFacts
from cites.permits.rules.questions.model import SpecimenAsked
from cites.permits.rules.questions.of_applications import SECTIONS
from cites.permits.rules.questions.of_lines import PAGES
from cites.permits.rules.so_far import is_about, not_met, reasons_so_far
from kernel.reasons import Reason

SOLD = TradeFacts("EXP", exporter="BB", destination="US", purpose="T", day=date(2026, 11, 23))
PARROT = LineFacts(1, True, "Animalia", "I", "LIV", Decimal(2), "NAR", "W", sources={"W": "", "O": ""})
NAMES = sorted({each.name for section in (*SECTIONS, *PAGES) for each in section.questions} | {"lines"})
OPEN = st.frozensets(st.sampled_from(NAMES), max_size=6)


def codes(reasons: list[Reason]) -> set[str]:
    return {each.code for each in reasons}


def test_an_empty_application_is_told_nothing() -> None:
    nothing = replace(SOLD, destination="", purpose="")
    assert codes(reasons_against_application(nothing, [])) == {"LINE-MISSING", "PUR-MISSING", "P1"}
    assert reasons_so_far(reasons_against_application(nothing, []), {"lines", "purpose", "consignee_country"}, {}) == []


def test_what_can_be_judged_is_told_at_once_and_the_rest_once_its_question_was_met() -> None:
    reasons = reasons_against_application(SOLD, [PARROT])
    before = reasons_so_far(reasons, {"import_permit_number", "import_permit_date"}, {})
    assert (codes(before), codes(reasons)) == ({"B-A1-T"}, {"B-A1-T", "R-I-EXP-4"})
    assert reasons_so_far(reasons, set(), {}) == reasons


def test_the_second_source_is_not_missed_before_it_was_asked_for() -> None:
    reasons = reasons_against_application(replace(SOLD, purpose="P"), [replace(PARROT, source="O", appendix="II")])
    assert {"M-O", "M-O-DATE"} <= codes(reasons)
    met_nothing = {1: {"source2", "acquired_on"}}
    assert not {"M-O", "M-O-DATE"} & codes(reasons_so_far(reasons, set(), met_nothing))
    assert {"M-O", "M-O-DATE"} <= codes(reasons_so_far(reasons, set(), {2: {"source2", "acquired_on"}}))


def test_the_importer_of_a_permit_is_compared_once_it_is_known_who_imports() -> None:
    granted = replace(
        SOLD, purpose="Z", import_permit_number="26US1", import_permit_date=date(2026, 10, 1),
        import_permit_importer="Bronx Zoo", importer="",
    )  # fmt: skip
    reasons = reasons_against_application(granted, [PARROT])
    told = {each.data.get("field") for each in reasons_so_far(reasons, {"consignee_name"}, {})}
    assert "import_permit_importer" in {each.data.get("field") for each in reasons} - told


@given(OPEN, OPEN, OPEN)
def test_an_answer_more_never_takes_away_what_was_told(
    some: frozenset[str], more: frozenset[str], line: frozenset[str]
) -> None:
    reasons = reasons_against_application(SOLD, [PARROT, replace(PARROT, number=2, source="O")])
    before = reasons_so_far(reasons, some | more, {1: line, 2: line})
    after = reasons_so_far(reasons, some, {1: line})
    assert [each for each in after if each in before] == before
    assert reasons_so_far(reasons, frozenset(), {}) == reasons


def test_a_page_is_met_once_anything_on_it_is_answered() -> None:
    (origin,) = (page for page in PAGES if page.key == "origin")
    asked = origin.asked("REX", {SpecimenAsked(from_abroad=True)})
    assert "origin_permit_number" in not_met(asked, {}.get)
    assert not_met(asked, {"origin_permit_date": "2026-01-09"}.get) == frozenset()


def test_a_reason_is_about_the_lines_that_it_names() -> None:
    assert is_about(Reason("S2", "", data={"line": 2}), 2)
    assert is_about(Reason("R-I-EXP-4", "", data={"lines": [1, 3]}), 3)
    assert not is_about(Reason("P12", "", data={"field": "purpose"}), 1)
