"""Lines as CSV and XLSX and documents as ZIP: what is in them, who gets them, and what a killed worker leaves."""

import csv
import io
from datetime import timedelta
from decimal import Decimal
from typing import Any
from unittest.mock import patch
from zipfile import ZipFile

import pytest
from django.core.files.storage import default_storage
from openpyxl import load_workbook

from cites.accounts.models import Role
from cites.casework.errors import NothingToTake, TooManyFiles, TooMuchForOneFile
from cites.casework.models import RegisterFile, RegisterFileKind, RegisterFileState
from cites.casework.queries.register import AskedRegister, asked_again
from cites.casework.register import files, making
from cites.casework.register.columns import COLUMNS, headings
from cites.casework.register.files import ask_for_file, files_of, remove_old_files, unmade_files
from cites.casework.tasks import keep_register_files, make_register_file
from cites.permits.documents.publishing import make_document, publish_permit
from cites.permits.models import DocumentKind, PermitDocument
from cites.permits.queries.register import Sought
from cites.permits.services.permits import cancel_permit
from cites.permits.services.register import enter_the_rest
from kernel import clock
from tenants.audit.models import AuditEntry
from tenants.context import today
from tests.factories.accounts import person
from tests.factories.permits import CONCH, Cast, alike, cast, issued
from tests.factories.register import a_file

ALL = AskedRegister(Sought())
ZIP, XLSX = RegisterFileKind.ZIP, RegisterFileKind.XLSX


@pytest.fixture
def who(bb: Any) -> Cast:
    return cast()


def signed_in(place: Any, user: Any) -> Any:
    client = place.client()
    client.force_login(user)
    return client


