"""How many documents one application leads to: one, or under the simplified procedure as many as were asked for."""

from collections.abc import Mapping
from typing import Any, Final

from cites.permits.rules.document_types import DOCUMENTS, Uses
from kernel.errors import DomainError
from kernel.text import gettext_noop

MOST_AT_ONCE: Final = 100
_ANSWER: Final = "simplified_number"


class FaultyBatch(DomainError):
    """A number of documents was asked for at once that cannot be issued."""

    code = "faulty_batch"


def documents_asked(document_type: str, answers: Mapping[str, Any]) -> int:
    """Return how many documents are to be issued; one where the document is no batch or nobody said how many.

    Raises FaultyBatch where it is no whole number from 1 to ``MOST_AT_ONCE``.
    """
    asked = str(answers.get(_ANSWER) or "").strip()
    if DOCUMENTS[document_type].uses is not Uses.BATCH or not asked:
        return 1
    if not (asked.isascii() and asked.isdigit() and len(asked) <= len(str(MOST_AT_ONCE))):
        raise _faulty(asked)
    if not 1 <= int(asked) <= MOST_AT_ONCE:
        raise _faulty(asked)
    return int(asked)


def boxes_left(answers: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the numbers of the boxes that the holder completes, such as ``3`` and ``11``, each once."""
    listed = str(answers.get("simplified_boxes") or "").lower().split(",")
    return tuple(dict.fromkeys(number for each in listed if (number := each.strip())))


def names_consignee(document_type: str, answers: Mapping[str, Any]) -> bool:
    """Tell whether box 3 names who receives the specimens: not where the holder travels with them, or completes it."""
    document = DOCUMENTS.get(document_type)
    if document is None:
        return True
    return document.for_one_consignee and not (document.uses is Uses.BATCH and "3" in boxes_left(answers))


def _faulty(asked: str) -> FaultyBatch:
    message = gettext_noop("Between 1 and %(most)s documents can be issued at once, not %(asked)s.")
    return FaultyBatch(message=message, data={"most": MOST_AT_ONCE, "asked": asked[:20]})
