"""The weekly file of Species+, fetched: gone on with where it was cut off, and kept only once it is whole.

What has arrived stands in a file of its own with the mark (ETag) of what it is a part of, so that a fetch that was
killed goes on as well. Where the service cannot go on, or has another file by now, it begins anew.
"""

import fcntl
import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import IO, Any, Final

import requests
from urllib3.exceptions import HTTPError

from cites.species.imports import ndjson
from cites.species.imports.api import AWAY, SpeciesPlus
from cites.species.imports.errors import ImportUnderWay, NotThisFile, ServiceAway
from cites.species.imports.sheets import measure
from cites.species.imports.starting import find_unfinished
from kernel import clock
from kernel.text import gettext_noop
from tenants.context import as_owner
from tenants.names import PUBLIC

NO_SPECIES = gettext_noop("What Species+ sent is not its weekly file. Nothing of it was kept.")
TOO_LARGE = gettext_noop("What Species+ sends is larger than any weekly file. Nothing of it was kept.")
WEEKLY_FILES: Final = "species"
"""The folder of such files, in that of all state."""
MOST_BYTES: Final = 2 << 30  # of the packed file; in 2025 it had 49 MB
TIMES: Final = 6
"""So often in a row a fetch may bring nothing more before it is given up."""
_LONGEST_PAUSE: Final = 120.0
_PIECE: Final = 1 << 16
_PATIENCE: Final = (10, 60)
_DAY = re.compile(r"species-plus-(\d{4}-\d{2}-\d{2})\.ndjson\.gz")
_TOLD = re.compile(r"bytes (\d+)-\d+/(\d+)")
Fetched = Callable[[int, int], None]
"""Told how many bytes have arrived, and of how many (0: not known)."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Of which file the bytes are that have arrived: its strong ETag, its day, and how long it is (0: not known)."""

    etag: str = ""
    changed: str = ""
    size: int = 0


class _Again(Exception):
    """The fetch has to be gone on with, after that many seconds."""

    def __init__(self, reason: str, pause: float | None = None) -> None:
        super().__init__(reason)
        self.reason, self.pause = reason, pause


