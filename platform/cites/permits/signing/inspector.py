"""Has the signatures of a stranger's PDF read, in a process that can do no harm."""

import json
import subprocess
import sys
from datetime import datetime
from threading import BoundedSemaphore
from typing import Final

import structlog

from cites.permits.errors import AskedTooOften
from cites.permits.rules.received import SeenSignature

log = structlog.get_logger("permits")

_PATIENCE: Final = 15.0  # seconds, for a machine that is busy; the process itself is given fewer of the processor
_WAITING: Final = 3.0  # seconds for who comes second
_AT_ONCE = BoundedSemaphore(1)  # in each process of ours, so that its other threads go on serving


def signatures_in(pdf: bytes, *, chain: str, at: datetime) -> list[SeenSignature] | None:
    """Return the signatures of ``pdf``, by the certificates of ``chain`` in PEM; None where it cannot be read.

    Raises AskedTooOften where others' files are being read.
    """
    if not _AT_ONCE.acquire(timeout=_WAITING):
        raise AskedTooOften
    try:
        said = _said_of(json.dumps({"chain": chain, "at": at.isoformat()}).encode() + b"\n" + pdf)
    finally:
        _AT_ONCE.release()
    found = json.loads(said) if said else None
    return None if found is None else [SeenSignature(**each) for each in found]


def _said_of(question: bytes) -> bytes:
    """What the process says, or nothing where it was ended: by its memory, its time, or a fault in a library."""
    # Alone with the question: no variable of ours, hence no secret.
    command = [sys.executable, "-I", "-m", "cites.permits.signing.inspection"]
    try:
        done = subprocess.run(  # noqa: S603 - the command is ours
            command, input=question, env={}, capture_output=True, timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        log.warning("received document took too long", size=len(question))
        return b""
    if done.returncode:
        log.info("received document was not read", size=len(question), code=done.returncode)
    return b"" if done.returncode else done.stdout
