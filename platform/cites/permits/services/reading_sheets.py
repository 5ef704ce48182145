"""Reading a sheet in the background: some rows at a time, each kept with what the rules say of it."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import translation

from cites.permits.models import Application, LineSheet, LineSheetRow, SheetState
from cites.permits.queries.alike import FactsOfLines
from cites.permits.queries.facts import trade_facts
from cites.permits.queries.line_names import NameFinder
from cites.permits.queries.line_sheets import as_document, code_lists, fault_of, line_of
from cites.permits.rules.document_types import came_before
from cites.permits.rules.lines import reasons_against_line
from cites.permits.services.line_sheets import remove_sheet
from cites.permits.sheets.columns import COMMON_NAME, TAXON
from cites.permits.sheets.faults import Fault, FaultySheet
from cites.permits.sheets.reading import read_table
from cites.permits.sheets.rows import ReadRow, RowReader, row_reader
from cites.permits.sheets.table import Kind, Table
from kernel import clock
from kernel.reasons import Severity
from tenants.context import current_profile, today

AT_A_TIME: Final = 250
KEPT: Final = timedelta(days=14)
NO_LINE: Final[dict[str, Any]] = {}


def read_sheet(sheet_pk: int) -> None:
    """Read a sheet that waits, or go on where a killed worker has stopped; one that is read is left as it is.

    Nothing happens where it has been removed or replaced, or a scanner has not passed it.
    """
    sheet = LineSheet.objects.select_related("application__case", "uploaded_by").filter(pk=sheet_pk).first()
    if sheet is None or sheet.is_finished or not sheet.is_handed_out:
        return
    try:
        with sheet.file.open("rb") as file:
            table = read_table(file.read(), Kind(sheet.extension))
    except FaultySheet as fault:
        _give_up(sheet, fault)
        return
    with translation.override(sheet.uploaded_by.language):
        _Reading(sheet, table).go_on()


class _Reading:
    """The reading of one table, with all that its rows are compared with."""

    def __init__(self, sheet: LineSheet, table: Table) -> None:
        self.sheet, self.table, self.day = sheet, table, today()
        self.application: Application = sheet.application
        self.trade = trade_facts(self.application, self.day)
        self.reader: RowReader = row_reader(
            table,
            code_lists(self.day),
            today=self.day,
            here=self._origin_where_none_is_named(),
            mark=sheet.decimal_mark,
        )
        self.names = NameFinder(sheet.uploaded_by.language)
        self.facts = FactsOfLines(self.day)

    def _origin_where_none_is_named(self) -> str:
        """This country, but of a re-export, whose specimens came from another one."""
        return "" if came_before(self.application.document_type) else current_profile().iso2

    def go_on(self) -> None:
        """Read what has not been read yet; two workers on one sheet take turns and read no row twice."""
        rows = [self.reader.read(number, cells) for number, cells in self.table.rows]
        self.names.learn(
            text for row in rows for text in (row.answers.get(TAXON), row.answers.get(COMMON_NAME)) if text
        )
        while self._read_some(rows):
            pass

    @transaction.atomic
    def _read_some(self, rows: list[ReadRow]) -> bool:
        """Keep the next rows; False once there are none, or the sheet is gone."""
        sheet = LineSheet.objects.select_for_update().filter(pk=self.sheet.pk).first()
        if sheet is None or sheet.is_finished:
            return False
        kept = [self._kept(sheet, row) for row in rows[sheet.done : sheet.done + AT_A_TIME]]
        LineSheetRow.objects.bulk_create(kept)
        sheet.good += sum(row.is_good for row in kept)
        sheet.bad += sum(not row.is_good for row in kept)
        self._describe(sheet, len(rows))
        sheet.save()
        return not sheet.is_finished

    def _describe(self, sheet: LineSheet, total: int) -> None:
        sheet.headings, sheet.columns = self.table.headings, self.table.columns
        sheet.notes = [asdict(note) for note in self.table.notes]
        sheet.total, sheet.state = total, SheetState.READING
        if sheet.done >= total:
            sheet.state, sheet.read_at = SheetState.READ, clock.now()

    def _kept(self, sheet: LineSheet, row: ReadRow) -> LineSheetRow:
        faults, warnings = list(row.faults), list(row.notes)
        document = self._line(row, faults, warnings)
        return LineSheetRow(
            sheet=sheet,
            number=row.number,
            cells=row.cells,
            line=document,
            faults=[asdict(fault) for fault in faults],
            warnings=[asdict(fault) for fault in warnings],
            is_good=not faults,
        )

    def _line(self, row: ReadRow, faults: list[Fault], warnings: list[Fault]) -> dict[str, Any]:
        """The line that the row would be, of which the rules are asked once its cells are right."""
        answers = {name: value for name, value in row.answers.items() if name not in (TAXON, COMMON_NAME)}
        scientific, common = row.answers.get(TAXON), row.answers.get(COMMON_NAME)
        if scientific is None or not (scientific or common):
            return NO_LINE
        named = self.names.find(scientific, common or "")
        faults += [named.fault] if named.fault else []
        warnings += [named.note] if named.note else []
        if faults or named.taxon is None:
            return NO_LINE
        taxon = {"taxon_code": named.taxon.code, TAXON: str(named.taxon), "kingdom": named.taxon.kingdom}
        document = as_document(answers | taxon | {COMMON_NAME: named.common_name})
        for reason in self._reasons(row.number, document):
            (faults if reason.severity is Severity.HARD else warnings).append(fault_of(reason))
        return document

    def _reasons(self, number: int, document: dict[str, Any]) -> Iterator[Any]:
        line = line_of(self.application, document)
        line.position = number
        yield from reasons_against_line(self.facts.of(line), self.trade)


@transaction.atomic
def _give_up(sheet: LineSheet, fault: FaultySheet) -> None:
    waiting = LineSheet.objects.select_for_update().filter(pk=sheet.pk)
    waiting.update(state=SheetState.FAULTY, fault=asdict(Fault(fault.message, data=fault.data)), read_at=clock.now())


def remove_old_sheets() -> int:
    """Remove the sheets that were sent more than two weeks ago, and return how many."""
    old = LineSheet.objects.filter(uploaded_at__lt=clock.now() - KEPT)
    removed = 0
    for sheet in old:
        with transaction.atomic():
            held = LineSheet.objects.select_for_update(skip_locked=True).filter(pk=sheet.pk).first()
            if held is not None:
                remove_sheet(held)
                removed += 1
    return removed
