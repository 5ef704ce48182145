"""What somebody uploaded as a sheet: read whole, and known by its content and not by its name."""

from typing import Any

from cites.permits.sheets.faults import FaultySheet
from cites.permits.sheets.reading import kind_of
from cites.permits.sheets.table import Kind
from kernel.text import gettext_noop
from tenants.attachments.content import LARGEST


def content_and_kind(file: Any) -> tuple[bytes, Kind]:
    """Return what is in an uploaded file and which kind of sheet it is.

    Raises FaultySheet for what is empty, larger than 10 MB, or neither a CSV nor an XLSX.
    """
    if not file.size:
        raise FaultySheet(message=gettext_noop("This file is empty. Choose another one."))
    if file.size > LARGEST:
        raise FaultySheet(message=gettext_noop("This file is larger than 10 MB. Make it smaller, or split it."))
    file.seek(0)
    content = bytes(file.read())
    kind = kind_of(content)
    if kind is None:
        raise FaultySheet(message=gettext_noop("This file is neither a CSV nor an XLSX, whatever its name says."))
    return content, kind
