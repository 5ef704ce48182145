"""Whether a document is the right one: for this Appendix, source and purpose, alive or dead, and from here."""

from collections.abc import Iterator
from typing import Final

from cites.permits.rules.catalogue import on_line, reason
from cites.permits.rules.document_types import DOCUMENTS, Document
from cites.permits.rules.facts import NO_STATE, SEA, DocumentType, LineFacts, TradeFacts
from cites.permits.rules.hybrids import is_propagated_hybrid
from kernel.reasons import Reason
from kernel.text import gettext_noop


def reasons_against_document(line: LineFacts, trade: TradeFacts) -> list[Reason]:
    """Say where the document is not the one that a line's specimens need; nothing of a document that is not known."""
    document = DOCUMENTS.get(trade.document_type)
    return [] if document is None else list(_about_line(document, line, trade))


def reasons_against_purpose(trade: TradeFacts) -> list[Reason]:
    """Say where the document is not for the purpose of the whole."""
    document = DOCUMENTS.get(trade.document_type)
    if document is None or not trade.purpose or trade.purpose in document.purposes:
        return []
    message = gettext_noop("This document is not for purpose %(purpose)s.")
    return [reason("D-PURPOSE", message, field="purpose", purpose=trade.purpose)]


def reasons_about_purpose(trade: TradeFacts) -> Iterator[Reason]:
    """Say where the purpose is missing, or is none of those in use."""
    if not trade.purpose or (trade.purposes and trade.purpose not in trade.purposes):
        message = gettext_noop("Choose a purpose from the list.")
        yield reason("P12" if trade.purpose else "PUR-MISSING", message, field="purpose")


def is_re_export(line: LineFacts, exporter: str) -> bool:
    """Whether the specimen was brought into the State of export before, as far as its origin says (Article I(d))."""
    return was_brought_in(line.origin, exporter)


def was_brought_in(origin: str, exporter: str) -> bool:
    """Whether the State of export is not that of origin; nothing said, the high seas or unknown tell nothing of it."""
    return bool(origin) and origin != exporter and origin not in NO_STATE


def _about_line(document: Document, line: LineFacts, trade: TradeFacts) -> Iterator[Reason]:
    if line.appendix and line.appendix not in document.appendices and not _is_of_hybrids(document, line):
        message = gettext_noop("This document is not for specimens of Appendix %(appendix)s.")
        yield reason("D-APPENDIX", message, **on_line(line, "taxon", appendix=line.appendix))
    if line.source and not {line.source, line.main_source} & set(document.sources):
        message = gettext_noop("This document is not for specimens of source %(code)s.")
        yield reason("D-SOURCE", message, **on_line(line, "source", code=line.source))
    if document.living is True and not (line.living and line.kingdom != "Plantae"):
        message = gettext_noop("This document is for living animals only.")
        yield reason("D-LIVING", message, **on_line(line, "term"))
    if document.living is False and line.living:
        message = gettext_noop("This document is not for living specimens.")
        yield reason("D-LIVING", message, **on_line(line, "term"))
    yield from _about_origin(document, line, trade)


def _is_of_hybrids(document: Document, line: LineFacts) -> bool:
    """Whether a phytosanitary certificate serves all the same: hybrids of Appendix I count as those of II there."""
    return document.code == DocumentType.PHYTOSANITARY and is_propagated_hybrid(line)


def _about_origin(document: Document, line: LineFacts, trade: TradeFacts) -> Iterator[Reason]:
    """Yield what is wrong with a document of the State of origin; a pre-Convention one is given on re-export too."""
    if document.code == DocumentType.ORIGIN:
        yield from _about_certified_origin(line, trade)
    elif document.code == DocumentType.EXPORT and _was_listed_elsewhere(line, trade):
        yield _of_another_listing(line, trade)
    elif document.code in _OF_FIRST_EXPORT and is_re_export(line, trade.exporter):
        yield reason("R-REX", _NEEDS_RE_EXPORT, **on_line(line, "country_of_origin"))


def _was_listed_elsewhere(line: LineFacts, trade: TradeFacts) -> bool:
    return line.appendix == "III" and bool(line.listed_by) and trade.exporter not in line.listed_by


def _of_another_listing(line: LineFacts, trade: TradeFacts) -> Reason:
    if is_re_export(line, trade.exporter):
        return reason("R-III-REX", _NEEDS_RE_EXPORT, **on_line(line, "country_of_origin"))
    message = gettext_noop("Appendix III, listed by another State: this needs a certificate of origin.")
    return reason("R-III-EXP-O", message, **on_line(line, "taxon", day=trade.day.isoformat()))


def _about_certified_origin(line: LineFacts, trade: TradeFacts) -> Iterator[Reason]:
    """Yield where the State is not the one that certifies: it listed the species, or is not that of origin (V.3)."""
    if line.origin not in ("", SEA, trade.exporter):
        message = gettext_noop(
            "A certificate of origin is for what originates in the country that gives it: what was brought into it "
            "needs a re-export certificate."
        )
        yield reason("R-III-EXP-O", message, **on_line(line, "country_of_origin"))
    elif trade.exporter in line.listed_by:
        message = gettext_noop("Appendix III, listed by the country of export itself: this needs an export permit.")
        yield reason("R-III-EXP-L", message, **on_line(line, "taxon", day=trade.day.isoformat()))


_NEEDS_RE_EXPORT: Final = gettext_noop("The specimen comes from another country: this needs a re-export certificate.")
_OF_FIRST_EXPORT: Final = frozenset(
    {DocumentType.EXPORT, DocumentType.CAPTIVE_BREEDING, DocumentType.ARTIFICIAL_PROPAGATION}
)
