"""What may be attached: what a file is, is read from its content and never from its name. Nothing is ever unpacked."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final

import filetype
from django.conf import settings
from django.core.files.base import ContentFile

from kernel.text import gettext_noop
from tenants.errors import FaultyAttachment

LARGEST: Final = 10 * 1024 * 1024  # bytes
EXTENSIONS: Final[Mapping[str, str]] = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
_ENOUGH: Final = 262  # bytes from which a kind is told


@dataclass(frozen=True, slots=True)
class Read:
    """A file that may be kept: its bytes, its kind (a media type), its digest, and a name that fits its kind."""

    content: bytes
    kind: str
    sha256: str
    name: str

    @property
    def columns(self) -> dict[str, Any]:
        """The columns of a ``StoredAttachment``, and its ``file``; it waits for its scan where a scanner is set up."""
        return {
            "file": ContentFile(self.content, name=self.sha256),
            "name": self.name,
            "size": len(self.content),
            "content_type": self.kind,
            "sha256": self.sha256,
            "scan": "waiting" if settings.CLAMAV_URL else "",
        }


def read_file(file: Any) -> Read:
    """Return an uploaded file that may be kept; raise FaultyAttachment where it is empty, too large or another kind."""
    if not file.size:
        raise _faulty(gettext_noop("This file is empty. Choose another one."))
    if file.size > LARGEST:
        raise _faulty(gettext_noop("This file is larger than 10 MB. Make it smaller, or split it."))
    file.seek(0)
    content = bytes(file.read())
    kind = kind_of(content)
    if kind not in EXTENSIONS:
        raise _faulty(gettext_noop("This file is not a PDF, JPEG or PNG, whatever its name says. Choose another one."))
    return Read(content, kind, hashlib.sha256(content).hexdigest(), _plain_name(file.name or "", kind))


def kind_of(content: bytes) -> str:
    """Return the media type that the first bytes tell, or nothing."""
    found = filetype.guess(content[:_ENOUGH])
    return str(found.mime) if found else ""


def _faulty(message: str) -> FaultyAttachment:
    return FaultyAttachment(message=message, data={"field": "file"})


def _plain_name(name: str, kind: str) -> str:
    """The file's own name without folders or control signs, ending as its content asks."""
    last = PurePath(name.replace("\\", "/")).name
    readable = "".join(sign for sign in last if sign.isprintable())
    return f"{PurePath(readable).stem[:150] or 'paper'}.{EXTENSIONS[kind]}"
