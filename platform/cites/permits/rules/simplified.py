"""For which document a partly completed permit stands (Resolution Conf. 12.3): box 1 says so, and one form says one.

Of what is bred, propagated or pre-Convention it is the export permit or re-export certificate that names the source,
and in Appendix III the certificate of origin where another State listed the species.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from cites.permits.rules.catalogue import on_line, reason
from cites.permits.rules.document_fit import was_brought_in
from cites.permits.rules.facts import DocumentType, LineFacts, TradeFacts
from kernel.reasons import Reason
from kernel.text import gettext_noop

STANDS_FOR: Final = "stands_for"
"""Under which name a partly completed permit keeps it; no application answers it."""


def stands_for(appendix: str, origin: str, exporter: str, listed_by: Collection[str]) -> DocumentType:
    """Return the document that such specimens leave with; where nobody knows who listed them, an export permit."""
    if was_brought_in(origin, exporter):
        return DocumentType.RE_EXPORT
    if appendix == "III" and listed_by and exporter not in listed_by:
        return DocumentType.ORIGIN
    return DocumentType.EXPORT


def reasons_about_kinds(trade: TradeFacts, lines: Sequence[LineFacts]) -> Iterator[Reason]:
    """Yield the lines for which the form would have to stand for another document than for the first."""
    if trade.document_type != DocumentType.SIMPLIFIED:
        return
    kinds = [stands_for(line.appendix, line.origin, trade.exporter, line.listed_by) for line in lines]
    for line, kind in zip(lines, kinds, strict=True):
        if kind is not kinds[0]:
            message = gettext_noop(
                "A partly completed permit is an export permit, a re-export certificate or a certificate of origin, "
                "as box 1 says, and only one of these. The first line needs another than this one: apply for it by "
                "itself."
            )
            yield reason("D-BOX-1", message, **on_line(line, "country_of_origin"))
