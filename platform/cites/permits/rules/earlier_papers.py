"""What is said of the country of origin and its permit (box 12), and of the last re-export (box 12a), or why not."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from cites.permits.rules.catalogue import on_line, reason
from cites.permits.rules.facts import UNKNOWN_COUNTRY, DocumentType, LineFacts
from kernel.reasons import Reason, Severity
from kernel.text import gettext_noop

_AS_OF_HERE: Final = frozenset(
    {
        DocumentType.EXPORT, DocumentType.SIMPLIFIED, DocumentType.CAPTIVE_BREEDING,
        DocumentType.ARTIFICIAL_PROPAGATION,
    }
)  # fmt: skip
"""The documents with which specimens leave as this country's own."""


def reasons_about_unknown_origin(line: LineFacts, document_type: str) -> Iterator[Reason]:
    """Yield that a country of origin which nobody knows needs a reason, and that they may have been brought in."""
    if line.origin != UNKNOWN_COUNTRY:
        return
    if document_type in _AS_OF_HERE:
        message = gettext_noop(
            "The country of origin is not known: what was brought into this country before leaves it with a re-export "
            "certificate."
        )
        yield reason("R-REX-XX", message, **on_line(line, "country_of_origin"))
    if not line.origin_missing.strip():
        message = gettext_noop(
            "The country of origin is not known: the reason has to stand on the document (boxes 12 and 5)."
        )
        yield reason("BOX-12", message, **on_line(line, "origin_missing"))


def reasons_about_permit_of_origin(line: LineFacts) -> Iterator[Reason]:
    """Yield what box 12 of a re-export certificate lacks of the permit of origin, where the country is known."""
    if line.origin == UNKNOWN_COUNTRY or line.origin_permit_missing.strip():
        return
    if not line.origin_permit_number.strip():
        message = gettext_noop(
            "Give the number of the permit with which they left the country of origin, or why it is not known (box 12)."
        )
        yield reason("BOX-12", message, **on_line(line, "origin_permit_number"))
    if line.origin_permit_date is None:
        message = gettext_noop(
            "Give the date of the permit with which they left the country of origin, or why it is not known (box 12)."
        )
        yield reason("BOX-12", message, **on_line(line, "origin_permit_date"))


def permit_of_origin_to_show(line: LineFacts) -> Iterator[Reason]:
    """Yield, before anybody applies, what a re-export certificate will have to say of the permit of origin."""
    if line.origin != UNKNOWN_COUNTRY:
        message = gettext_noop(
            "The re-export certificate names number and date of the permit with which they left the country of origin, "
            "or says why these are not known (box 12)."
        )
        yield replace(reason("BOX-12", message, line=line.number), severity=Severity.WARNING)


def reasons_about_last_re_export(line: LineFacts) -> Iterator[Reason]:
    """Yield what box 12a lacks of a line that was re-exported before; nothing of one that never was."""
    number = line.reexport_number.strip()
    if not line.reexport_country:
        if number or line.reexport_date:
            message = gettext_noop("Say from which country they were re-exported last, or remove its certificate.")
            yield reason("BOX-12A", message, **on_line(line, "reexport_country"))
        return
    if line.reexport_missing.strip():
        return
    if not number:
        message = gettext_noop("Give the number of the certificate of last re-export, or why it is not known.")
        yield reason("BOX-12A", message, **on_line(line, "reexport_number"))
    if line.reexport_date is None:
        message = gettext_noop("Give the date of the certificate of last re-export, or why it is not known.")
        yield reason("BOX-12A", message, **on_line(line, "reexport_date"))
