"""Granting a document after the specimens have left: an exception, and of Appendix I nearly never (Conf. 12.3)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from cites.permits.rules.catalogue import on_line, reason
from cites.permits.rules.document_types import DOCUMENTS, Direction, Uses
from cites.permits.rules.facts import LineFacts, TradeFacts
from cites.permits.rules.periods import day_said
from kernel.reasons import Reason
from kernel.text import gettext_noop

LEFT_ON: Final = "left_on"
LEFT_WITHOUT: Final = "left_without"
"""The answers that tell on which day specimens left without a document, and why."""

WITHOUT_DAY: Final = gettext_noop(
    "You say why the specimens left without a document: give the day as well, or leave the reason out."
)
WITHOUT_REASON: Final = gettext_noop("Say why the specimens left without a document.")

RETROSPECTIVE_REASON: Final = "retrospective_reason"
"""The answer of a permit, and of no application, that tells on its face why it was granted afterwards."""

DOCUMENTS_AFTERWARDS: Final[frozenset[str]] = frozenset(
    code for code, each in DOCUMENTS.items() if each.direction is Direction.OUT and each.uses is Uses.SINGLE
)
"""What may be granted for a consignment that has left: the documents of one export or re-export."""

_PERSONAL: Final = "P"


def day_of_departure(document_type: str, answers: Mapping[str, Any]) -> date | None:
    """Return the day on which the specimens left without a document, as an application says; None where none did."""
    return day_said(answers, LEFT_ON) if document_type in DOCUMENTS_AFTERWARDS else None


def why_without(document_type: str, answers: Mapping[str, Any]) -> str:
    """Return why they left without one, as an application says; nothing where the document is not asked so."""
    return str(answers.get(LEFT_WITHOUT) or "") if document_type in DOCUMENTS_AFTERWARDS else ""


def reasons_against_retrospective(trade: TradeFacts, lines: Sequence[LineFacts]) -> Iterator[Reason]:
    """Yield what speaks against granting a document afterwards; nothing where the specimens are still here."""
    if trade.left_on is None:
        if trade.left_without.strip():
            yield reason("RETRO-DAY", WITHOUT_DAY, field=LEFT_ON)
        return
    if trade.left_on > trade.day:
        message = gettext_noop("The day on which the specimens left is after today.")
        yield reason("RETRO-DAY", message, field=LEFT_ON)
    if not trade.left_without.strip():
        yield reason("RETRO-WHY", WITHOUT_REASON, field=LEFT_WITHOUT)
    message = gettext_noop(
        "The specimens have left. A document is not granted afterwards, unless both Management Authorities are "
        "satisfied that neither exporter nor importer is to blame, and that the trade otherwise complies."
    )
    yield reason("RETRO", message, field=LEFT_ON)
    for line in lines:
        if line.appendix == "I" and not is_of_a_person(line, trade):
            message = gettext_noop(
                "Appendix I: no document is granted afterwards, except for personal or household effects and for a "
                "living pet of its owner."
            )
            yield reason("RETRO-I", message, **on_line(line, "taxon"))


def is_of_a_person(line: LineFacts, trade: TradeFacts) -> bool:
    """Tell whether specimens are personal or household effects, or a living animal that its owner keeps."""
    return trade.purpose == _PERSONAL and (not line.living or line.kingdom == "Animalia")
