"""Permits that were issued on paper: read from a sheet, compared, taken over whole, and found beside all others."""

import csv
import io
from datetime import date
from typing import Any
from unittest.mock import patch

import pytest

from cites.casework.errors import NothingToTake
from cites.casework.models import RegisterFileKind
from cites.casework.queries.register import AskedRegister
from cites.permits.errors import SheetNotReady
from cites.permits.models import PaperPermit, PaperPermitLine, PaperSheet, PaperSheetRow, Permit, RegisterEntry
from cites.permits.queries.register import Sought, entries_sought
from cites.permits.services import numbers
from cites.permits.services.papers_imported import (
    KEPT,
    accept_papers,
    discard_paper_sheet,
    read_paper_sheet,
    remove_old_papers,
)
from cites.permits.sheets.faults import FaultySheet
from kernel import clock
from tenants.audit.models import AuditEntry
from tests.factories.papers import CONCH_ROW, HEADINGS, MEAT_ROW, OTHER_ROW, a_sheet
from tests.factories.permits import Cast, cast, issued
from tests.factories.register import a_file


@pytest.fixture
def who(bb: Any) -> Cast:
    return cast()


def signed_in(place: Any, user: Any) -> Any:
    client = place.client()
    client.force_login(user)
    return client


def read(who: Cast, *rows: str, headings: str = HEADINGS) -> PaperSheet:
    return read_paper_sheet(file=a_sheet(rows or (CONCH_ROW, MEAT_ROW, OTHER_ROW), headings), actor=who.officer)


def imported(who: Cast, *rows: str) -> int:
    return accept_papers(sheet=read(who, *rows).pk, actor=who.officer)


def said_of(sheet: PaperSheet) -> list[list[str]]:
    return [[fault["message"] for fault in row.faults] for row in PaperSheetRow.objects.filter(sheet=sheet)]


def found(**asked: Any) -> set[str]:
    return {entry.number for entry in entries_sought(Sought(**asked))}


def test_rows_of_one_number_are_the_lines_of_one_permit(who: Cast) -> None:
    assert imported(who) == 2
    paper = PaperPermit.objects.get(number="BB/98/0041")
    assert [(line.letter, line.term, str(line.quantity.normalize())) for line in paper.lines.all()] == [
        ("A", "SHE", "1.2E+2"),
        ("B", "MEA", "4E+1"),
    ]
    assert (paper.document_type, paper.issued_on, paper.ended) == ("EXP", date(1998, 3, 2), "used")
    assert (paper.exporter_name, paper.exporter_country, paper.consignee_country) == ("Carlisle Bay Shells", "BB", "US")
    line = paper.lines.all()[0]
    assert (line.scientific_name, line.taxon_code, line.source) == ("Aliger gigas", "ALI-GIG", "W")
    assert (paper.source_name, len(paper.source_sha256), paper.imported_by) == ("register-1998.csv", 64, who.officer)


def test_they_are_found_beside_others_and_marked_as_paper(bb: Any, who: Cast) -> None:
    permit = issued(who)
    imported(who)
    assert found(text="carlisle") == found(text="98 41") == {"BB/98/0041"}
    assert found(species="queen conch") == {permit.number, "BB/98/0041", "BB/98/0042"}
    assert found(issued="paper") == {"BB/98/0041", "BB/98/0042"}
    assert found(issued="here") == {permit.number}
    assert (found(state="used"), found(state="expired")) == ({"BB/98/0041"}, {"BB/98/0042"})
    client = signed_in(bb, who.customs)
    text = client.get("/permits/", {"text": "carlisle"}).content.decode()
    paper = PaperPermit.objects.get(number="BB/98/0041")
    assert f'href="/register/paper/{paper.pk}/"' in text
    assert "On paper" in text
    page = client.get(f"/register/paper/{paper.pk}/").content.decode()
    assert "O. Alleyne" in page
    assert "no signature and no code" in page


def test_the_public_learns_nothing_of_them(bb: Any, who: Cast) -> None:
    imported(who)
    paper = PaperPermit.objects.get(number="BB/98/0041")
    client = bb.client()
    for address in ("/verify/BB/98/0041", "/verify/?number=BB/98/0041", f"/register/paper/{paper.pk}/"):
        assert "Carlisle" not in client.get(address, follow=True).content.decode()


def test_the_same_file_again_adds_nothing(who: Cast) -> None:
    assert imported(who) == 2
    again = read(who)
    assert (again.good, again.bad) == (0, 3)
    assert {message for row in said_of(again) for message in row} == {"Permit %(number)s was imported before"}
    assert accept_papers(sheet=again.pk, actor=who.officer) == 0
    assert PaperPermitLine.objects.count() == 3


