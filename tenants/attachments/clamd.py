"""Asking ClamAV's daemon about a file, over its own protocol (INSTREAM); a socket and four lines need no library."""

import socket
import struct
from contextlib import closing
from typing import Final
from urllib.parse import urlsplit

_PIECE: Final = 64 * 1024
USUAL_PATIENCE: Final = 30.0  # seconds for each answer of the daemon
_LONGEST: Final = 4096  # bytes of an answer
_CLEAN, _FOUND = "OK", " FOUND"


class ScannerAway(OSError):
    """The scanner cannot be reached, or does not do what it is asked for; worth another try."""


def virus_in(content: bytes, address: str) -> str:
    """Return what the daemon calls the virus in ``content``, or nothing; raise ScannerAway.

    ``address`` is ``tcp://host:port`` or ``unix:///path``.
    """
    said = _ask(address, b"zINSTREAM\0", content).removeprefix("stream: ")
    if said == _CLEAN:
        return ""
    if said.endswith(_FOUND):
        return said.removesuffix(_FOUND)[:120]
    raise ScannerAway(f"the scanner says: {said}")


def answers(address: str, patience: float = USUAL_PATIENCE) -> bool:
    """Tell whether the daemon is there and answers within ``patience`` (seconds)."""
    try:
        return _ask(address, b"zPING\0", patience=patience) == "PONG"
    except ScannerAway:
        return False


def _ask(address: str, command: bytes, content: bytes | None = None, patience: float = USUAL_PATIENCE) -> str:
    try:
        with closing(_connect(address, patience)) as line:
            line.sendall(command)
            if content is not None:
                _send(line, content)
            return _answer(line)
    except OSError as error:
        raise ScannerAway(str(error)) from error


def _connect(address: str, patience: float) -> socket.socket:
    parts = urlsplit(address)
    if parts.scheme == "tcp":
        return socket.create_connection((parts.hostname or "", parts.port or 3310), timeout=patience)
    line = socket.socket(socket.AF_UNIX)
    try:
        line.settimeout(patience)
        line.connect(parts.path)
    except OSError:
        line.close()
        raise
    return line


def _send(line: socket.socket, content: bytes) -> None:
    """Each piece after its length; a piece of no length ends them."""
    for start in range(0, len(content), _PIECE):
        piece = content[start : start + _PIECE]
        line.sendall(struct.pack("!L", len(piece)) + piece)
    line.sendall(struct.pack("!L", 0))


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < _LONGEST and (more := line.recv(_LONGEST)):
        said += more
    return said.rstrip(b"\0\n").decode(errors="replace")
