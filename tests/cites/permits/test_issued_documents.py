"""Every document that a Management Authority issues is issued, printed, and says box by box what it has to say."""

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cites.permits.documents.face import FACES, REPLACEMENT, RETROSPECTIVE, answers_on_face
from cites.permits.documents.publishing import sheet_for
from cites.permits.documents.render import print_sheet
from cites.permits.documents.words import LANGUAGES, words_in
from cites.permits.errors import CannotPrint
from cites.permits.models import NumberCounter, Permit
from cites.permits.rules.batches import MOST_AT_ONCE, FaultyBatch, documents_asked
from cites.permits.rules.document_types import DOCUMENTS, Uses, box_1_of
from cites.permits.services.issuing import issue_permits, refuse_unprintable
from tests.factories.documents import text_in, text_of
from tests.factories.issuable import PARROT, SAMPLES, SHELL, ready_to_issue
from tests.factories.permits import Cast, cast

ISSUED = [code for code, document in DOCUMENTS.items() if document.is_issued]

# By document: what stands in a box, in English.
SAID: dict[str, dict[str, str]] = {
    "EXP": {"5": "Line B: confiscated or seized specimens (source I).", "12": "Barbados (BB)", "3": "Pelagic Trading"},
    "IMP": {
        "5": "Its number: 26FJ000733. Its date: 30 October 2026.", "3a": "Barbados (BB)", "4": "Suva Fiji (FJ)",
        "12": "25FJ000412, 4 November 2025",
    },
    "REX": {"12": "Fiji (FJ) 25FJ000412", "12a": "New Zealand (NZ) 26NZ000081, 17 February 2026", "5": "Line B: the permit"},
    "IFS": {
        "4": "Vessel: Flying Fish II. Flag: Barbados. High seas (HS)", "5": "Registration: IMO 8814275.",
        "12": "High seas (HS)", "3a": "Barbados (BB)",
    },
    "ORG": {"5": "originate in the country that issues", "10": "III W"},
    "PRE": {"12b": "17 March 1984", "10": "II OW", "5": "before the provisions of the Convention applied"},
    "CAP": {
        "9": "live (LIV); sex: female; age: hatched in May 2019; marks of the father: SVG 09 0012; marks of the mother: "
        "SVG 09 0020 Marks: Ring SVG 14 0071",
        "5": "bred in captivity",
    },
    "ART": {"5": "IATA Perishable Cargo Regulations", "9": "In bloom"},
    "TEC": {"5": "Travelling exhibition: Caribbean Birds on Tour.", "5a": "Q"},
    "POC": {"5": "its owner in box 4 accompanies it, and box 3 is left blank"},
    "MIC": {"5": "It may not be sold, nor given to anybody else", "12": "see box 5", "9": "worked on 2 May 1978"},
    "SCC": {"5": "ATA carnet: BB/26/00017. Countries of the journey: United States, France."},
    "SPC": {"5": "only these boxes: 3, 3a, 11, 15.", "11": "at most 40 specimens", "4 signature": "Completed by the holder"},
}  # fmt: skip


@pytest.fixture
def who(bb: Any) -> Cast:
    return cast()


def printed(permit: Permit, language: str = "en") -> Any:
    permit.language = language
    return print_sheet(sheet_for(permit, permit.lines.all()))


def is_continued(code: str) -> bool:
    return DOCUMENTS[code].uses is Uses.MULTIPLE


def test_a_sample_stands_here_for_every_document_that_is_issued() -> None:
    assert set(ISSUED) == set(SAMPLES) == set(SAID)


@pytest.mark.parametrize("code", ISSUED)
def test_a_document_is_issued_and_says_box_by_box_what_it_has_to(who: Cast, code: str) -> None:
    permit = issue_permits(application=ready_to_issue(who, code), signatory=who.signatory)[0]
    made = printed(permit)
    for box, words in SAID[code].items():
        assert words in text_in(made.pdf, box, continued=is_continued(code)), box
    assert permit.number in text_in(made.pdf, "1")
    marked = str(permit.answers.get("stands_for") or code)
    named = words_in("en")["titles"][marked]
    assert (named in text_in(made.pdf, "1 kinds")) == (box_1_of(marked) == "O")
    assert made.pages == (3 if is_continued(code) else 1)