def fetch_latest(
    service: SpeciesPlus, folder: Path, told: Fetched = lambda _here, _of: None, *, pause: float = 1.0
) -> Path:
    """Bring the latest weekly file into ``folder``, in place of older ones, and return it; checked, not yet imported.

    Raises NoToken, ServiceAway (run it again, it goes on), NotThisFile and ImportUnderWay.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        part = _Part(folder)
        _bring(service, part, told, pause)
        return part.whole()


def weekly_file(service: SpeciesPlus, folder: Path, told: Fetched = lambda _here, _of: None) -> Path:
    """Return the weekly file with which an unfinished import goes on, or else the latest; raises as a fetch does."""
    with as_owner(PUBLIC):
        unfinished = find_unfinished(ndjson.READER.name)
    if unfinished is not None and (folder / unfinished.origin).is_file():
        return folder / str(unfinished.origin)
    return fetch_latest(service, folder, told)


def day_fetched(path: Path) -> date | None:
    """Return the day that Species+ gave a weekly file that was fetched, or None where it gave none."""
    told = _DAY.fullmatch(path.name)
    return date.fromisoformat(told[1]) if told else None


def _bring(service: SpeciesPlus, part: "_Part", told: Fetched, pause: float) -> None:
    """Fetch until all has arrived; the address is asked for anew each time, for it is good for an hour alone."""
    best, fruitless, reason = -1, 0, ""
    while fruitless < TIMES:
        try:
            _go_on(service.latest_file(), part, told)
            return
        except _Again as cut:
            reason, wait = cut.reason, cut.pause
        fruitless, best = (0, part.length) if part.length > best else (fruitless + 1, best)
        time.sleep(min(_LONGEST_PAUSE, pause * 2**fruitless if wait is None else wait))
    raise ServiceAway(message=AWAY, data={"reason": reason})


def _go_on(address: str, part: "_Part", told: Fetched) -> None:
    here = part.length if part.mark.etag else 0
    asked = {"Accept-Encoding": "identity"}
    if here:
        asked |= {"Range": f"bytes={here}-", "If-Range": part.mark.etag}
    try:
        # Without the session of the service: its token has no business where the file lies.
        answer = requests.get(address, headers=asked, stream=True, timeout=_PATIENCE, allow_redirects=False)
        with answer, part.open(_place(answer, here, part), _mark(answer, part)) as file:
            _write(answer, file, part, told)
    except (requests.RequestException, HTTPError) as cut:
        raise _Again(type(cut).__name__) from None


def _place(answer: requests.Response, here: int, part: "_Part") -> int:
    """Return from which byte on the answer goes; raises _Again, ServiceAway."""
    status = answer.status_code
    if status == 200:
        return 0
    going_on = _TOLD.fullmatch(answer.headers.get("Content-Range", ""))
    if status == 206 and going_on and int(going_on[1]) == here:
        return here
    if status in (206, 416):  # not what was asked for: what has arrived is of no use
        part.drop()
        raise _Again(str(status), 0)
    if status in (401, 403, 404, 410):  # the address is over
        raise _Again(str(status))
    if status == 429 or status >= 500:
        raise _Again(str(status), _seconds(answer.headers.get("Retry-After", "")))
    raise ServiceAway(message=AWAY, data={"reason": str(status)})


def _seconds(told: str) -> float | None:
    if told.isdecimal():
        return float(told)
    try:
        return max(0.0, (parsedate_to_datetime(told) - clock.now()).total_seconds())
    except (ValueError, TypeError):
        return None


def _mark(answer: requests.Response, part: "_Part") -> Mark:
    if answer.status_code == 206:
        return part.mark
    etag, length = answer.headers.get("ETag", ""), answer.headers.get("Content-Length", "")
    return Mark(
        etag=etag if etag.startswith('"') else "",
        changed=answer.headers.get("Last-Modified", ""),
        size=int(length) if length.isdecimal() else 0,
    )


def _write(answer: requests.Response, file: IO[bytes], part: "_Part", told: Fetched) -> None:
    for piece in answer.raw.stream(_PIECE, decode_content=False):
        file.write(piece)
        told(file.tell(), part.mark.size)
        if file.tell() > MOST_BYTES:
            part.drop()
            raise NotThisFile(TOO_LARGE)
    if part.mark.size and file.tell() != part.mark.size:
        raise _Again("length")


class _Part:
    """What has arrived of a file, and of which."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path, self._note = folder / "arriving", folder / "arriving.json"
        self.mark = self._read()

    def _read(self) -> Mark:
        try:
            return Mark(**json.loads(self._note.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return Mark()

    @property
    def length(self) -> int:
        """How many bytes have arrived."""
        return self._path.stat().st_size if self._path.exists() else 0

    @contextmanager
    def open(self, place: int, mark: Mark) -> Iterator[IO[bytes]]:
        """Write on from ``place``; what stood from there on is gone."""
        self.mark = mark
        self._note.write_text(json.dumps(asdict(mark)), encoding="utf-8")
        with self._path.open("r+b" if place else "wb") as file:
            file.seek(place)
            file.truncate()
            yield file

    def drop(self) -> None:
        """Forget what has arrived."""
        self._path.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)
        self.mark = Mark()

    def whole(self) -> Path:
        """Check what has arrived from its first byte to its last, and give it its name; raises NotThisFile."""
        try:
            measure(self._path)
            first: Any = next(iter(ndjson.batches(self._path, 0)), None)
            if first is None or any(fault.unreadable for fault in first.faults):
                raise NotThisFile(NO_SPECIES)
        except NotThisFile:
            self.drop()
            raise
        return self._named()

    def _named(self) -> Path:
        changed = _moment(self.mark.changed)
        day = f"{changed:%Y-%m-%d}" if changed else "undated"
        path = self._folder / f"species-plus-{day}.ndjson.gz"
        for older in self._folder.glob("species-plus-*.ndjson.gz"):
            older.unlink()
        self._path.replace(path)
        self.drop()
        return path


def _moment(told: str) -> datetime | None:
    try:
        return parsedate_to_datetime(told)
    except (ValueError, TypeError):
        return None


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise ImportUnderWay from None
        yield
