"""Handing out a document that was made: byte for byte what was signed, or nothing."""

import hashlib

import structlog

from cites.permits.errors import SpoiltDocument
from cites.permits.models import PermitDocument

log = structlog.get_logger("permits")


def read_document(document: PermitDocument) -> bytes:
    """Return the file of a document; raise SpoiltDocument where it is gone, or its digest is not the one on record."""
    try:
        with document.file.open("rb") as file:
            content = bytes(file.read())
    except FileNotFoundError:
        content = b""
    if hashlib.sha256(content).hexdigest() != document.sha256:
        log.error("document is not what was signed", document=document.pk, size=len(content))
        raise SpoiltDocument(document.permit.number)
    return content
