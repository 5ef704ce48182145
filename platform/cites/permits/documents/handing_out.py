"""Handing out a document that was made: byte for byte what was signed, or nothing."""

import hashlib

import structlog

from cites.permits.errors import SpoiltDocument
from cites.permits.models import LetterFile, PermitDocument

log = structlog.get_logger("permits")


def read_document(document: PermitDocument) -> bytes:
    """Return the file of a document; raise SpoiltDocument where it is gone, or its digest is not the one on record."""
    content = stored_bytes(document) or b""
    if hashlib.sha256(content).hexdigest() != document.sha256:
        log.error("document is not what was signed", document=document.pk, size=len(content))
        raise SpoiltDocument(document.permit.number)
    return content


def stored_bytes(document: PermitDocument | LetterFile) -> bytes | None:
    """Return what lies where a document should lie, whatever it is; None where nothing does."""
    try:
        with document.file.open("rb") as file:
            return bytes(file.read())
    except FileNotFoundError:
        return None