@pytest.mark.parametrize("code", ISSUED)
def test_it_is_printed_in_the_three_languages_with_its_name_and_page_count(who: Cast, code: str) -> None:
    permit = issue_permits(application=ready_to_issue(who, code), signatory=who.signatory)[0]
    for language in LANGUAGES:
        made, words = printed(permit, language), words_in(language)
        said = text_of(made.pdf)
        assert words["titles"][code] in said
        for page in range(1, made.pages + 1):
            assert words["page"].format(page=page, pages=made.pages) in said
        assert not re.search(r"[{}]", said), "nothing is left to be filled in"


@pytest.mark.parametrize("code", [code for code in ISSUED if not DOCUMENTS[code].for_one_consignee])
def test_box_3_stays_blank_where_the_holder_travels_along(who: Cast, code: str) -> None:
    application = ready_to_issue(who, code)
    assert application.consignee_name
    permit = issue_permits(application=application, signatory=who.signatory)[0]
    assert (permit.consignee_name, permit.consignee_address, permit.consignee_country) == ("", "", "")
    assert "Pelagic" not in text_of(printed(permit).pdf)


def test_from_where_specimens_come_is_told_by_the_documents_direction(who: Cast) -> None:
    countries = {
        code: issue_permits(application=ready_to_issue(who, code), signatory=who.signatory)[0].exporter_country
        for code in ("IMP", "IFS", "REX", "TEC")
    }
    assert countries == {"IMP": "FJ", "IFS": "HS", "REX": "BB", "TEC": "BB"}


def test_a_continuation_sheet_has_a_row_for_each_crossing_and_the_number(who: Cast) -> None:
    permit = issue_permits(application=ready_to_issue(who, "TEC"), signatory=who.signatory)[0]
    made = printed(permit)
    assert "Each crossing of a border is endorsed on the continuation sheets, pages 2 to 3." in text_of(made.pdf)
    assert "Continuation sheet, page 3 of 3" in text_of(made.pdf)
    assert text_of(made.pdf).count("Exit") >= 16


@pytest.mark.parametrize(("expected", "sheets"), [("", 2), ("16", 2), ("17", 3), ("160", 20)])
def test_there_are_as_many_continuation_sheets_as_hold_the_crossings_expected(
    who: Cast, expected: str, sheets: int
) -> None:
    answers = {**SAMPLES["TEC"].answers, "crossings": expected}
    permit = issue_permits(application=ready_to_issue(who, "TEC", answers=answers), signatory=who.signatory)[0]
    said = text_of(printed(permit).pdf)
    assert f"on the continuation sheets, pages 2 to {1 + sheets}." in said
    assert f"Continuation sheet, page {1 + sheets} of {1 + sheets}" in said
    assert re.findall(r"^\d+$", said, re.MULTILINE)[-1] == str(8 * sheets)


def test_a_permit_keeps_the_answers_that_it_prints_and_no_others(who: Cast) -> None:
    answers = {**SAMPLES["MIC"].answers, "housing_care": "of another document"}
    permit = issue_permits(application=ready_to_issue(who, "MIC", answers=answers), signatory=who.signatory)[0]
    assert permit.answers == SAMPLES["MIC"].answers


def test_a_batch_has_numbers_and_codes_of_its_own_in_order(who: Cast) -> None:
    application = ready_to_issue(who, "SPC", answers={**SAMPLES["SPC"].answers, "simplified_number": "20"})
    permits = issue_permits(application=application, signatory=who.signatory)
    first = int(permits[0].number[-6:])
    assert [int(each.number[-6:]) for each in permits] == list(range(first, first + 20))
    assert [each.batch_position for each in permits] == list(range(1, 21))
    assert len({each.code for each in permits}) == 20
    assert {line.permit_id for each in permits for line in each.lines.all()} == {each.pk for each in permits}
    assert "Document 20 of 20 issued together." in text_of(printed(permits[-1]).pdf)
    assert application.permits.filter(events__kind="issued").count() == 20


