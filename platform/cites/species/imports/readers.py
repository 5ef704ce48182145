"""What a reader of species data is: one name, and batches of plain records from where it left off."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cites.species.imports.records import Batch
from kernel.registry import Registry


def _untold(path: Path) -> date | None:
    return None


@dataclass(frozen=True, slots=True)
class FileReader:
    """Reads a file. ``whole``: what is not in it is gone; ``adds_up``: several records make one taxon.

    ``day_of`` returns the newest day that the file itself states of its data, or None where it states none.
    """

    name: str
    batches: Callable[[Path, int], Iterator[Batch]]
    whole: bool = False
    adds_up: bool = False
    day_of: Callable[[Path], date | None] = _untold


file_readers: Registry[FileReader] = Registry("reader of species data")
API = "api"
