"""Handing out a file that somebody attached: as a download, never shown by the browser as a page of ours."""

from typing import Protocol

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _


class Stored(Protocol):
    """A ``StoredAttachment`` with its file, or another row that has one and says what it is."""

    file: FieldFile

    @property
    def name(self) -> str: ...

    @property
    def content_type(self) -> str: ...

    @property
    def is_handed_out(self) -> bool: ...


def download(paper: Stored | None) -> FileResponse:
    """Return the file; 404 where there is none, or it is not handed out (yet)."""
    if paper is None or not paper.is_handed_out:
        raise Http404(_("There is no such paper."))
    response = FileResponse(
        paper.file.open("rb"), as_attachment=True, filename=paper.name, content_type=paper.content_type
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
