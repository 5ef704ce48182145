"""When an import permit comes first, and whether it is one for these specimens (Articles III.2(d) and III.4(c))."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from cites.permits.rules.catalogue import reason
from cites.permits.rules.document_fit import is_re_export
from cites.permits.rules.facts import DocumentType, LineFacts, TradeFacts
from cites.permits.rules.protections import is_outside
from cites.permits.rules.validity import last_day_of_validity
from kernel.reasons import Reason, Severity
from kernel.text import gettext_noop

WITHOUT_IMPORT_PERMIT: Final = frozenset({"D", "C", "A", "O"})
"""Sources whose Appendix I specimens travel without an import permit: VII.4, VII.5 and VII.2."""

NUMBER, DAY, LAST_DAY, IMPORTER = (
    "import_permit_number", "import_permit_date", "import_permit_until", "import_permit_importer",
)  # fmt: skip
QUANTITY: Final = "import_permit_quantity"
"""The answers about an import permit: those of the application, and the one of each of its lines."""
_NUMBER: Final = gettext_noop(
    "Appendix I: give the number of the import permit that the country of destination granted."
)
_COMPARABLE_NUMBER: Final = gettext_noop(
    "Appendix I: the country of destination counts as no Party. Give the number of its import permit, or of the "
    "comparable documents that its authorities wrote."
)
_DAY: Final = gettext_noop("Appendix I: give the date of the import permit.")
_COMPARABLE_DAY: Final = gettext_noop("Appendix I: give the date of the import permit, or of the comparable documents.")


def needs_import_permit(trade: TradeFacts, line: LineFacts) -> bool:
    """Say whether an import permit must have been granted first (Articles III.2(d) and III.4(c))."""
    if line.appendix != "I" or line.source in WITHOUT_IMPORT_PERMIT:
        return False
    if is_re_exported(trade, line):
        return line.living
    return trade.document_type in (DocumentType.EXPORT, DocumentType.SIMPLIFIED)


def is_re_exported(trade: TradeFacts, line: LineFacts) -> bool:
    """Whether the document is a re-export certificate, or a partly completed permit that stands for one."""
    stands_for_one = trade.document_type == DocumentType.SIMPLIFIED and is_re_export(line, trade.exporter)
    return stands_for_one or trade.document_type == DocumentType.RE_EXPORT


def quantity_granted(answers: Mapping[str, Any]) -> Decimal | None:
    """Return the quantity that the import permit grants of a line, as its applicant says, in the line's own unit."""
    try:
        said = Decimal(str(answers.get(QUANTITY) or ""))
    except InvalidOperation:
        return None
    return said if said.is_finite() else None


def reasons_about_import_permit(trade: TradeFacts, lines: Sequence[LineFacts]) -> Iterator[Reason]:
    """Say what is missing of the import permit, and where it is none for these specimens, importer and day."""
    concerned = [line for line in lines if needs_import_permit(trade, line)]
    if not concerned:
        return
    re_export = all(is_re_exported(trade, line) for line in concerned)
    rule, source = ("R-I-REX", "Article III.4(c)") if re_export else ("R-I-EXP-4", "Article III.2(d)")
    about: dict[str, Any] = {
        "lines": [line.number for line in concerned], "day": trade.day.isoformat(), "source": source,
    }  # fmt: skip
    yield from _not_said(trade, concerned, rule, about)
    yield from _about_its_days(trade, rule, about)
    if trade.import_permit_importer and _bare(trade.import_permit_importer) != _bare(trade.importer):
        message = gettext_noop("The import permit names another importer than this application.")
        yield reason(rule, message, field=IMPORTER, **about)
    for line in concerned:
        if _asks_for_more(line):
            message = gettext_noop("The import permit grants less of this line: %(most)s.")
            found = {"line": line.number, "field": "quantity", "most": str(line.import_permit_quantity)}
            yield reason(rule, message, source=source, **found)
    if trade.import_permit_number.strip() and _is_left_open(trade, concerned):
        yield _to_compare(rule, about)


def _not_said(trade: TradeFacts, lines: Sequence[LineFacts], rule: str, about: dict[str, Any]) -> Iterator[Reason]:
    """Yield that number and day are missing; of a State that counts as no Party comparable papers serve (Article X)."""
    comparable = all(is_outside(trade.destination, line, trade) for line in lines)
    if comparable:
        about = {**about, "source": f"{about['source']}; Article X"}
    if not trade.import_permit_number.strip():
        yield reason(rule, _COMPARABLE_NUMBER if comparable else _NUMBER, field=NUMBER, **about)
    if trade.import_permit_date is None:
        yield reason(rule, _COMPARABLE_DAY if comparable else _DAY, field=DAY, **about)


def _about_its_days(trade: TradeFacts, rule: str, about: dict[str, Any]) -> Iterator[Reason]:
    granted, until = trade.import_permit_date, trade.import_permit_until
    if granted and granted > trade.day:
        message = gettext_noop("The import permit is dated after today.")
        yield reason(rule, message, field=DAY, **about)
    if granted and until and until < granted:
        message = gettext_noop("The import permit would end before it was granted.")
        yield reason(rule, message, field=LAST_DAY, **about)
    elif (last := _last_day(granted, until, trade.day)) and last < trade.day:
        message = gettext_noop("The import permit could be used until %(last_day)s, and no longer.")
        yield reason(rule, message, field=LAST_DAY if until == last else DAY, last_day=last.isoformat(), **about)


def _last_day(granted: date | None, until: date | None, day: date) -> date | None:
    """Return the last day on which it could be used: what it says, and never longer than its kind may be valid."""
    latest = last_day_of_validity(DocumentType.IMPORT, granted) if granted and granted <= day else None
    return min((each for each in (latest, until) if each), default=None)


def _asks_for_more(line: LineFacts) -> bool:
    granted = line.import_permit_quantity
    return granted is not None and line.quantity is not None and line.quantity.is_finite() and line.quantity > granted


def _is_left_open(trade: TradeFacts, concerned: Sequence[LineFacts]) -> bool:
    said = trade.import_permit_until and trade.import_permit_importer
    return not said or any(line.import_permit_quantity is None for line in concerned)


def _to_compare(rule: str, about: dict[str, Any]) -> Reason:
    message = gettext_noop(
        "Not all was said of the import permit: compare its importer, quantities and last day with this application."
    )
    return replace(reason(rule, message, field=NUMBER, **about), severity=Severity.WARNING)


def _bare(name: str) -> str:
    """A name without capitals, accents and punctuation, as two people may write it."""
    letters = (each for each in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(each))
    return re.sub(r"\W+", "", "".join(letters))
