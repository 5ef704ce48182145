"""The weekly file of Species+: a taxon concept a line, plain or packed with gzip."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from cites.species.imports.concepts import read_concept
from cites.species.imports.errors import NotThisFile
from cites.species.imports.nodes import day, node
from cites.species.imports.readers import FileReader, file_readers
from cites.species.imports.records import Batch, Fault
from cites.species.imports.sheets import BROKEN_OFF, NO_TEXT, opened
from kernel.text import gettext_noop

_CHANGED: Final = re.compile(rb'"updated_at"\s*:\s*"(\d{4}-\d{2}-\d{2})')
NO_OBJECT = gettext_noop("This line holds no taxon that can be read.")


def batches(path: Path, after: int) -> Iterator[Batch]:
    """Yield a batch for each line below ``after``; raises NotThisFile when the file breaks off."""
    try:
        with opened(path) as file:
            for place, line in enumerate(file, start=1):
                if place > after and line.strip():
                    yield _batch(place, line)
    except BROKEN_OFF as fault:
        raise NotThisFile(NO_TEXT) from fault


def _batch(place: int, line: bytes) -> Batch:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, Mapping):
        return Batch(place=place, faults=(Fault(text=NO_OBJECT, unreadable=True),))
    records, faults = read_concept(node(found.get("taxon_concept")) or found)
    return Batch(place=place, records=tuple(records), faults=tuple(faults))


def day_of(path: Path) -> date | None:
    """Return the day of the latest change that the file tells; raises NotThisFile when it breaks off.

    The data may be younger, never older: what a day says too early warns too soon, and what it says too late, too late.
    """
    newest = b""
    try:
        with opened(path) as file:
            for line in file:
                newest = max((newest, *_CHANGED.findall(line)))
    except BROKEN_OFF as fault:
        raise NotThisFile(NO_TEXT) from fault
    return day(newest.decode())


READER = file_readers.register(FileReader("ndjson", batches, whole=True, day_of=day_of))
