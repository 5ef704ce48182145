"""An applicant uploads a sheet of lines, waits, looks at what was read, adds the good rows and submits."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from cites.accounts.models import Role
from cites.permits.models import Application, LineSheet, LineSheetRow
from cites.permits.services.reading_sheets import KEPT, remove_old_sheets
from cites.permits.tasks import read_line_sheet, read_the_rest
from kernel import clock
from tenants.audit.models import AuditEntry
from tests.factories.accounts import person
from tests.factories.permits import an_application, cast, do
from tests.factories.sheets import a_row, as_cells, as_csv, as_xlsx
from workflows.models import Case

GOOD = a_row(quantity="3")
BAD = a_row(scientific_name="Aliger gigass", quantity="many")


@pytest.fixture
def trader(bb: Any) -> Any:
    return person(role=Role.TRADER, name="Rosalind Gittens")


@pytest.fixture
def client(bb: Any, trader: Any) -> Any:
    client = bb.client()
    client.force_login(trader)
    return client


@pytest.fixture
def draft(trader: Any) -> Application:
    return an_application(trader)


def page_of(draft: Application, tail: str = "") -> str:
    return f"/applications/{draft.reference}/lines/sheet/{tail}"


def upload(client: Any, draft: Application, content: bytes, name: str = "shells.csv", mark: str = "") -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(page_of(draft), {"file": file, "decimal_mark": mark})


def uploaded(client: Any, draft: Application, *rows: Any, **more: Any) -> LineSheet:
    assert upload(client, draft, as_csv(as_cells(rows)), **more).status_code == 302
    sheet = LineSheet.objects.get(application=draft)
    read_line_sheet(sheet.pk)
    sheet.refresh_from_db()
    return sheet


def accept(client: Any, draft: Application, sheet: LineSheet) -> Any:
    return client.post(page_of(draft, "accept/"), {"sheet": sheet.pk}, follow=True)


def text_of(client: Any, draft: Application, query: str = "") -> str:
    answer = client.get(page_of(draft) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_the_upload_to_the_submitted_application(client: Any, draft: Application, on_commit: Any) -> None:
    before = draft.lines.count()
    assert page_of(draft) in client.get(f"/applications/{draft.reference}/lines/").content.decode()
    assert upload(client, draft, as_csv(as_cells([GOOD, BAD, GOOD]), ";", "cp1252")).status_code == 302
    waiting = text_of(client, draft)
    assert 'http-equiv="refresh"' in waiting
    assert "shells.csv is being read" in waiting
    read_line_sheet(draft.line_sheet.pk)
    preview = text_of(client, draft)
    assert "2 rows can be added" in preview
    assert "1 row has faults and is left out" in preview
    assert "Aliger gigas?" in preview
    assert "Quantity: “many” is not a number in figures" in preview
    added = accept(client, draft, draft.line_sheet).content.decode()
    assert "2 lines were added" in added
    assert [line.position for line in draft.lines.all()] == list(range(1, before + 3))
    version = Case.objects.get(reference=draft.reference).version
    sent = client.post(
        f"/applications/{draft.reference}/do/submit/", {"version": version, "key": "s", "declared": "on"}
    )
    assert sent.status_code == 302
    assert Case.objects.get(reference=draft.reference).stage == "submitted"


def test_the_page_that_waits_is_asked_for_anew_and_told_when_it_is_over(client: Any, draft: Application) -> None:
    upload(client, draft, as_csv(as_cells([GOOD])))
    asked = {"HX-Request": "true"}
    assert "HX-Refresh" not in client.get(page_of(draft), headers=asked)
    read_line_sheet(draft.line_sheet.pk)
    assert client.get(page_of(draft), headers=asked)["HX-Refresh"] == "true"


def test_a_line_of_a_sheet_says_what_one_that_was_typed_says(client: Any, draft: Application) -> None:
    typed = {name: value for name, value in GOOD.items() if name != "scientific_name"}
    added = client.post(f"/applications/{draft.reference}/lines/add/?taxon=ALI-GIG", {**typed, "key": "typed"})
    client.post(added.headers["Location"], typed)
    accept(client, draft, uploaded(client, draft, a_row(scientific_name="Strombus gigas", quantity="3")))
    one, other = (
        {f: v for f, v in vars(line).items() if f not in ("id", "position", "_state")}
        for line in draft.lines.order_by("-position")[:2]
    )
    assert one == other


def test_adding_is_one_entry_in_the_trail_and_happens_once(client: Any, draft: Application) -> None:
    sheet, before = uploaded(client, draft, GOOD, BAD, GOOD), draft.lines.count()
    accept(client, draft, sheet)
    accept(client, draft, sheet)
    assert draft.lines.count() == before + 2
    (entry,) = AuditEntry.objects.filter(verb="application.lines_accepted")
    assert (entry.subject, entry.data["lines"], entry.data["left_out"]) == (draft.subject, 2, 1)
    assert not AuditEntry.objects.filter(verb="application.line_added", data__line__gt=before).exists()


def test_without_faults_nothing_of_the_sheet_stays(client: Any, draft: Application, on_commit: Any) -> None:
    sheet = uploaded(client, draft, GOOD)
    storage, name = sheet.file.storage, sheet.file.name
    assert storage.exists(name)
    with on_commit():
        accept(client, draft, sheet)
    assert not LineSheet.objects.exists()
    assert not storage.exists(name)


def test_what_was_left_out_can_be_put_right_and_uploaded_again(client: Any, draft: Application) -> None:
    sheet, before = uploaded(client, draft, GOOD, BAD), draft.lines.count()
    accept(client, draft, sheet)
    answer = client.get(page_of(draft, "annotated/"))
    assert answer["Content-Disposition"] == 'attachment; filename="shells-checked.csv"'
    mended = answer.content.decode("utf-8-sig").replace("gigass", "gigas").replace("many", "7")
    upload(client, draft, mended.encode())
    read_line_sheet(LineSheet.objects.get().pk)
    accept(client, draft, LineSheet.objects.get())
    assert [str(line.quantity) for line in draft.lines.all()][before:] == ["3.000000", "7.000000"]


def test_an_annotated_workbook_marks_its_cells_and_says_why(client: Any, draft: Application) -> None:
    cells = as_cells([a_row(quantity=2.5), BAD])
    assert upload(client, draft, as_xlsx(cells), "shells.xlsx").status_code == 302
    read_line_sheet(draft.line_sheet.pk)
    sheet: Any = load_workbook(io.BytesIO(client.get(page_of(draft, "annotated/")).content)).active
    assert [cell.value for cell in sheet[1]][-1] == "What is wrong"
    assert sheet["C2"].value == 2.5
    assert [cell.fill.fill_type for cell in sheet[3]][:3] == ["solid", None, "solid"]
    assert "not a number in figures" in sheet[3][-1].value


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_an_annotated_csv_has_the_separator_of_the_file_that_was_sent(
    client: Any, draft: Application, separator: str
) -> None:
    upload(client, draft, as_csv(as_cells([BAD]), separator))
    read_line_sheet(draft.line_sheet.pk)
    heading = client.get(page_of(draft, "annotated/")).content.decode("utf-8-sig").splitlines()[0]
    assert heading.startswith(separator.join(["Scientific name", "Kind of specimen", "Quantity"]))
    assert heading.endswith(f"{separator}What is wrong")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_text_of_a_sheet_comes_back_as_a_formula(client: Any, draft: Application, kind: str) -> None:
    evil = a_row(description="=HYPERLINK(1)", marks="+1", quantity="@x")
    content = (
        as_csv(as_cells([evil])) if kind == "csv" else as_xlsx(as_cells([{**evil, "description": "x", "marks": "'=1"}]))
    )
    upload(client, draft, content, f"evil.{kind}")
    read_line_sheet(draft.line_sheet.pk)
    answer = client.get(page_of(draft, "annotated/")).content
    if kind == "csv":
        assert "'=HYPERLINK(1)" in answer.decode("utf-8-sig")
        return
    sheet: Any = load_workbook(io.BytesIO(answer)).active
    assert {cell.data_type for row in sheet for cell in row} <= {"s", "n"}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_template_of_each_language_is_read_again(
    client: Any, trader: Any, draft: Application, kind: str, language: str
) -> None:
    client.cookies["django_language"] = language
    answer = client.get(f"/applications/{draft.reference}/lines/template.{kind}")
    assert answer.status_code == 200
    upload(client, draft, answer.content, f"empty.{kind}")
    read_line_sheet(draft.line_sheet.pk)
    assert "nothing under the headings" in LineSheet.objects.get().fault["message"]


@pytest.mark.parametrize(("content", "words"), [(b"%PDF-1.7", "neither a CSV nor an XLSX"), (b"", "empty")])
def test_a_bad_upload_loses_nothing(client: Any, draft: Application, content: bytes, words: str) -> None:
    sheet = uploaded(client, draft, GOOD)
    answer = upload(client, draft, content)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "1 row can be added" in text_of(client, draft)
    assert LineSheet.objects.get().pk == sheet.pk


def test_a_sheet_that_cannot_be_read_says_why(client: Any, draft: Application) -> None:
    upload(client, draft, b"one,two\n1,2\n")
    read_line_sheet(draft.line_sheet.pk)
    assert "shells.csv cannot be read. No row names the columns" in text_of(client, draft)


def test_uploading_again_takes_the_place_of_the_one_before(client: Any, draft: Application, on_commit: Any) -> None:
    first = uploaded(client, draft, BAD)
    with on_commit():
        second = uploaded(client, draft, GOOD)
    assert LineSheet.objects.get().pk == second.pk
    assert not first.file.storage.exists(first.file.name)
    assert second.file.storage.exists(second.file.name)
    accept(client, draft, first)
    assert LineSheet.objects.get().pk == second.pk


def test_a_reading_that_was_broken_off_goes_on_where_it_stopped(
    client: Any, draft: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cites.permits.services import reading_sheets

    monkeypatch.setattr(reading_sheets, "AT_A_TIME", 2)
    upload(client, draft, as_csv(as_cells([GOOD] * 5)))
    kept = LineSheetRow.objects.bulk_create
    monkeypatch.setattr(reading_sheets.LineSheetRow.objects, "bulk_create", _breaking_after(kept, 2))
    with pytest.raises(KeyboardInterrupt):
        read_line_sheet(draft.line_sheet.pk)
    assert "4 of 5 rows" in text_of(client, draft)
    monkeypatch.setattr(reading_sheets.LineSheetRow.objects, "bulk_create", kept)
    read_line_sheet(draft.line_sheet.pk)
    assert [row.number for row in LineSheetRow.objects.all()] == [2, 3, 4, 5, 6]


def _breaking_after(do: Any, times: int) -> Any:
    done: list[Any] = []

    def doing(rows: Any) -> Any:
        if len(done) == times:
            raise KeyboardInterrupt
        done.append(rows)
        return do(rows)

    return doing


def test_a_lost_request_is_found_again_and_an_old_sheet_is_removed(
    client: Any, draft: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(read_line_sheet, "delay", asked.append)
    upload(client, draft, as_csv(as_cells([GOOD])))
    assert read_the_rest() == 0  # it may be on its way
    LineSheet.objects.update(uploaded_at=clock.now() - KEPT / 2)
    assert read_the_rest() == 1
    assert asked == [draft.line_sheet.pk]
    LineSheet.objects.update(uploaded_at=clock.now() - KEPT * 1.1)
    assert remove_old_sheets() == 1
    assert not LineSheet.objects.exists()


def test_more_lines_than_a_case_can_have_are_refused_in_words(
    client: Any, draft: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cites.permits.services import line_sheets

    monkeypatch.setattr(line_sheets, "MOST_LINES", draft.lines.count() + 1)
    sheet, before = uploaded(client, draft, GOOD, GOOD), draft.lines.count()
    assert "An application has at most 3 lines" in accept(client, draft, sheet).content.decode()
    assert draft.lines.count() == before


def test_once_it_is_sent_no_sheet_changes_it(client: Any, draft: Application) -> None:
    who = cast()
    sheet, before = uploaded(client, draft, GOOD), draft.lines.count()
    do(draft, "submit", draft.applicant)
    do(draft, "start_examination", who.officer)
    accept(client, draft, sheet)
    assert upload(client, draft, as_csv(as_cells([GOOD]))).status_code == 302
    assert draft.lines.count() == before
    assert "cannot be changed now" in client.get(page_of(draft), follow=True).content.decode()


def test_common_names_and_synonyms_are_understood_and_said(client: Any, draft: Application) -> None:
    sheet = uploaded(
        client,
        draft,
        a_row(scientific_name="Strombus gigas", quantity="3"),
        a_row(scientific_name="Aliger gigas (Linnaeus, 1758)", quantity="3"),
    )
    assert sheet.good == 2
    assert "is a synonym: the permit will say Aliger gigas" in text_of(client, draft)


def test_what_the_rules_forbid_is_a_fault_of_its_row(client: Any, draft: Application) -> None:
    sheet = uploaded(client, draft, a_row(quantity="2.5", unit="NAR"), GOOD)
    faults = [fault["column"] for fault in sheet.rows.get(number=2).faults]
    assert (sheet.good, sheet.bad, faults) == (1, 1, ["quantity"])


def test_the_sheet_can_be_removed(client: Any, draft: Application) -> None:
    uploaded(client, draft, GOOD)
    assert client.post(page_of(draft, "discard/")).status_code == 302
    assert not LineSheet.objects.exists()
    assert AuditEntry.objects.filter(verb="application.sheet_discarded").count() == 1


def test_what_a_line_says_further_has_columns_of_its_own_in_any_language(client: Any, draft: Application) -> None:
    further = {
        "parent_male_marks": "Ring BB 0417, JM/25/0098",
        "parent_female_marks": "Ring BB 0418",
        "hybrid_parents": "Falco cherrug × Falco rusticolus",
        "worked_on": "19th century",
    }
    rows = [a_row(quantity="3", **further), GOOD]
    names = (*GOOD, *further)
    assert upload(client, draft, as_csv(as_cells(rows, names, "fr"), ";")).status_code == 302
    sheet = LineSheet.objects.get(application=draft)
    read_line_sheet(sheet.pk)
    before = set(draft.lines.values_list("pk", flat=True))
    accept(client, draft, sheet)
    first, second = draft.lines.exclude(pk__in=before).order_by("position")
    assert (first.answers, second.answers) == (further, {})
