"""What a reader of species data is: one name, and batches of plain records from where it left off."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cites.species.imports.records import Batch
from kernel.registry import Registry


@dataclass(frozen=True, slots=True)
class FileReader:
    """Reads a file. ``whole``: what is not in it is gone; ``adds_up``: several records make one taxon."""

    name: str
    batches: Callable[[Path, int], Iterator[Batch]]
    whole: bool = False
    adds_up: bool = False


file_readers: Registry[FileReader] = Registry("reader of species data")
API = "api"
