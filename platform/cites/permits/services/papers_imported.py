"""Importing a series of permits that were issued on paper: read from a sheet, looked at, and taken over."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from pathlib import PurePath
from typing import Any, Final

from django.db import transaction

from cites.accounts.models import User
from cites.permits.errors import SheetNotReady
from cites.permits.models import PaperPermit, PaperPermitLine, PaperSheet, PaperSheetRow
from cites.permits.queries.papers_imported import PaperRow, faults_of_numbers, read_papers
from cites.permits.rules.facts import DocumentType
from cites.permits.rules.quotas import QUOTA_DOCUMENTS
from cites.permits.services.numbers import hold_numbers
from cites.permits.services.quotas import hold_quotas
from cites.permits.services.register import enter_papers
from cites.permits.services.uploaded_sheets import content_and_kind
from cites.permits.sheets.columns import DAYS
from cites.permits.sheets.faults import Fault
from cites.permits.sheets.reading import read_table
from kernel import clock
from tenants.audit.services import record

AT_A_TIME: Final = 500
KEPT: Final = timedelta(days=14)


@transaction.atomic
def read_paper_sheet(*, file: Any, actor: User, decimal_mark: str = "") -> PaperSheet:
    """Read a sheet and keep its rows to be looked at; of the file, its name and digest are kept.

    Raises FaultySheet for what is no CSV or XLSX of at most 10 MB, or lacks columns.
    """
    content, kind = content_and_kind(file)
    table = read_table(content, kind)
    rows, places = read_papers(table, decimal_mark, actor.language)
    good = sum(row.is_good for row in rows)
    sheet = PaperSheet.objects.create(
        uploaded_by=actor,
        name=_plain_name(file.name or ""),
        sha256=hashlib.sha256(content).hexdigest(),
        headings=table.headings,
        columns={**table.columns, **places},
        good=good,
        bad=len(rows) - good,
    )
    PaperSheetRow.objects.bulk_create((_kept(sheet, row) for row in rows), batch_size=AT_A_TIME)
    record("papers.read", subject=sheet.subject, actor=actor, data={"sha256": sheet.sha256, "rows": len(rows)})
    return sheet


@transaction.atomic
def accept_papers(*, sheet: int, actor: User) -> int:
    """Make permits on paper of the good rows, and return how many; a second time makes none.

    Rows with faults stay to be looked at, and so do those whose number another permit was given meanwhile. Raises
    SheetNotReady where the sheet is gone.
    """
    held = {each.pk: each for each in PaperSheet.objects.select_for_update().order_by("pk")}  # one import at a time
    found = held.get(sheet)
    if found is None:
        raise SheetNotReady
    if found.accepted_at is not None:
        return 0
    papers, lines = _made(found, actor)
    exports = [line for line in lines if line.permit.document_type in QUOTA_DOCUMENTS]
    hold_quotas(DocumentType.EXPORT, exports)  # or an approval at this moment would not see what they take
    hold_numbers()  # after the quotas, as whoever issues does
    taken = faults_of_numbers(paper.number for paper in papers)
    papers = [paper for paper in papers if paper.number not in taken]
    lines = [line for line in lines if line.permit.number not in taken]
    PaperPermit.objects.bulk_create(papers, batch_size=AT_A_TIME)
    PaperPermitLine.objects.bulk_create(lines, batch_size=AT_A_TIME)
    enter_papers(papers, lines)
    _leave_out(found, taken)
    found.rows.filter(is_good=True).delete()
    found.accepted, found.accepted_at = len(papers), clock.now()
    found.save(update_fields=["accepted", "accepted_at", "good", "bad"])
    facts = {"permits": len(papers), "lines": len(lines), "left_out": found.bad, "sha256": found.sha256}
    record("papers.accepted", subject=found.subject, actor=actor, data=facts)
    return len(papers)


@transaction.atomic
def discard_paper_sheet(*, sheet: int, actor: User) -> None:
    """Remove the rows of a sheet, and itself where nothing was taken from it; nothing happens when it is gone."""
    found = PaperSheet.objects.select_for_update().filter(pk=sheet).first()
    if found is not None:
        record("papers.discarded", subject=found.subject, actor=actor)
        _give_up(found)


def remove_old_papers() -> int:
    """Give up the rows of sheets that were read more than two weeks ago, and return of how many sheets."""
    old = PaperSheet.objects.filter(uploaded_at__lt=clock.now() - KEPT, rows__isnull=False).distinct()
    for sheet in list(old):
        with transaction.atomic():
            _give_up(sheet)
    return len(old)


def _give_up(sheet: PaperSheet) -> None:
    sheet.rows.all().delete()
    if sheet.accepted_at is None:
        sheet.delete()


def _made(sheet: PaperSheet, actor: User) -> tuple[list[PaperPermit], list[PaperPermitLine]]:
    """The permits of the good rows and their lines."""
    rows = sorted(sheet.rows.filter(is_good=True), key=lambda row: (row.paper["number"], row.number))
    papers: list[PaperPermit] = []
    lines: list[PaperPermitLine] = []
    for _number, some in groupby(rows, key=lambda row: row.paper["number"]):
        group = list(some)
        paper = _paper(sheet, group[0].paper, actor)
        papers.append(paper)
        lines += _lines(paper, group)
    return papers, lines


def _leave_out(sheet: PaperSheet, taken: Mapping[str, Fault]) -> None:
    rows = list(sheet.rows.filter(is_good=True, paper__number__in=list(taken)))
    for row in rows:
        row.faults, row.is_good = [asdict(taken[row.paper["number"]])], False
    PaperSheetRow.objects.bulk_update(rows, ["faults", "is_good"], batch_size=AT_A_TIME)
    sheet.good -= len(rows)
    sheet.bad += len(rows)


def _paper(sheet: PaperSheet, said: dict[str, str], actor: User) -> PaperPermit:
    days = {name: date.fromisoformat(said[name]) for name in ("issued_on", "valid_until")}
    texts = {name: value for name, value in said.items() if name != "appendix"}
    return PaperPermit(
        **{**texts, **days}, source_name=sheet.name, source_sha256=sheet.sha256, imported_by=actor
    )  # fmt: skip


def _lines(paper: PaperPermit, rows: list[PaperSheetRow]) -> Iterator[PaperPermitLine]:
    for position, row in enumerate(rows, 1):
        days = {name: date.fromisoformat(value) for name, value in row.line.items() if name in DAYS and value}
        measured = {"quantity": Decimal(row.line["quantity"])}
        yield PaperPermitLine(permit=paper, position=position, **{**row.line, **days, **measured})


def _kept(sheet: PaperSheet, row: PaperRow) -> PaperSheetRow:
    return PaperSheetRow(
        sheet=sheet,
        number=row.number,
        cells=row.cells,
        paper=row.paper,
        line=row.line,
        faults=[asdict(fault) for fault in row.faults],
        warnings=[asdict(fault) for fault in row.warnings],
        is_good=row.is_good,
    )


def _plain_name(name: str) -> str:
    last = PurePath(name.replace("\\", "/")).name
    return "".join(sign for sign in last if sign.isprintable())[-150:] or "papers"
