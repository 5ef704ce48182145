"""Files that are small and swell when somebody opens them."""

import io
import struct
import zipfile
import zlib

MEGABYTES = 40


def packed(*names: str) -> bytes:
    """A ZIP of some kilobytes that would swell to many megabytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in names:
            archive.writestr(name, b"\0" * (MEGABYTES * 1024 * 1024 // len(names)))
    return content.getvalue()


def a_png_of(width: int, height: int, *, whole: bool = False) -> bytes:
    """A PNG of some bytes that asks whoever opens it for that many pixels, and breaks off unless it is ``whole``."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    picture = zlib.compress(b"\0" * (height * (3 * width + 1) if whole else 1000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", picture) + chunk(b"IEND", b"")


def a_pdf_that_swells() -> bytes:
    """A PDF of some kilobytes whose page is a stream of many megabytes, packed twice."""
    packed_twice = zlib.compress(zlib.compress(b"0 0 m " * (MEGABYTES * 1024 * 1024 // 6), 9), 9)
    stream = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>" % len(packed_twice)
    return b"%PDF-1.7\n1 0 obj\n" + stream + b"\nstream\n" + packed_twice + b"\nendstream\nendobj\n%%EOF\n"
