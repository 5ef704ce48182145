"""What shows that specimens were bred or propagated: where the founder stock is from, and what was added since.

Resolutions Conf. 10.16 and 11.11: it was got lawfully, and nothing of the wild was added but now and then, against
inbreeding and without harm.
"""

from collections.abc import Iterator
from typing import Final

from cites.permits.rules.catalogue import on_line, reason
from cites.permits.rules.document_fit import is_re_export
from cites.permits.rules.facts import DocumentType, LineFacts, TradeFacts
from kernel.reasons import Reason
from kernel.text import gettext_noop

STOCK: Final = "founder_stock"
ADDED: Final = "wild_added"
NOTHING, SOME, UNKNOWN = "none", "some", "unknown"
SOURCES: Final = frozenset({"C", "A"})
"""Bred or propagated; of source D the Secretariat’s register answers for the stock (Resolution Conf. 12.10)."""
DOCUMENTS: Final = frozenset(
    {
        DocumentType.EXPORT, DocumentType.SIMPLIFIED, DocumentType.CAPTIVE_BREEDING,
        DocumentType.ARTIFICIAL_PROPAGATION,
    }
)  # fmt: skip
"""The documents with which they leave the State in which they were bred."""


def reasons_about_founder_stock(line: LineFacts, trade: TradeFacts) -> Iterator[Reason]:
    """Yield what is not known of the stock from which specimens were bred here, and what an official has to look at."""
    bred_here = line.main_source in SOURCES and line.source != "O" and not is_re_export(line, trade.exporter)
    if not line.appendix or trade.document_type not in DOCUMENTS or not bred_here:
        return
    if not line.founder_stock.strip():
        message = gettext_noop(
            "Nobody has said where the founder stock is from: the Management Authority has to be satisfied that it was "
            "acquired legally, and that nothing was added from the wild."
        )
        yield reason("M-C/A-STOCK", message, **on_line(line, STOCK))
    if line.wild_added in (SOME, UNKNOWN):
        message = gettext_noop(
            "Specimens from the wild may have been added to the stock: an official looks whether these still count as "
            "bred in captivity or artificially propagated."
        )
        yield reason("M-C/A-STOCK", message, **on_line(line, ADDED))
