"""How long a document may be valid, in calendar months from the day it was granted."""

from calendar import monthrange
from datetime import date

from cites.permits.rules.facts import DocumentType
from kernel.errors import DomainError
from kernel.reasons import Reason
from kernel.text import gettext_noop

MOST_MONTHS = {
    DocumentType.EXPORT: 6,
    DocumentType.IMPORT: 12,
    DocumentType.RE_EXPORT: 6,
    DocumentType.INTRODUCTION_FROM_THE_SEA: 12,
    DocumentType.ORIGIN: 12,
    DocumentType.PRE_CONVENTION: 6,
    DocumentType.CAPTIVE_BREEDING: 6,
    DocumentType.ARTIFICIAL_PROPAGATION: 6,
    DocumentType.TRAVELLING_EXHIBITION: 36,
    DocumentType.PERSONAL_OWNERSHIP: 36,
    DocumentType.MUSICAL_INSTRUMENT: 36,
    DocumentType.SAMPLE_COLLECTION: 6,
}


class UnknownDocumentType(DomainError):
    """A document type has no limit of validity that we know."""

    code = "unknown_document_type"


def add_months(day: date, months: int) -> date:
    """Return the same day of the month ``months`` later, or that month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def most_months(document_type: str) -> int:
    """Return the most months for which a document may be valid; raise UnknownDocumentType."""
    try:
        return MOST_MONTHS[DocumentType(document_type)]
    except ValueError:
        message = gettext_noop("No limit of validity is known for %(document_type)s.")
        raise UnknownDocumentType(message=message, data={"document_type": document_type}) from None


def last_day_of_validity(document_type: str, issued_on: date) -> date:
    """Return the last day on which a document issued on ``issued_on`` may still be used."""
    return add_months(issued_on, most_months(document_type))


def reasons_against_validity(document_type: str, issued_on: date, valid_until: date) -> list[Reason]:
    """Say whether a document would be valid for too long, or not at all; both days in local time."""
    about = {"field": "valid_until", "last_day": last_day_of_validity(document_type, issued_on).isoformat()}
    source = "Article VI.2" if document_type == DocumentType.EXPORT else "Resolution Conf. 12.3"
    if valid_until < issued_on:
        message = gettext_noop("A document cannot end before it is issued.")
        return [Reason("V-ENDS-FIRST", message, data=about, source=source)]
    if valid_until > last_day_of_validity(document_type, issued_on):
        message = gettext_noop("The last day on which this document may be valid is %(last_day)s.")
        return [Reason("V-TOO-LONG", message, data=about, source=source)]
    return []
