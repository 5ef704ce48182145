"""Importing from a source as a whole: finding the unfinished import or beginning one, and bringing it to its end."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from cites.species.imports import checklist, history, ndjson, running
from cites.species.imports.errors import (
    AnotherUnfinished,
    DayNotTold,
    DayToCome,
    ImportRefused,
    NothingUnfinished,
    NoToken,
    OlderThanInForce,
    ServiceAway,
    TooMuchGone,
)
from cites.species.imports.readers import API, FileReader
from cites.species.imports.records import Batch
from cites.species.imports.running import Progress
from cites.species.imports.sheets import measure
from cites.species.models import ImportRun
from kernel import clock

if TYPE_CHECKING:  # web processes ask no service and do without its library
    from cites.species.imports.api import SpeciesPlus

READERS = (ndjson.READER, checklist.READER, history.READER)
_ELSEWHERE = timedelta(days=1)  # where it is tomorrow already
SOURCES = (API, *(reader.name for reader in READERS))


def import_file(
    reader: FileReader, path: Path, progress: Progress, *, as_of: date | None = None, resume: bool = False, **how: Any
) -> ImportRun:
    """Import a file, from where it was left if it was begun; a file that is in force already is left alone.

    ``as_of`` is the day of the data, else the newest that the file states. ``how``: ``dry`` only compares, ``removals``
    lets a whole file end the listings of many. Raises ImportRefused: DayNotTold, OlderThanInForce and others.
    """
    with running.alone():
        measured = measure(path)
        last = ImportRun.objects.filter(reader=reader.name, state=ImportRun.State.APPLIED).first()
        if last is not None and last.digest == measured.digest and not find_unfinished(reader.name):
            return last
        run = _begun(reader.name, measured.digest, resume) or ImportRun.objects.create(
            reader=reader.name, origin=path.name[:300], digest=measured.digest, total=measured.lines,
            as_of=_day_of(reader, path, as_of), started_at=clock.now(),
        )  # fmt: skip
        return _bring_to_end(run, lambda: reader.batches(path, run.checkpoint), progress, **how)


def import_api(
    service: "SpeciesPlus",
    address: str,
    progress: Progress,
    *,
    everything: bool = False,
    resume: bool = False,
    **how: Any,
) -> ImportRun:
    """Import from the API what changed since the last import of all taxa, or everything; else as ``import_file``."""
    with running.alone():
        origin = origin_of(address)
        digest = hashlib.sha256(origin.encode()).hexdigest()
        run = _begun(API, digest, resume) or ImportRun.objects.create(
            reader=API, origin=origin, digest=digest, as_of=_sound(clock.now().date()), started_at=clock.now(),
            since=None if everything else _since(),
        )  # fmt: skip
        return _bring_to_end(run, lambda: service.batches(run.checkpoint, run.since), progress, **how)


def apply_ready(run: ImportRun, progress: Progress, *, removals: bool = False, by: Any = None) -> None:
    """Put an import in force that was read and compared; raises ImportRefused."""
    with running.alone():
        run.refresh_from_db()
        if run.state != ImportRun.State.READY:
            raise NothingUnfinished
        try:
            running.apply(run, progress, removals=removals, by=by)
        except (TooMuchGone, OlderThanInForce) as error:
            _stopped(run, error)
            raise


def abandon_unfinished(reader: str, by: Any = None) -> ImportRun:
    """Give the unfinished import from such a source up; raises NothingUnfinished."""
    with running.alone():
        run = find_unfinished(reader)
        if run is None:
            raise NothingUnfinished
        running.abandon(run, by)
        return run


def find_unfinished(reader: str) -> ImportRun | None:
    """Return the import from such a source that is neither in force nor given up."""
    return ImportRun.objects.filter(reader=reader, state__in=ImportRun.UNFINISHED).first()


def _begun(reader: str, digest: str, resume: bool) -> ImportRun | None:
    run = find_unfinished(reader)
    if run is None and resume:
        raise NothingUnfinished
    if run is not None and run.digest != digest:
        raise AnotherUnfinished(origin=run.origin, run=run.pk)
    return run


def _bring_to_end(
    run: ImportRun, batches: Callable[[], Iterable[Batch]], progress: Progress,
    *, dry: bool = False, removals: bool = False, by: Any = None,
) -> ImportRun:  # fmt: skip
    try:
        if run.state == ImportRun.State.READING:
            running.read(run, batches(), progress)
        if dry:
            running.compare(run, progress)
        else:
            running.apply(run, progress, removals=removals, by=by)
    except (NoToken, ServiceAway, TooMuchGone) as error:
        _stopped(run, error)
        raise
    except ImportRefused as error:
        running.fail(run, error)
        raise
    return run


def _stopped(run: ImportRun, error: ImportRefused) -> None:
    """Keep what is staged, for the import can go on once the service answers or somebody says that it is meant."""
    run.refresh_from_db()
    running.note_fault(run, error)


def _since() -> date | None:
    """Return the day from which on changes are lacking; None where nothing whole was ever imported."""
    whole = ImportRun.objects.filter(state=ImportRun.State.APPLIED, reader__in=(API, ndjson.READER.name)).first()
    return whole.as_of - timedelta(days=1) if whole else None


def _day_of(reader: FileReader, path: Path, said: date | None) -> date:
    """Return the day of the data: as somebody says, else as the file does, never that of its copy on this machine."""
    found = said or reader.day_of(path)
    if found is None:
        raise DayNotTold(origin=path.name)
    return _sound(found)


def _sound(as_of: date) -> date:
    """Return the day, unless it is still to come or data of a later one are in force."""
    if as_of > clock.now().date() + _ELSEWHERE:
        raise DayToCome(as_of=as_of)
    running.refuse_older(as_of)
    return as_of


def origin_of(address: str) -> str:
    """Return an address without user, password and query."""
    parts = urlsplit(address)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{parts.hostname or ''}{port}{parts.path}"[:300]
