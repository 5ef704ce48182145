"""What documents ask: never the same twice, never less for more specimens, and nothing that cannot be answered."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cites.permits.rules.document_types import DOCUMENTS
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
    hybrid=st.booleans(),
)
SPECIMENS = st.frozensets(SPECIMEN, max_size=4)
EVERY = [question for section in (*SECTIONS, *PAGES) for question in section.questions]


def asked(document: str, specimens: frozenset[SpecimenAsked]) -> list[Question]:
    return [question for section in SECTIONS for question in section.asked(document, specimens)]


def asked_of_line(document: str, specimen: SpecimenAsked) -> list[Question]:
    return [question for page in PAGES for question in page.asked(document, {specimen})]


@given(DOCUMENT, SPECIMENS)
def test_no_application_is_asked_the_same_twice(document: str, specimens: frozenset[SpecimenAsked]) -> None:
    assert max(Counter(each.name for each in asked(document, specimens)).values()) == 1


@given(DOCUMENT, SPECIMEN)
def test_no_line_is_asked_the_same_twice(document: str, specimen: SpecimenAsked) -> None:
    assert set(Counter(each.name for each in asked_of_line(document, specimen)).values()) <= {1}


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


@given(SPECIMEN)
def test_why_the_permit_of_origin_is_not_known_stands_for_its_number_and_date(specimen: SpecimenAsked) -> None:
    questions = asked_of_line("REX", specimen)
    names = {"origin_permit_number", "origin_permit_date"}
    assert names <= {each.name for each in unanswered(questions, {}.get)}
    told = {"origin_permit_missing": "Bought in 1998 without papers"}
    assert not names & {each.name for each in unanswered(questions, told.get)}


@given(DOCUMENT, SPECIMENS)
def test_a_page_asks_five_things_at_most(document: str, specimens: frozenset[SpecimenAsked]) -> None:
    asked_together = [section.asked(document, specimens) for section in SECTIONS]
    asked_together += [page.asked(document, {specimen}) for page in PAGES for specimen in specimens]
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
        name, choice = question.unless
        assert choice in {code for each in EVERY if each.name == name for code, _words in each.choices}
