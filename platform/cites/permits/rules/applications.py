"""What speaks against an application as a whole."""

from collections.abc import Iterator, Sequence

from cites.permits.rules.facts import DocumentType, LineFacts, TradeFacts
from cites.permits.rules.lines import reasons_against_line
from kernel.reasons import Reason
from kernel.text import gettext_noop

# Sources whose Appendix I specimens travel without an import permit: VII.4, VII.5 and VII.2.
WITHOUT_IMPORT_PERMIT = frozenset({"D", "C", "A", "O"})


def reasons_against_application(trade: TradeFacts, lines: Sequence[LineFacts]) -> list[Reason]:
    """Return every reason against an application, its own first, then those of each line in turn."""
    return [
        *_reasons_about_lines(lines),
        *_reasons_about_purpose(trade),
        *_reasons_about_destination(trade),
        *_reasons_about_import_permit(trade, lines),
        *(reason for line in lines for reason in reasons_against_line(line, trade)),
    ]


def needs_import_permit(trade: TradeFacts, line: LineFacts) -> bool:
    """Say whether an import permit must have been granted first (Articles III.2(d) and III.4(c))."""
    if line.appendix != "I" or line.source in WITHOUT_IMPORT_PERMIT:
        return False
    exported = trade.document_type == DocumentType.EXPORT
    return exported or (trade.document_type == DocumentType.RE_EXPORT and line.living)


def _reasons_about_lines(lines: Sequence[LineFacts]) -> Iterator[Reason]:
    if not lines:
        message = gettext_noop("Add at least one species.")
        yield Reason("P3", message, data={"field": "lines"}, source="Resolution Conf. 12.3, Annex 1")


def _reasons_about_purpose(trade: TradeFacts) -> Iterator[Reason]:
    if not trade.purpose or (trade.purposes and trade.purpose not in trade.purposes):
        message = gettext_noop("Choose a purpose from the list.")
        yield Reason("P12", message, data={"field": "purpose"}, source="Resolution Conf. 12.3, purpose codes")


def _reasons_about_destination(trade: TradeFacts) -> Iterator[Reason]:
    about = {"field": "destination"}
    if not trade.destination or not trade.destination_known:
        message = gettext_noop("Choose a country of destination from the list.")
        yield Reason("P14", message, data=about, source="Resolution Conf. 12.3, Annex 1")
    elif trade.destination == trade.exporter and trade.document_type in _LEAVING:
        message = gettext_noop("The country of destination is the country of export.")
        yield Reason("S8", message, data=about, source="Article I(c)")


def _reasons_about_import_permit(trade: TradeFacts, lines: Sequence[LineFacts]) -> Iterator[Reason]:
    concerned = [line.number for line in lines if needs_import_permit(trade, line)]
    if not concerned:
        return
    source, article = "Article III.2(d)", "R-I-EXP-4"
    if trade.document_type == DocumentType.RE_EXPORT:
        source, article = "Article III.4(c)", "R-I-REX"
    about = {"lines": concerned, "day": trade.day.isoformat()}
    if not trade.import_permit_number.strip():
        message = gettext_noop(
            "Appendix I: give the number of the import permit that the country of destination granted."
        )
        yield Reason(article, message, data={**about, "field": "import_permit_number"}, source=source)
    if trade.import_permit_date is None:
        message = gettext_noop("Appendix I: give the date of the import permit.")
        yield Reason(article, message, data={**about, "field": "import_permit_date"}, source=source)
    elif trade.import_permit_date > trade.day:
        message = gettext_noop("The import permit is dated after today.")
        yield Reason(article, message, data={**about, "field": "import_permit_date"}, source=source)


_LEAVING = frozenset({DocumentType.EXPORT, DocumentType.RE_EXPORT, DocumentType.ORIGIN})
