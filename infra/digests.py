"""One digest for many files, to know whether a slow step has anything new to do."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest_of(files: Iterable[Path], *more: str) -> str:
    """A digest of the files' names and contents, whatever their order and times, and of further words."""
    total = hashlib.sha256("\0".join(more).encode())
    for path in sorted(set(files)):
        total.update(f"\0{path}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def files_under(folder: Path, *patterns: str) -> list[Path]:
    """The files below a folder that match one of the patterns."""
    return [path for pattern in patterns for path in folder.rglob(pattern) if path.is_file()]


class Stamp:
    """A file that remembers the digest of what was last done."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def matches(self, digest: str) -> bool:
        return self.path.exists() and self.path.read_text() == digest

    def set(self, digest: str) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(digest)
