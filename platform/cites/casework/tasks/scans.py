"""Scanning files for viruses."""

from typing import Final

from cites.casework.scans import scan_file, waiting_files
from tenants.attachments.scanning import scanner_is_there
from tenants.tasks import party_task

MOST_AT_A_TIME: Final = 500


@party_task(name="casework.scan_file")
def scan_attached_file(kind: str, pk: int) -> None:
    """Scan one file for viruses; where the scanner is away, the file waits and the task tries again."""
    scan_file(kind, pk)


@party_task(name="casework.scan_the_rest")
def scan_the_rest() -> int:
    """Ask anew for the scan of every file that waits, while the scanner is there; return of how many."""
    waiting = list(waiting_files())
    if not waiting or not scanner_is_there():
        return 0
    for kind, pk in waiting[:MOST_AT_A_TIME]:
        scan_attached_file.delay(kind, pk)
    return len(waiting)
