"""How long a document may be valid, in calendar months from the day it was granted."""

from calendar import monthrange
from datetime import date

from cites.permits.rules.catalogue import reason
from cites.permits.rules.document_types import DOCUMENTS
from cites.permits.rules.facts import DocumentType
from kernel.errors import DomainError
from kernel.reasons import Reason
from kernel.text import gettext_noop


class UnknownDocumentType(DomainError):
    """A document type has no limit of validity that we know."""

    code = "unknown_document_type"


def add_months(day: date, months: int) -> date:
    """Return the same day of the month ``months`` later, or that month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def most_months(document_type: str) -> int:
    """Return the most months for which a document may be valid; raise UnknownDocumentType."""
    known = DOCUMENTS.get(document_type)
    if known is None or known.months is None:
        message = gettext_noop("No limit of validity is known for %(document_type)s.")
        raise UnknownDocumentType(message=message, data={"document_type": document_type})
    return known.months


def last_day_of_validity(document_type: str, issued_on: date) -> date:
    """Return the last day on which a document issued on ``issued_on`` may still be used."""
    return add_months(issued_on, most_months(document_type))


def reasons_against_validity(document_type: str, issued_on: date, valid_until: date) -> list[Reason]:
    """Say whether a document would be valid for too long, or not at all; both days in local time."""
    last_day = last_day_of_validity(document_type, issued_on)
    about = {"field": "valid_until", "last_day": last_day.isoformat()}
    source = "Article VI.2" if document_type == DocumentType.EXPORT else "Resolution Conf. 12.3"
    if valid_until < issued_on:
        return [
            reason("V-ENDS-FIRST", gettext_noop("A document cannot end before it is issued."), source=source, **about)
        ]
    if valid_until > last_day:
        message = gettext_noop("The last day on which this document may be valid is %(last_day)s.")
        return [reason("V-TOO-LONG", message, source=source, **about)]
    return []
