"""The columns of the lines of permits as a sheet: one row a line, named as officers name them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cites.casework.queries.register import state_shown
from cites.permits.models import PaperPermitLine, PermitLine, RegisterEntry
from cites.permits.models.codes import document_choices
from cites.permits.rules.quantities import plain
from cites.permits.words import state_words

Cell = str | int | Decimal | date | None
AT_A_TIME: Final = 500
"""Permits of which the lines are read together."""


@dataclass(frozen=True, slots=True)
class Exported:
    """One line with its permit, its entry in the register, and the day on which it is told."""

    entry: RegisterEntry
    line: PermitLine | PaperPermitLine
    day: date
    document: str

    @property
    def permit(self) -> Any:
        return self.line.permit

    def of_service(self, name: str) -> str:
        """What only permits of this service have; nothing of one on paper."""
        return "" if self.entry.paper_id else str(attrgetter(name)(self.permit))


@dataclass(frozen=True, slots=True)
class Column:
    """What stands under a heading; a day and a number as themselves, a code of the Convention as its code."""

    heading: str | Promise
    of: Callable[[Exported], Cell]


COLUMNS: Final = (
    Column(_("Number"), lambda row: row.entry.number),
    Column(_("Document"), lambda row: row.document),
    Column(_("State"), lambda row: str(state_words(state_shown(row.entry, row.day))[0])),
    Column(_("Issued on"), lambda row: row.entry.issued_on),
    Column(_("Valid until"), lambda row: row.entry.valid_until),
    Column(_("Ended on"), lambda row: row.entry.ended_on),
    Column(_("Issued on paper"), lambda row: str(_("yes") if row.entry.paper_id else "")),
    Column(_("Case"), lambda row: row.of_service("application.case.reference")),
    Column(_("Exporter"), lambda row: row.entry.exporter),
    Column(_("Exporter’s address"), lambda row: row.of_service("exporter_address")),
    Column(_("Country of export"), lambda row: row.permit.exporter_country),
    Column(_("Importer"), lambda row: row.entry.importer),
    Column(_("Importer’s address"), lambda row: row.of_service("consignee_address")),
    Column(_("Country of import"), lambda row: row.permit.consignee_country),
    Column(_("Purpose"), lambda row: row.permit.purpose),
    Column(_("Port of exit"), lambda row: row.of_service("port_of_exit")),
    Column(_("Signed off by"), lambda row: row.permit.signatory_name),
    Column(_("Line"), lambda row: row.line.letter),
    Column(_("Scientific name"), lambda row: row.line.scientific_name),
    Column(_("Common name"), lambda row: row.line.common_name),
    Column(_("Appendix"), lambda row: row.line.appendix),
    Column(_("Type of specimen"), lambda row: row.line.term),
    Column(_("Description"), lambda row: row.line.description),
    Column(_("Marks or numbers"), lambda row: row.line.marks),
    Column(_("Quantity"), lambda row: plain(row.line.quantity)),
    Column(_("Unit"), lambda row: row.line.unit),
    Column(_("Quantity that moved"), lambda row: _moved(row.line)),
    Column(_("Source"), lambda row: " ".join(row.line.sources)),
    Column(_("Country of origin"), lambda row: row.line.country_of_origin),
    Column(_("Permit of the country of origin"), lambda row: row.line.origin_permit_number),
    Column(_("Country of last re-export"), lambda row: row.line.reexport_country),
    Column(_("Certificate of last re-export"), lambda row: row.line.reexport_number),
)


def headings() -> list[str]:
    """The headings in the reader's language."""
    return [str(column.heading) for column in COLUMNS]


def rows_of_entries(entries: Sequence[RegisterEntry], day: date) -> Iterator[list[Cell]]:
    """Yield the rows of some permits in their order, each line a row; the lines of all are read at once."""
    by_paper, documents = _lines_on_paper(entries), {code: str(name) for code, name in document_choices()}
    lines = (
        PermitLine.objects.filter(permit__in=[entry.permit_id for entry in entries if entry.permit_id])
        .select_related("permit__application__case", "endorsed")
        .defer("permit__application__words")
        .order_by("permit", "position")
    )
    by_permit = {key: list(some) for key, some in groupby(lines, key=lambda line: line.permit_id)}
    for entry in entries:
        for line in by_permit.get(entry.permit_id or 0, ()) or by_paper.get(entry.paper_id or 0, ()):
            row = Exported(entry, line, day, documents[entry.document_type])
            yield [column.of(row) for column in COLUMNS]


def count_lines(entries: QuerySet[RegisterEntry]) -> int:
    """How many rows the lines of these entries make."""
    here = PermitLine.objects.filter(permit__in=entries.filter(paper=None).values("permit")).count()
    return here + PaperPermitLine.objects.filter(permit__in=entries.filter(permit=None).values("paper")).count()


def _lines_on_paper(entries: Iterable[RegisterEntry]) -> dict[int, list[PaperPermitLine]]:
    keys = [entry.paper_id for entry in entries if entry.paper_id]
    lines = PaperPermitLine.objects.filter(permit__in=keys).select_related("permit").order_by("permit", "position")
    return {key: list(some) for key, some in groupby(lines, key=lambda line: line.permit_id)} if keys else {}


def _moved(line: PermitLine | PaperPermitLine) -> Decimal | None:
    """What box 14 says of the line, once the copy has come back."""
    found = getattr(line, "endorsed", None)
    return plain(found.quantity) if found else None
