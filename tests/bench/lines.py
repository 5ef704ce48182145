"""How long 5,000 lines take: from the sheet to the preview, added, and on the pages of their application."""

import csv
import io
import itertools
from collections.abc import Callable, Iterator
from typing import Any

from _bare_tables import insertions, read_workbook, write_cells
from _place import milliseconds, product, show

ROWS = 5_000
PAGES = 3


def main() -> None:
    with product(as_owner=False):
        from tenants.context import party_context
        from tenants.models import Party

        party = Party.objects.get(iso2="BB", practice=False)
        with party_context(party):
            draft = _draft()
            for title, measured in _sheets(draft):
                show(title, measured)
            show(f"pages of an application with {ROWS} lines", _pages(party, draft))


def _draft() -> Any:
    from tests.factories.permits import an_application, cast

    return an_application(cast().trader, lines=())


def _rows() -> list[dict[str, Any]]:
    """As varied as a trader's list: every taxon that we know, now and then one misspelled, and other terms."""
    from cites.species.models import Taxon
    from tests.factories.sheets import a_row

    taxa = itertools.cycle([*Taxon.objects.order_by("pk").values_list("scientific_name", flat=True), "Aliger gigass"])
    terms = itertools.cycle(["SHE", "MEA", "LIV", "coquilles", "vivos"])
    return [
        a_row(scientific_name=next(taxa), term=next(terms), quantity=number % 90 + 1, marks=f"T-{number:06}")
        for number in range(ROWS)
    ]


def _sheets(draft: Any) -> Iterator[tuple[str, dict[str, list[float]]]]:
    """Each of the things done with a sheet, beside the bare work that cannot be spared."""
    from tests.factories.sheets import as_cells, as_csv, as_xlsx

    cells = as_cells(_rows())
    table, book = as_csv(cells), as_xlsx(cells)
    yield (
        f"a CSV of {ROWS} rows",
        {
            "bare csv.reader": milliseconds(lambda: list(csv.reader(io.StringIO(table.decode()))), 3),
            "ours: from upload to preview": milliseconds(_reading(draft, table, "csv"), 1),
        },
    )
    yield (
        f"an XLSX of {ROWS} rows",
        {
            "bare openpyxl, values alone": milliseconds(lambda: read_workbook(book), 3),
            "ours: from upload to preview": milliseconds(_reading(draft, book, "xlsx"), 1),
        },
    )
    yield (
        "the sheet given back with what is wrong in it",
        {
            "bare openpyxl, the same cells written": milliseconds(lambda: write_cells(cells), 3),
            "ours: the annotated XLSX": milliseconds(_annotating(draft), 1),
        },
    )
    added = milliseconds(_accepting(draft), 1)
    yield (
        "the good rows made lines",
        {
            "bare INSERT of the same lines": insertions("permits_applicationline", "application_id", draft.pk, 3),
            "ours: the good rows added": added,
        },
    )


def _reading(draft: Any, content: bytes, kind: str) -> Callable[[], None]:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from cites.permits.services.line_sheets import keep_sheet
    from cites.permits.services.reading_sheets import read_sheet

    def read() -> None:
        file = SimpleUploadedFile(f"lines.{kind}", content)
        sheet = keep_sheet(application=draft, file=file, actor=draft.applicant)
        read_sheet(sheet.pk)
        sheet.refresh_from_db()
        assert sheet.done == ROWS, sheet.fault

    return read


def _annotating(draft: Any) -> Callable[[], object]:
    from cites.casework.queries.sheets import annotated_sheet
    from cites.permits.models import LineSheet

    return lambda: annotated_sheet(LineSheet.objects.get(application=draft))


def _accepting(draft: Any) -> Callable[[], object]:
    from cites.permits.models import LineSheet
    from cites.permits.services.line_sheets import accept_rows

    sheet = LineSheet.objects.get(application=draft)
    return lambda: accept_rows(application=draft, sheet=sheet.pk, actor=draft.applicant)


def _pages(party: Any, draft: Any) -> dict[str, list[float]]:
    from cites.accounts.models import Role
    from tests.factories.accounts import person
    from tests.factories.permits import do

    trader, officer = _browser(party, draft.applicant), _browser(party, person(role=Role.MA_OFFICER))
    base, case = f"/applications/{draft.reference}", f"/cases/{draft.reference}"
    # The rows that the rules would keep from being sent are others' business: here it has to be sent.
    measured = {"the list of applications": milliseconds(lambda: _get(trader, "/applications/"), PAGES)}
    for name, path in (("the draft", "/"), ("its lines", "/lines/"), ("its check", "/check/")):
        measured[name] = milliseconds(lambda path=path: _get(trader, base + path), PAGES)  # type: ignore[misc]
    measured["submitting"] = milliseconds(lambda: do(draft, "submit", draft.applicant), 1)
    measured["the application as its applicant reads it"] = milliseconds(lambda: _get(trader, f"{base}/"), PAGES)
    measured["the case as an officer reads it"] = milliseconds(lambda: _get(officer, f"{case}/"), PAGES)
    measured["the worklist"] = milliseconds(lambda: _get(officer, "/cases/"), PAGES)
    measured["copying it"] = milliseconds(lambda: _post(trader, f"{base}/copy/"), 1)
    return measured


def _browser(party: Any, user: Any) -> Any:
    from django.test import Client

    browser = Client(headers={"host": f"{party.slug}.localhost"})
    browser.force_login(user)
    return browser


def _get(browser: Any, path: str) -> None:
    answer = _asked(lambda: browser.get(path))
    assert answer.status_code == 200, (path, answer.status_code)


def _post(browser: Any, path: str) -> None:
    answer = _asked(lambda: browser.post(path, {"key": "bench"}))
    assert answer.status_code == 302, (path, answer.status_code)


def _asked(ask: Callable[[], Any]) -> Any:
    """The answer; afterwards this process is where it was before."""
    from django.db import connection

    before = connection.tenant
    try:
        return ask()
    finally:
        connection.set_tenant(before)


if __name__ == "__main__":
    main()
