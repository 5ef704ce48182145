"""Whether a document is the right one: for this Appendix, source and purpose, alive or dead, and from here."""

from collections.abc import Iterator

from cites.permits.rules.catalogue import on_line, reason
from cites.permits.rules.document_types import DOCUMENTS, Document
from cites.permits.rules.facts import NO_STATE, DocumentType, LineFacts, TradeFacts
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


def is_re_export(line: LineFacts, exporter: str) -> bool:
    """Whether the specimen was brought into the State of export before, as far as its origin says (Article I(d))."""
    return bool(line.origin) and line.origin != exporter and line.origin not in NO_STATE


def _about_line(document: Document, line: LineFacts, trade: TradeFacts) -> Iterator[Reason]:
    if line.appendix and line.appendix not in document.appendices and not _is_of_hybrids(document, line):
        message = gettext_noop("This document is not for specimens of Appendix %(appendix)s.")
        yield reason("D-APPENDIX", message, **on_line(line, "taxon", appendix=line.appendix))
    if line.source and not {line.source, line.main_source} & set(document.sources):
        message = gettext_noop("This document is not for specimens of source %(code)s.")
        yield reason("D-SOURCE", message, **on_line(line, "source", code=line.source))
    if document.living is True and not line.living:
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
    is_export = document.code == DocumentType.EXPORT
    if line.appendix == "III" and is_export and line.listed_by and trade.exporter not in line.listed_by:
        message = gettext_noop("Appendix III, listed by another State: this needs a certificate of origin.")
        yield reason("R-III-EXP-O", message, **on_line(line, "taxon", day=trade.day.isoformat()))
    elif is_export and is_re_export(line, trade.exporter):
        message = gettext_noop("The specimen comes from another country: this needs a re-export certificate.")
        yield reason("R-REX", message, **on_line(line, "country_of_origin"))