def rows_of_csv(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def workbook(made: RegisterFile) -> list[tuple[Any, ...]]:
    with made.file.open("rb") as file:
        book = load_workbook(io.BytesIO(file.read()), read_only=True)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    book.close()
    return rows


def test_each_line_of_each_permit_that_fits_is_a_row_of_the_csv(bb: Any, who: Cast) -> None:
    permit = issued(who)
    alike(permit)
    enter_the_rest()
    answer = signed_in(bb, who.officer).get("/register/lines.csv", {"text": permit.number.lower()})
    rows = rows_of_csv(answer)
    own = [row for row in rows if row["Number"] == permit.number]
    assert [row["Line"] for row in own] == ["A", "B"]
    assert own[0] | {
        "Document": "Export permit", "State": "Valid", "Exporter": "Sargasso Seafood Ltd", "Quantity": "1250",
        "Scientific name": "Aliger gigas", "Type of specimen": "MEA", "Unit": "KGM", "Case": permit.application.reference,
        "Issued on": permit.issued_on.isoformat(), "Appendix": "II", "Source": "W",
    } == own[0]  # fmt: skip


def test_no_cell_of_a_sheet_is_a_formula(bb: Any, who: Cast) -> None:
    permit = issued(who, [CONCH | {"marks": "=1+1"}], exporter_name="@SUM(A1)")
    (row,) = rows_of_csv(signed_in(bb, who.officer).get("/register/lines.csv"))
    assert (row["Marks or numbers"], row["Exporter"]) == ("'=1+1", "'@SUM(A1)")
    made = a_file(who.officer, XLSX)
    values = dict(zip(headings(), workbook(made)[1], strict=False))
    assert (values["Marks or numbers"], values["Exporter"]) == ("=1+1", "@SUM(A1)")
    with made.file.open("rb") as file:
        sheet = ZipFile(io.BytesIO(file.read())).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert values["Number"] == permit.number


def test_the_workbook_has_numbers_and_days_as_such(who: Cast) -> None:
    permit = issued(who)
    made = a_file(who.officer, XLSX)
    first, *rows = workbook(made)
    assert list(first) == headings()
    assert len(rows) == made.total == made.done == 2
    values = dict(zip(headings(), rows[0], strict=False))
    assert values["Quantity"] == Decimal(1250)
    assert values["Issued on"].date() == permit.issued_on


def test_headings_are_in_the_readers_language(bb: Any, who: Cast) -> None:
    issued(who)
    client = signed_in(bb, who.officer)
    answer = client.get("/register/lines.csv", headers={"accept-language": "en"})
    assert len(rows_of_csv(answer)[0]) == len(COLUMNS)


def test_it_is_entered_in_the_trail_who_took_what_and_no_name_that_was_typed(bb: Any, who: Cast) -> None:
    issued(who)
    signed_in(bb, who.officer).get("/register/lines.csv", {"trader": "sargasso", "appendix": "II"}).getvalue()
    entry = AuditEntry.objects.filter(verb="register.taken").get()
    assert entry.actor == who.officer
    assert {key: entry.data[key] for key in ("kind", "count", "appendix")} == {
        "kind": "csv",
        "count": 2,
        "appendix": "II",
    }
    assert "sargasso" not in str(entry.data)


def test_the_zip_holds_each_original_as_it_was_published(who: Cast) -> None:
    permit = issued(who)
    publish_permit(permit_id=permit.pk)
    waiting = issued(cast())
    made = a_file(who.officer)
    with made.file.open("rb") as file:
        bundle = ZipFile(io.BytesIO(file.read()))
    document = PermitDocument.objects.get(permit=permit)
    with document.file.open("rb") as original:
        assert bundle.read(f"{permit.number}.pdf") == original.read()
    assert bundle.namelist() == [f"{permit.number}.pdf"]
    assert (made.left_out, made.total, made.done) == (1, 2, 2)
    assert waiting.number not in str(bundle.namelist())


def test_what_was_cancelled_while_it_was_printed_is_in_no_zip_either(who: Cast) -> None:
    permit = issued(who)
    make_document(permit, DocumentKind.ORIGINAL)
    cancel_permit(permit=permit, reason="A mistake.", official=who.signatory)
    with pytest.raises(NothingToTake):
        a_file(who.officer)
    other = issued(who)
    publish_permit(permit_id=other.pk)
    made = a_file(who.officer)
    with made.file.open("rb") as file:
        assert ZipFile(io.BytesIO(file.read())).namelist() == [f"{other.number}.pdf"]
    assert (made.left_out, made.total) == (1, 2)


def test_where_there_is_nothing_to_take_no_file_is_made_and_it_says_so(bb: Any, who: Cast) -> None:
    client = signed_in(bb, who.officer)
    for kind, said in (("zip", "has a document here"), ("xlsx", "no lines to take")):
        told = client.post("/register/files/", {"kind": kind, "query": ""}, follow=True)
        assert said in told.content.decode()
    assert not RegisterFile.objects.exists()


def test_the_page_waits_and_then_offers_the_file_to_whoever_asked_alone(bb: Any, who: Cast) -> None:
    issued(who)
    client, other = signed_in(bb, who.officer), signed_in(bb, who.signatory)
    address = client.post("/register/files/", {"kind": "xlsx", "query": "appendix=II"})["Location"]
    waiting = client.get(address)
    assert waiting["Refresh"] == "3"
    assert "0 of 2 are done" in waiting.content.decode()
    assert client.get(f"{address}download/").status_code == 404
    make_register_file(RegisterFile.objects.get().pk)
    ready = client.get(address)
    assert "Refresh" not in ready
    answer = client.get(f"{address}download/")
    assert answer.getvalue()[:2] == b"PK"
    assert "attachment" in answer["Content-Disposition"]
    for path in (address, f"{address}download/"):
        assert other.get(path).status_code == 404
    assert other.post(f"{address}remove/").status_code == 404
    assert client.post(f"{address}remove/").status_code == 302
    assert not RegisterFile.objects.exists()


def test_who_asks_twice_gets_the_file_that_is_being_made(who: Cast) -> None:
    issued(who)
    narrower = AskedRegister(Sought(appendix="II"))
    first, second = (ask_for_file(person=who.officer, kind=XLSX, asked=ALL) for _ in range(2))
    assert first == second
    assert ask_for_file(person=who.officer, kind=XLSX, asked=narrower) != first
    assert ask_for_file(person=who.signatory, kind=XLSX, asked=ALL) != first


def test_a_file_that_is_made_is_not_made_again(who: Cast) -> None:
    issued(who)
    made = a_file(who.officer, XLSX)
    make_register_file(made.pk)
    assert RegisterFile.objects.get().made_at == made.made_at


def test_what_a_killed_worker_leaves_is_begun_anew_by_another_one(who: Cast) -> None:
    issued(who)
    asked = ask_for_file(person=who.officer, kind=XLSX, asked=ALL)
    with patch.object(making, "_keep", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        making.make_register_file(asked.pk)
    assert RegisterFile.objects.get().state == RegisterFileState.MAKING
    making.make_register_file(asked.pk)  # the first one may be at it still
    assert RegisterFile.objects.get().state == RegisterFileState.MAKING
    with clock.frozen(clock.now() + files.PATIENCE + timedelta(seconds=1)):
        assert [each.pk for each in unmade_files()] == [asked.pk]
        keep_register_files()
        made_anew = RegisterFile.objects.get()
        if made_anew.state != RegisterFileState.READY:
            making.make_register_file(asked.pk)
    made = RegisterFile.objects.get()
    assert (made.state, made.done, made.total) == (RegisterFileState.READY, 2, 2)


def test_a_worker_whose_file_is_gone_keeps_nothing(who: Cast) -> None:
    issued(who)
    asked = ask_for_file(person=who.officer, kind=XLSX, asked=ALL)
    with patch.object(making, "write_workbook", side_effect=lambda *_a, **_k: RegisterFile.objects.all().delete()):
        making.make_register_file(asked.pk)
    assert not RegisterFile.objects.exists()


def test_a_file_is_gone_after_a_day(who: Cast, django_capture_on_commit_callbacks: Any) -> None:
    issued(who)
    made = a_file(who.officer, XLSX)
    assert default_storage.exists(made.file.name)
    assert remove_old_files() == 0
    with clock.frozen(clock.now() + files.KEPT + timedelta(minutes=1)):
        assert list(files_of(who.officer)) == []
        with django_capture_on_commit_callbacks(execute=True):
            assert remove_old_files() == 1
    assert not default_storage.exists(made.file.name)


def test_too_many_documents_lines_and_files_are_refused_with_what_to_do(bb: Any, who: Cast) -> None:
    publish_permit(permit_id=issued(who).pk)
    with patch.object(files, "MOST_PERMITS", 0), pytest.raises(TooMuchForOneFile):
        ask_for_file(person=who.officer, kind=ZIP, asked=ALL)
    with patch.object(files, "MOST_BYTES", 10), pytest.raises(TooMuchForOneFile):
        ask_for_file(person=who.officer, kind=ZIP, asked=ALL)
    with patch.object(files, "MOST_LINES", 1):
        answer = signed_in(bb, who.officer).post("/register/files/", {"kind": "xlsx", "query": ""}, follow=True)
        assert "at most 1 lines" in answer.content.decode()
    with patch.object(files, "MOST_FILES", 0), pytest.raises(TooManyFiles):
        ask_for_file(person=who.officer, kind=ZIP, asked=ALL)
    assert not RegisterFile.objects.exists()


def test_what_was_asked_is_read_again_as_it_was(bb: Any) -> None:
    asked = AskedRegister(Sought(text="conch", state="valid", issued_from=today(), valid_on=today()), "oldest")
    assert asked_again(asked.document) == asked


def test_an_auditor_takes_lines_and_customs_does_not(bb: Any, who: Cast) -> None:
    issued(who)
    assert signed_in(bb, person(Role.AUDITOR)).get("/register/lines.csv").status_code == 200
    assert signed_in(bb, who.customs).get("/register/lines.csv").status_code == 403
    assert "Take these permits away" not in signed_in(bb, who.customs).get("/permits/").content.decode()
