"""Which pages were looked at in a run of tests, by whichever of its workers."""

from hashlib import sha256
from pathlib import Path


class Seen:
    """Pages by their marks, each an empty file of ``folder``, which all workers share."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder

    def is_new(self, *marks: str) -> bool:
        """Tell the first who asks of a page that it is new, and everybody after them that it is not."""
        try:
            (self.folder / sha256("\n".join(marks).encode()).hexdigest()).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True
