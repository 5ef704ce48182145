"""A process's log file, and the lines of it that the person at the terminal should see."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import IO

LARGEST = 10_000_000
"""Bytes after which a log is set aside at the next start."""

# A level in any of the shapes that our processes write, or the first line of a Python traceback.
ERROR = re.compile(r"\b(ERROR|CRITICAL|FATAL)\b|\[error|\[critical|\"level\": ?\"(error|critical)\"|^Traceback")


@dataclass
class Log:
    """A file that one process appends to and that is read along."""

    path: Path
    read: int = 0

    def open_anew(self) -> None:
        """Set a large log aside and read only what comes from now on."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if self.path.exists() and self.path.stat().st_size > LARGEST:
            self.path.replace(self.path.with_suffix(".log.1"))
        self.path.touch(mode=0o600)
        self.read = self.path.stat().st_size

    def appending(self) -> IO[bytes]:
        return self.path.open("ab")

    def new_errors(self) -> list[str]:
        """The lines that speak of an error and were written since the last call."""
        with self.path.open("rb") as file:
            file.seek(self.read)
            text, newline, _rest = file.read().rpartition(b"\n")
        self.read += len(text) + len(newline)
        lines = text.decode(errors="replace").splitlines()
        return [line for line in lines if ERROR.search(line)]

    def end(self, lines: int = 15) -> str:
        return "\n".join(self.path.read_text(errors="replace").splitlines()[-lines:])
