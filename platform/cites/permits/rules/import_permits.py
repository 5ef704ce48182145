"""When an import permit comes first (Articles III.2(d) and III.4(c))."""

from typing import Final

from cites.permits.rules.facts import DocumentType, LineFacts, TradeFacts

WITHOUT_IMPORT_PERMIT: Final = frozenset({"D", "C", "A", "O"})
"""Sources whose Appendix I specimens travel without an import permit: VII.4, VII.5 and VII.2."""


def needs_import_permit(trade: TradeFacts, line: LineFacts) -> bool:
    """Say whether an import permit must have been granted first (Articles III.2(d) and III.4(c))."""
    if line.appendix != "I" or line.source in WITHOUT_IMPORT_PERMIT:
        return False
    exported = trade.document_type == DocumentType.EXPORT
    return exported or (trade.document_type == DocumentType.RE_EXPORT and line.living)
