"""What documents ask: never the same twice, never less for more specimens, and nothing that cannot be answered."""

import re
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cites.permits.rules.document_types import DOCUMENTS, PURPOSES
from cites.permits.rules.questions.asking import unanswered
from cites.permits.rules.questions.model import Kind, Question, Section, SpecimenAsked
from cites.permits.rules.questions.of_applications import SECTIONS
from cites.permits.rules.questions.of_lines import PAGES
from cites.permits.rules.questions.of_specimens import WORKED

DOCUMENT = st.sampled_from(sorted(DOCUMENTS))
SPECIMEN = st.builds(
    SpecimenAsked,
    appendix=st.sampled_from(["", "I", "II", "III"]),
    sources=st.sampled_from("WRXDCAFYOIU").map(lambda code: frozenset({code})),
    living=st.booleans(),
    kingdom=st.sampled_from(["Animalia", "Plantae"]),
    term=st.sampled_from(["LIV", "MEA", *sorted(WORKED)[:2]]),
    from_abroad=st.booleans(),
    origin_unknown=st.booleans(),
    hybrid=st.booleans(),
)
SPECIMENS = st.frozensets(SPECIMEN, max_size=4)
PURPOSE = st.sampled_from(["", *sorted(PURPOSES)])
EVERY = [question for section in (*SECTIONS, *PAGES) for question in section.questions]


def asked(document: str, specimens: frozenset[SpecimenAsked], purpose: str = "") -> list[Question]:
    return [question for section in SECTIONS for question in section.asked(document, specimens, purpose=purpose)]


def asked_of_line(document: str, specimen: SpecimenAsked, purpose: str = "") -> list[Question]:
    return [question for page in PAGES for question in page.asked(document, {specimen}, purpose=purpose)]


@given(DOCUMENT, SPECIMENS, PURPOSE)
def test_no_application_is_asked_the_same_twice(
    document: str, specimens: frozenset[SpecimenAsked], purpose: str
) -> None:
    assert max(Counter(each.name for each in asked(document, specimens, purpose)).values()) == 1


@given(DOCUMENT, SPECIMEN, PURPOSE)
def test_no_line_is_asked_the_same_twice(document: str, specimen: SpecimenAsked, purpose: str) -> None:
    assert set(Counter(each.name for each in asked_of_line(document, specimen, purpose)).values()) <= {1}


@given(DOCUMENT, SPECIMENS, PURPOSE)
def test_a_purpose_only_adds_questions_and_none_of_another_purpose(
    document: str, specimens: frozenset[SpecimenAsked], purpose: str
) -> None:
    without, with_it = asked(document, specimens), asked(document, specimens, purpose)
    assert [each for each in with_it if each in without] == without
    assert all(purpose in each.about.purposes for each in with_it if each not in without)


@given(DOCUMENT, SPECIMENS)
def test_the_purpose_is_asked_before_all_that_depends_on_it(document: str, specimens: frozenset[SpecimenAsked]) -> None:
    assert asked(document, specimens)[0].name == "purpose"


@pytest.mark.parametrize(
    ("purpose", "document", "specimen", "asked_then"),
    [
        ("S", "IMP", {"appendix": "I"}, {"research_institution", "research_aim"}),
        ("S", "IMP", {"appendix": "II"}, set()),
        ("S", "EXP", {"appendix": "I"}, set()),
        ("Z", "IMP", {"appendix": "I"}, {"keeper_kind", "keeper_aim"}),
        ("E", "IFS", {"appendix": "I"}, {"keeper_kind", "keeper_aim"}),
        ("M", "IMP", {"appendix": "I"}, {"medical_use"}),
        ("B", "IMP", {"appendix": "I", "living": True}, {"breeding_facility", "breeding_aim"}),
        ("B", "CAP", {"appendix": "I", "living": True}, set()),
        ("P", "IMP", {"appendix": "I"}, {"private_use", "effects_how"}),
        ("P", "EXP", {"appendix": "II"}, {"effects_how"}),
        ("P", "EXP", {"appendix": "II", "living": True}, set()),
        ("Q", "EXP", {"appendix": "II"}, {"exhibition_name"}),
        ("T", "CAP", {"appendix": "I", "sources": frozenset({"C"})}, {"commerce_why"}),
        ("T", "ART", {"appendix": "I", "sources": frozenset({"A"})}, {"commerce_why"}),
        ("T", "ART", {"appendix": "II", "sources": frozenset({"A"})}, set()),
        ("T", "CAP", {"appendix": "II", "sources": frozenset({"C"})}, set()),
        ("T", "NPD", {"appendix": "I", "sources": frozenset({"C"})}, set()),
    ],
)
def test_what_a_purpose_asks_of_the_whole(
    purpose: str, document: str, specimen: dict[str, Any], asked_then: set[str]
) -> None:
    specimens = frozenset({SpecimenAsked(**specimen)})
    before, then = asked(document, specimens), asked(document, specimens, purpose)
    assert {each.name for each in then} - {each.name for each in before} == asked_then


@pytest.mark.parametrize("purpose", sorted(PURPOSES))
def test_only_a_hunting_trophy_is_asked_for_its_hunt(purpose: str) -> None:
    names = {each.name for each in asked_of_line("EXP", SpecimenAsked(appendix="II"), purpose)}
    assert ({"hunting_place", "hunted_on", "hunting_licence"} <= names) is (purpose == "H")


@pytest.mark.parametrize("question", [each for each in EVERY if each.about.purposes], ids=lambda each: each.name)
def test_what_is_asked_for_some_purposes_says_whose_rule_it_is(question: Question) -> None:
    assert re.match(r"(Articles?|Resolutions?) ", question.basis)


