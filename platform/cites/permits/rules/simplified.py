"""For which document a partly completed permit stands (Resolution Conf. 12.3): box 1 says so, and one form says one.

Of what is bred, propagated or pre-Convention it is the certificate of Article VII, unless other lines need the export
permit, re-export certificate or certificate of origin that serves in its place.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from cites.permits.rules.catalogue import on_line, reason
from cites.permits.rules.document_fit import was_brought_in
from cites.permits.rules.facts import DocumentType, LineFacts, TradeFacts
from kernel.reasons import Reason
from kernel.text import gettext_noop

STANDS_FOR: Final = "stands_for"
"""Under which name a partly completed permit keeps it; no application answers it."""


def serving(
    appendix: str, source: str, origin: str, exporter: str, listed_by: Collection[str]
) -> tuple[DocumentType, ...]:
    """Return the documents that such specimens may leave with, the one of their own first.

    ``source`` is the first code. Where nobody knows who listed them, an export permit serves.
    """
    by_article = _by_article(appendix, origin, exporter, listed_by)
    of_source = _OF_SOURCE.get(source)
    if of_source is None or (by_article is DocumentType.RE_EXPORT and of_source is not DocumentType.PRE_CONVENTION):
        return (by_article,)
    return of_source, by_article


def kind_of_form(lines: Iterable[Sequence[DocumentType]]) -> DocumentType:
    """Return the first document of the first line that serves the others, too; an export permit where there is none."""
    common: Sequence[DocumentType] = ()
    for serves in lines:
        common = [each for each in common if each in serves] or common if common else serves
    return next(iter(common), DocumentType.EXPORT)


def reasons_about_kinds(trade: TradeFacts, lines: Sequence[LineFacts]) -> Iterator[Reason]:
    """Yield the lines for which the form would have to stand for another document than for those before."""
    if trade.document_type != DocumentType.SIMPLIFIED:
        return
    common: Sequence[DocumentType] = ()
    for line in lines:
        serves = serving(line.appendix, line.source, line.origin, trade.exporter, line.listed_by)
        if common and not set(common) & set(serves):
            message = gettext_noop(
                "A partly completed permit stands for one document, as box 1 says: an export permit, a re-export "
                "certificate, or a certificate of origin, breeding, propagation or pre-Convention. The lines before "
                "need another than this one: apply for it by itself."
            )
            yield reason("D-BOX-1", message, **on_line(line, "country_of_origin"))
        else:
            common = [each for each in common if each in serves] if common else serves


def _by_article(appendix: str, origin: str, exporter: str, listed_by: Collection[str]) -> DocumentType:
    """Return the document of Articles III to V."""
    if was_brought_in(origin, exporter):
        return DocumentType.RE_EXPORT
    if appendix == "III" and listed_by and exporter not in listed_by:
        return DocumentType.ORIGIN
    return DocumentType.EXPORT


_OF_SOURCE: Final[Mapping[str, DocumentType]] = {
    "O": DocumentType.PRE_CONVENTION,
    "C": DocumentType.CAPTIVE_BREEDING,
    "A": DocumentType.ARTIFICIAL_PROPAGATION,
}