@pytest.mark.parametrize("asked", ["0", "101", "1000", "-1", "two", "1.5", "٣"])
def test_what_is_no_number_of_documents_is_refused_and_takes_no_number(who: Cast, asked: str) -> None:
    application = ready_to_issue(who, "SPC", answers={**SAMPLES["SPC"].answers, "simplified_number": asked})
    with pytest.raises(FaultyBatch):
        issue_permits(application=application, signatory=who.signatory)
    assert not NumberCounter.objects.filter(series="permit").exists()


@given(asked=st.integers(min_value=1, max_value=MOST_AT_ONCE), code=st.sampled_from(ISSUED))
def test_only_the_simplified_procedure_leads_to_several(asked: int, code: str) -> None:
    assert documents_asked(code, {"simplified_number": str(asked)}) == (asked if code == "SPC" else 1)


def test_what_does_not_fit_box_5_goes_on_to_an_annex_and_box_5_says_so(who: Cast) -> None:
    reason = "Bought from a fisherman who had taken them long ago and has died since; nothing was written down. " * 4
    lines = [{**SHELL, "source": "U", "justification": f"{reason}{number}"} for number in range(3)]
    permit = issue_permits(application=ready_to_issue(who, "EXP", lines=lines), signatory=who.signatory)[0]
    made = printed(permit)
    assert made.pages == 2
    assert "Continued on page 2, which is part of this document." in text_in(made.pdf, "5")
    said = " ".join(text_of(made.pdf).split())
    for number, letter in enumerate("ABC"):
        assert f"Line {letter}: source unknown" in said
        assert f"written down. {number}" in said


def test_a_line_that_says_too_much_refuses_to_print_and_says_which(who: Cast) -> None:
    parrot = {**PARROT, "description": "Green and blue, " * 18, "marks": "Ring SVG, " * 25}
    application = ready_to_issue(who, "CAP", lines=[SHELL, parrot])
    with pytest.raises(CannotPrint) as refused:
        issue_permits(application=application, signatory=who.signatory)
    assert refused.value.data["box"] == "9 B"


@pytest.mark.parametrize("code", [code for code, document in DOCUMENTS.items() if not document.is_issued])
def test_a_paper_that_others_wrote_is_never_tried_in_print(who: Cast, code: str) -> None:
    application = ready_to_issue(who, "EXP")
    application.document_type = code
    refuse_unprintable(application=application, official=who.officer)


def test_specimens_acquired_on_a_day_that_is_none_do_not_stop_the_print(who: Cast) -> None:
    guitar = {**SAMPLES["MIC"].lines[0], "answers": {"worked_on": "about 1900"}, "acquired_on": date(1978, 5, 2)}
    permit = issue_permits(application=ready_to_issue(who, "MIC", lines=[guitar]), signatory=who.signatory)[0]
    assert "worked on about 1900" in text_in(printed(permit).pdf, "9", continued=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_the_same_of_each_document(language: str) -> None:
    english, words = words_in("en"), words_in(language)
    for table in ("titles", "face", "known_by", "places"):
        assert set(words[table]) == set(english[table])
    placeholders = {name: sorted(re.findall(r"{\w*}", text)) for name, text in english["face"].items()}
    assert {name: sorted(re.findall(r"{\w*}", text)) for name, text in words["face"].items()} == placeholders
    used = {name for face in FACES.values() for paragraph in face for name in paragraph}
    used |= {*REPLACEMENT, *RETROSPECTIVE}
    assert set(english["face"]) - used == {
        "confiscated",
        "unknown_source",
        "origin_missing",
        "origin_unknown",
        "acquisition_proved",
        "reexport_missing",
    }


def test_the_answers_of_a_face_are_those_named_in_its_words() -> None:
    assert answers_on_face("REX") == frozenset()
    assert answers_on_face("EXP") == answers_on_face("IFS") - {"period_from", "period_until", "crossings"}
    assert {"exhibition_name", "exhibition_registration", "journey_countries", "crossings"} == answers_on_face("TEC")
