"""A stand-in for ClamAV's daemon that speaks its protocol over TCP or a socket of the file system."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# The harmless file that every scanner takes for a virus, in two halves, so that none takes this one.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + rb"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
FOUND = "Eicar-Test-Signature"
PATIENCE = 10  # seconds


class _Daemon(socketserver.StreamRequestHandler):
    """One question: PING, or INSTREAM with pieces that each follow their length, until one has none."""

    def handle(self) -> None:
        command = self._until_zero()
        if command == b"zPING":
            self.wfile.write(b"PONG\0")
        elif command == b"zINSTREAM":
            content = b"".join(self._pieces())
            self.server.seen.append(content)  # type: ignore[attr-defined]
            self.wfile.write(self.server.says or self._said_of(content))  # type: ignore[attr-defined]

    @staticmethod
    def _said_of(content: bytes) -> bytes:
        return f"stream: {FOUND} FOUND\0".encode() if EICAR in content else b"stream: OK\0"

    def _until_zero(self) -> bytes:
        read = b""
        while (sign := self.rfile.read(1)) not in (b"\0", b""):
            read += sign
        return read

    def _pieces(self) -> Iterator[bytes]:
        while length := struct.unpack("!L", self.rfile.read(4))[0]:
            yield self.rfile.read(length)


@contextmanager
def scanner(path: Path | None = None, says: bytes = b"") -> Iterator[Any]:
    """A daemon at ``.address``, which notes in ``.seen`` what it was sent; it says ``says`` whatever it is sent."""
    make: Any = socketserver.ThreadingUnixStreamServer if path else socketserver.ThreadingTCPServer
    with make(str(path) if path else ("127.0.0.1", 0), _Daemon) as server:
        server.seen, server.says = [], says
        server.address = f"unix://{path}" if path else f"tcp://127.0.0.1:{server.server_address[1]}"
        serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        serving.start()
        try:
            yield server
        finally:
            server.shutdown()
            serving.join(PATIENCE)


def nobodys_address() -> str:
    """An address at which nothing listens."""
    with socketserver.TCPServer(("127.0.0.1", 0), _Daemon) as server:
        return f"tcp://127.0.0.1:{server.server_address[1]}"