def test_each_row_is_told_what_the_checks_of_annual_reports_say_and_is_taken_over_all_the_same(
    bb: Any, who: Cast
) -> None:
    without_importer = OTHER_ROW.replace(",US,T,", ",,T,")
    too_early = MEAT_ROW.replace("BB/98/0041", "BB/98/0043").replace(",W,BB", ",Y,BB")
    sheet = read(who, CONCH_ROW, without_importer, too_early)
    assert (sheet.good, sheet.bad) == (3, 0)
    rows = PaperSheetRow.objects.filter(sheet=sheet)
    assert [[(each["column"], each["data"]["text"]) for each in row.warnings] for row in rows] == [
        [], [("consignee_country", "")], [("source", "Y")],
    ]  # fmt: skip
    text = signed_in(bb, who.officer).get(f"/register/paper/sheets/{sheet.pk}/").content.decode()
    assert "Country of import: The trading partner is missing." in text
    assert "Source: “Y” is in no list of codes of that year." in text
    assert accept_papers(sheet=sheet.pk, actor=who.officer) == 3


def test_a_second_click_and_a_second_sheet_add_nothing(who: Cast) -> None:
    first, second = read(who), read(who)
    assert accept_papers(sheet=first.pk, actor=who.officer) == 2
    assert accept_papers(sheet=first.pk, actor=who.officer) == 0
    assert accept_papers(sheet=second.pk, actor=who.officer) == 0
    assert RegisterEntry.objects.count() == 2
    with pytest.raises(SheetNotReady):
        accept_papers(sheet=first.pk + second.pk, actor=who.officer)


@pytest.mark.parametrize(
    ("wrong", "right", "message"),
    [
        ("1998-03-02", "02/03/1998", "“%(text)s” may be two days: write the year first, such as 2026-11-28"),
        ("1998-03-02", "spring", "“%(text)s” is not a day: write it as 2026-11-28"),
        ("1998-03-02", "2098-03-02", "The date must not be in the future"),
        ("1998-03-02", "1950-03-02", "No permit was issued before 1 July 1975, when the Convention began"),
        ("1998-09-01", "1998-01-01", "The last day must not be before the first"),
        ("Export permit", "Letter", "“%(text)s” is not in the list of codes"),
        ("Carlisle Bay Shells", "", "Fill in this cell"),
        ("BB/98/0041", "B" * 40, "This text has %(length)s letters: shorten it to %(most)s"),
        ("Strombus gigas", "Strombus nonsense", "“%(text)s” is not in our list of species"),
        ("SHE", "", "Choose the kind of specimen"),
    ],
)
def test_each_faulty_cell_says_what_is_wrong(who: Cast, wrong: str, right: str, message: str) -> None:
    sheet = read(who, CONCH_ROW.replace(wrong, right), OTHER_ROW)
    first, other = said_of(sheet)
    assert any(each.startswith(message) for each in first), first
    assert other == []
    assert accept_papers(sheet=sheet.pk, actor=who.officer) == 1
    assert [row.number for row in PaperSheetRow.objects.filter(sheet=sheet)] == [2]


def test_what_old_papers_do_not_say_is_no_fault(who: Cast) -> None:
    assert imported(who, CONCH_ROW.replace(",W,BB", ",,").replace(",T,O. Alleyne", ",,")) == 1
    line = PaperPermitLine.objects.get()
    assert (line.source, line.country_of_origin, line.permit.purpose, line.permit.signatory_name) == ("", "BB", "", "")


def test_the_appendix_is_that_of_the_day_of_issue_unless_the_sheet_says_it(who: Cast) -> None:
    imported(who, CONCH_ROW, CONCH_ROW.replace("98/0041", "85/0001").replace("1998-", "1985-"))
    assert PaperPermitLine.objects.get(permit__number="BB/98/0041").appendix == "II"
    assert PaperPermitLine.objects.get(permit__number="BB/85/0001").appendix == ""
    sheet = read(who, f"{OTHER_ROW},I", headings=f"{HEADINGS},Appendix")
    accept_papers(sheet=sheet.pk, actor=who.officer)
    assert PaperPermitLine.objects.get(permit__number="BB/98/0042").appendix == "I"


def test_a_permit_is_taken_over_whole_or_not_at_all(who: Cast) -> None:
    sheet = read(who, CONCH_ROW, MEAT_ROW.replace("40", "many"), OTHER_ROW)
    assert (sheet.good, sheet.bad) == (1, 2)
    assert said_of(sheet)[0] == ["Row %(row)s of the same permit has a fault: a permit is imported whole"]


def test_rows_that_say_different_things_of_one_permit_are_faulty(who: Cast) -> None:
    sheet = read(who, CONCH_ROW, MEAT_ROW.replace("Carlisle Bay Shells", "Somebody else"))
    assert said_of(sheet)[1] == ["Row %(row)s says something else of the same permit"]
    assert sheet.good == 0


