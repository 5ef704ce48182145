"""The kinds of documents that questions are about, and which way they go."""

from typing import Final

from cites.permits.rules.document_types import DOCUMENTS, Direction
from cites.permits.rules.facts import DocumentType

IFS: Final = frozenset({DocumentType.INTRODUCTION_FROM_THE_SEA})
IMPORT: Final = frozenset({DocumentType.IMPORT})
HELD: Final[frozenset[str]] = frozenset(code for code, document in DOCUMENTS.items() if not document.for_one_consignee)
"""What its holder travels with, so that nobody imports."""
REGISTERED: Final = frozenset(code for code, document in DOCUMENTS.items() if not document.is_issued)
"""What others write, and is registered here."""
NOT_FROM_THE_SEA: Final = frozenset[str](DocumentType) - IFS
IN: Final = frozenset({Direction.IN})
BOTH_WAYS: Final = frozenset({Direction.BOTH})
LEAVING: Final = frozenset({Direction.OUT, Direction.THROUGH})