@given(DOCUMENT, SPECIMENS, SPECIMENS)
def test_more_specimens_never_ask_for_less(
    document: str, some: frozenset[SpecimenAsked], more: frozenset[SpecimenAsked]
) -> None:
    assert set(asked(document, some)) <= set(asked(document, some | more))


@given(DOCUMENT, SPECIMENS, st.data())
def test_what_is_answered_is_missing_no_more_and_nothing_else_changes(
    document: str, specimens: frozenset[SpecimenAsked], data: st.DataObject
) -> None:
    questions = asked(document, specimens)
    answers: dict[str, Any] = {}
    missing = unanswered(questions, answers.get)
    while missing:
        answered = data.draw(st.sampled_from(missing))
        answers[answered.name] = "told"
        left = unanswered(questions, answers.get)
        assert set(left) < set(missing)
        missing = left
    assert not unanswered(questions, answers.get)


@given(DOCUMENT, SPECIMEN)
def test_of_an_unknown_origin_why_it_is_not_known_is_asked_and_no_permit_of_that_country(
    document: str, specimen: SpecimenAsked
) -> None:
    questions = asked_of_line(document, replace(specimen, from_abroad=True, origin_unknown=True))
    names = {each.name for each in questions}
    assert "origin_missing" in {each.name for each in unanswered(questions, {}.get)}
    assert not names & {"origin_permit_number", "origin_permit_date", "origin_permit_missing"}
    known = asked_of_line(document, replace(specimen, origin_unknown=False))
    assert "origin_missing" not in {each.name for each in known}


@given(SPECIMEN)
def test_why_the_permit_of_origin_is_not_known_stands_for_its_number_and_date(specimen: SpecimenAsked) -> None:
    questions = asked_of_line("REX", replace(specimen, origin_unknown=False))
    names = {"origin_permit_number", "origin_permit_date"}
    assert names <= {each.name for each in unanswered(questions, {}.get)}
    told = {"origin_permit_missing": "Bought in 1998 without papers"}
    assert not names & {each.name for each in unanswered(questions, told.get)}


@given(DOCUMENT, SPECIMENS, PURPOSE)
def test_a_page_asks_five_things_at_most(document: str, specimens: frozenset[SpecimenAsked], purpose: str) -> None:
    asked_together = [section.asked(document, specimens, purpose=purpose) for section in SECTIONS]
    asked_together += [page.asked(document, {each}, purpose=purpose) for page in PAGES for each in specimens]
    assert max(map(len, asked_together)) <= 5


@pytest.mark.parametrize("section", [*SECTIONS, *PAGES], ids=lambda each: each.key)
def test_what_stands_for_another_answer_or_goes_with_it_is_asked_on_the_same_page(section: Section) -> None:
    here = {each.name for each in section.questions}
    assert {each.instead for each in section.questions if each.instead} <= here
    assert {each.goes_with[0] for each in section.questions if each.goes_with} <= here


@given(st.sampled_from(sorted(code for code, each in DOCUMENTS.items() if not each.for_one_consignee)), SPECIMENS)
def test_what_its_holder_travels_with_has_no_importer(document: str, specimens: frozenset[SpecimenAsked]) -> None:
    assert not {"consignee_name", "consignee_country"} & {each.name for each in asked(document, specimens)}


@pytest.mark.parametrize("document", sorted(DOCUMENTS))
def test_every_document_asks_for_its_purpose_and_where_it_crosses_the_border(document: str) -> None:
    names = {each.name for each in asked(document, frozenset())}
    assert {"purpose", "port_of_exit"} <= names


@pytest.mark.parametrize("question", EVERY, ids=[f"{each.name}-{number}" for number, each in enumerate(EVERY)])
def test_a_question_can_be_answered(question: Question) -> None:
    assert question.label
    assert question.short
    assert bool(question.choices) == (question.kind in (Kind.CHOICE, Kind.CHOICES))
    if question.instead:
        assert question.instead in {each.name for each in EVERY}
    if question.unless:
        name, *choices = question.unless
        assert set(choices) <= {code for each in EVERY if each.name == name for code, _words in each.choices}


FROM_THE_SEA = frozenset({SpecimenAsked(appendix="II", sources=frozenset({"X"}))})
ON_A_TRIP = {
    "vessel_name", "vessel_flag", "vessel_number", "fishing_area", "catch_document", "trip_from", "trip_to",
    "vessel_charter",
}  # fmt: skip


@pytest.mark.parametrize("document", ["IFS", "EXP"])
def test_what_was_taken_in_the_high_seas_is_asked_for_vessel_trip_and_catch_document(document: str) -> None:
    questions = asked(document, FROM_THE_SEA)
    assert {each.name for each in questions} >= ON_A_TRIP
    missing = {each.name for each in unanswered(questions, {}.get)}
    assert missing >= ON_A_TRIP - {"catch_document", "vessel_charter"}


def test_only_an_export_of_them_may_say_why_vessel_and_trip_are_not_known() -> None:
    why = {"vessel_unknown": "Seized in 1998", "trip_unknown": "Seized in 1998"}
    missing = {each.name for each in unanswered(asked("EXP", FROM_THE_SEA), why.get)}
    assert ON_A_TRIP & missing == {"fishing_area"}
    assert not {*why} & {each.name for each in asked("IFS", FROM_THE_SEA)}
    wild = frozenset({SpecimenAsked(appendix="II", sources=frozenset({"W"}))})
    assert not (ON_A_TRIP | {*why}) & {each.name for each in asked("EXP", wild)}