def test_a_number_of_the_service_is_refused_and_the_service_takes_none_of_theirs(who: Cast) -> None:
    permit = issued(who)
    sheet = read(who, CONCH_ROW.replace("BB/98/0041", permit.number))
    assert said_of(sheet) == [["Permit %(number)s was issued by this service"]]
    coming = numbers.longest_number(document_type="EXP")
    following = f"{permit.number[:-1]}{int(permit.number[-1]) + 1}"
    assert imported(who, CONCH_ROW.replace("BB/98/0041", following)) == 1
    assert issued(cast()).number not in (permit.number, following, coming)
    assert Permit.objects.count() == 2


def test_a_number_that_was_given_out_after_the_sheet_was_read_is_left_out_with_its_reason(bb: Any, who: Cast) -> None:
    first = issued(who).number
    coming = f"{first[:-1]}{int(first[-1]) + 1}"
    sheet = read(who, CONCH_ROW.replace("BB/98/0041", coming), MEAT_ROW.replace("BB/98/0041", coming), OTHER_ROW)
    assert (sheet.good, sheet.bad) == (3, 0)
    assert issued(cast()).number == coming
    page = signed_in(bb, who.officer).post(f"/register/paper/sheets/{sheet.pk}/accept/", follow=True).content.decode()
    assert "1 permit is in the register now" in page
    assert "2 rows have faults and are left out" in page
    assert f"Permit {coming} was issued by this service" in page
    assert RegisterEntry.objects.filter(number=coming).count() == 1


@pytest.mark.parametrize("missing", ["Permit number", "Date of issue", "Exporter"])
def test_a_sheet_without_a_column_says_which(who: Cast, missing: str) -> None:
    with pytest.raises(FaultySheet) as refused:
        read(who, CONCH_ROW, headings=HEADINGS.replace(missing, "Remarks of the clerk"))
    assert refused.value.message.startswith("These columns are missing")


def test_what_is_given_up_or_left_is_gone_and_what_was_taken_stays(who: Cast) -> None:
    given_up, left, taken = read(who), read(who), read(who, CONCH_ROW, OTHER_ROW.replace("1998-03-02", "x"))
    accept_papers(sheet=taken.pk, actor=who.officer)
    discard_paper_sheet(sheet=given_up.pk, actor=who.officer)
    assert remove_old_papers() == 0
    with clock.frozen(clock.now() + KEPT * 2):
        assert remove_old_papers() == 2
    assert list(PaperSheet.objects.all()) == [taken]
    assert not PaperSheetRow.objects.exists()
    assert not PaperSheet.objects.filter(pk=left.pk).exists()
    assert PaperPermit.objects.count() == 1


def test_their_lines_are_taken_away_with_the_others_and_no_document(bb: Any, who: Cast) -> None:
    issued(who)
    imported(who)
    answer = signed_in(bb, who.officer).get("/register/lines.csv", {"sort": "number"})
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert [row["Number"] for row in rows][-3:] == ["BB/98/0041", "BB/98/0041", "BB/98/0042"]
    assert [row["Issued on paper"] for row in rows] == ["", "", "yes", "yes", "yes"]
    assert a_file(who.officer, RegisterFileKind.XLSX).total == 5
    with pytest.raises(NothingToTake):
        a_file(who.officer, RegisterFileKind.ZIP, AskedRegister(Sought(issued="paper")))


def test_an_officer_goes_from_the_file_to_the_register(bb: Any, who: Cast) -> None:
    client = signed_in(bb, who.officer)
    address = client.post("/register/paper/", {"file": a_sheet([CONCH_ROW, MEAT_ROW.replace("40", "many"), OTHER_ROW])})
    page = client.get(address["Location"]).content.decode()
    assert "1 row can be taken over" in page
    assert "Quantity: “many” is not a number in figures" in page
    assert "BB/98/0042" in client.get(f"{address['Location']}?show=good").content.decode()
    done = client.post(f"{address['Location']}accept/", follow=True).content.decode()
    assert "1 permit is in the register now." in done
    assert AuditEntry.objects.get(verb="papers.accepted").data["permits"] == 1
    assert client.post(f"{address['Location']}discard/").status_code == 302
    assert "1 permit taken over" in client.get("/register/paper/").content.decode()


def test_what_is_no_sheet_is_refused_beside_the_field(bb: Any, who: Cast) -> None:
    client = signed_in(bb, who.officer)
    sheet = a_sheet()
    sheet.name = "x.csv"
    with patch("cites.permits.services.uploaded_sheets.LARGEST", 10):
        assert client.post("/register/paper/", {"file": sheet}).status_code == 422
    assert client.post("/register/paper/", {}).status_code == 422
    assert not PaperSheet.objects.exists()
