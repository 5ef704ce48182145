"""What speaks against an application as a whole."""

from collections.abc import Iterator, Sequence
from typing import Any

from cites.permits.rules.catalogue import reason
from cites.permits.rules.document_fit import reasons_against_purpose
from cites.permits.rules.document_types import DOCUMENTS, Direction
from cites.permits.rules.facts import DocumentType, LineFacts, TradeFacts
from cites.permits.rules.import_permits import needs_import_permit
from cites.permits.rules.lines import reasons_against_line
from cites.permits.rules.periods import reasons_against_period
from cites.permits.rules.refused import reasons_refused_before
from cites.permits.rules.retrospective import reasons_against_retrospective
from kernel.reasons import Reason
from kernel.text import gettext_noop


def reasons_against_application(trade: TradeFacts, lines: Sequence[LineFacts]) -> list[Reason]:
    """Return every reason against an application, its own first, then those of each line in turn."""
    return [
        *_reasons_about_lines(lines),
        *_reasons_about_purpose(trade),
        *_reasons_about_destination(trade),
        *_reasons_about_import_permit(trade, lines),
        *reasons_against_purpose(trade),
        *_reasons_about_transit(trade),
        *reasons_against_period(trade),
        *reasons_against_retrospective(trade, lines),
        *reasons_refused_before(trade, lines),
        *(reason for line in lines for reason in reasons_against_line(line, trade)),
    ]


def _reasons_about_lines(lines: Sequence[LineFacts]) -> Iterator[Reason]:
    if not lines:
        message = gettext_noop("Add at least one species.")
        yield reason("P3", message, field="lines")


def _reasons_about_purpose(trade: TradeFacts) -> Iterator[Reason]:
    if not trade.purpose or (trade.purposes and trade.purpose not in trade.purposes):
        message = gettext_noop("Choose a purpose from the list.")
        yield reason("P12", message, field="purpose")


def _reasons_about_destination(trade: TradeFacts) -> Iterator[Reason]:
    document = DOCUMENTS.get(trade.document_type)
    if not trade.names_consignee:
        return
    if not trade.destination or not trade.destination_known:
        message = gettext_noop("Choose a country of destination from the list.")
        yield reason("P14", message, field="destination")
    elif trade.exporter_known and trade.destination == trade.exporter:
        message = gettext_noop("The country of destination is the country of export.")
        leaves = document is None or document.direction is Direction.OUT
        yield reason("S8", message, field="destination" if leaves else "exporter_country")


def _reasons_about_transit(trade: TradeFacts) -> Iterator[Reason]:
    if trade.document_type == DocumentType.TRANSIT:
        message = gettext_noop(
            "What only passes through under the control of Customs needs no document of this country. "
            "The export document that goes with it has to be valid and to name the destination."
        )
        yield reason("X-TRANSIT", message, field="paper_number")


def _reasons_about_import_permit(trade: TradeFacts, lines: Sequence[LineFacts]) -> Iterator[Reason]:
    concerned = [line.number for line in lines if needs_import_permit(trade, line)]
    if not concerned:
        return
    re_export = trade.document_type == DocumentType.RE_EXPORT
    rule, source = ("R-I-REX", "Article III.4(c)") if re_export else ("R-I-EXP-4", "Article III.2(d)")
    about: dict[str, Any] = {"lines": concerned, "day": trade.day.isoformat(), "source": source}
    if not trade.import_permit_number.strip():
        message = gettext_noop(
            "Appendix I: give the number of the import permit that the country of destination granted."
        )
        yield reason(rule, message, field="import_permit_number", **about)
    if trade.import_permit_date is None:
        message = gettext_noop("Appendix I: give the date of the import permit.")
        yield reason(rule, message, field="import_permit_date", **about)
    elif trade.import_permit_date > trade.day:
        message = gettext_noop("The import permit is dated after today.")
        yield reason(rule, message, field="import_permit_date", **about)
