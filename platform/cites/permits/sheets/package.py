"""Whether an XLSX, which is a packed folder, may be unpacked: nothing grows beyond measure, nothing refers outside."""

import io
import zipfile
from typing import Final

from cites.permits.sheets.faults import FaultySheet
from kernel.text import gettext_noop

MOST_FILES: Final = 500
LARGEST_UNPACKED: Final = 64 * 1024 * 1024  # bytes of all files together
MOST_TIMES: Final = 200  # as large as packed, of a file of more than a megabyte
_WORTH_A_LOOK: Final = 1024 * 1024
_CONTENTS: Final = "[Content_Types].xml"


def open_package(content: bytes) -> zipfile.ZipFile:
    """Return the package, of which every file may be unpacked; raise FaultySheet."""
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        files = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise broken() from error
    if _CONTENTS not in package.namelist() or "xl/workbook.xml" not in package.namelist():
        raise broken()
    if len(files) > MOST_FILES or sum(file.file_size for file in files) > LARGEST_UNPACKED:
        raise _too_large()
    for file in files:
        if file.flag_bits & 1:
            raise FaultySheet(message=gettext_noop("This XLSX is protected by a password. Save it without one."))
        if file.file_size > _WORTH_A_LOOK and file.file_size > MOST_TIMES * max(file.compress_size, 1):
            raise _too_large()
    return package


def broken() -> FaultySheet:
    """The error of a file that is no whole workbook."""
    return FaultySheet(
        message=gettext_noop(
            "This XLSX cannot be read. Open it in your spreadsheet program, save it anew, and try again."
        )
    )


def _too_large() -> FaultySheet:
    return FaultySheet(
        message=gettext_noop(
            "This XLSX unpacks to more than any list of specimens needs. Copy the rows into the template."
        )
    )
