"""``manage.py import_species``: take over species data that others publish, as the owner."""

import sys
import time
from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cites.species.imports import ndjson
from cites.species.imports.api import SpeciesPlus
from cites.species.imports.fetching import WEEKLY_FILES, day_fetched, weekly_file
from cites.species.imports.readers import API, file_readers
from cites.species.imports.starting import SOURCES, abandon_unfinished, import_api, import_file
from cites.species.models import ImportRun
from kernel.errors import DomainError

_SECONDS = 1.0


class Command(BaseCommand):
    """Import taxa, names, listings, ranges, quotas and suspensions; safe to run again, and after being killed."""

    help = (
        "Import species data: from the API of Species+, its weekly NDJSON, or the Checklist's CSV. Killed at any "
        "point, run it again: it goes on where it was. Run again with a file that is in force, it does nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "path", nargs="?", type=Path, help="The file; none for the API, or to fetch the weekly one."
        )
        parser.add_argument("--from", dest="reader", required=True, choices=SOURCES, help="What kind of source it is.")
        parser.add_argument("--dry-run", action="store_true", help="Read and compare, and put nothing in force.")
        parser.add_argument(
            "--as-of", type=day_told, help="The day of the data, which only the weekly file states itself."
        )
        parser.add_argument("--everything", action="store_true", help="API: all taxa, not only what has changed.")
        parser.add_argument("--accept-removals", action="store_true", help="Many taxa are missing, and that is meant.")
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--resume", action="store_true", help="Only go on with an unfinished import.")
        which.add_argument("--abandon", action="store_true", help="Give the unfinished import up.")

    def handle(self, *args: object, **options: Any) -> None:
        try:
            run = self._run(**options)
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_outcome(run))

    def _run(self, *, reader: str, path: Path | None, abandon: bool, **options: Any) -> ImportRun:
        if abandon:
            return abandon_unfinished(reader)
        how = {
            "dry": options["dry_run"],
            "removals": options["accept_removals"],
            "resume": options["resume"],
        }
        if reader == API:
            service = SpeciesPlus(settings.SPECIES_PLUS_URL, settings.SPECIES_PLUS_TOKEN)
            everything = options["everything"]
            return import_api(service, settings.SPECIES_PLUS_URL, self._progress(), everything=everything, **how)
        as_of = options["as_of"]
        if path is None and reader == ndjson.READER.name:
            path = self._fetched()
            as_of = as_of or day_fetched(path)
        if path is None or not path.is_file():
            raise CommandError(f"--from {reader} needs a file: {path or 'none is named'}")
        return import_file(file_readers.get(reader), path, self._progress(), as_of=as_of, **how)

    def _fetched(self) -> Path:
        service = SpeciesPlus(settings.SPECIES_PLUS_URL, settings.SPECIES_PLUS_TOKEN)
        return weekly_file(service, settings.VAR_DIR / WEEKLY_FILES, self._progress().fetched)

    def _progress(self) -> "Ticker":
        return Ticker(self)


class Ticker:
    """Says once a second how far an import is, and how fast."""

    def __init__(self, command: BaseCommand) -> None:
        self._command, self._begun, self._said = command, time.monotonic(), 0.0
        self._first: int | None = None

    def __call__(self, run: ImportRun) -> None:
        if self._first is None:
            self._first = run.checkpoint
        if time.monotonic() - self._said < _SECONDS:
            return
        self._said = time.monotonic()
        self._command.stderr.write(self._line(run, self._said - self._begun), self._command.style.NOTICE)
        sys.stderr.flush()

    def fetched(self, here: int, of: int) -> None:
        """Say how many bytes of a file have arrived."""
        if time.monotonic() - self._said < _SECONDS:
            return
        self._said = time.monotonic()
        whole = f" of {of / 1e6:,.1f}" if of else ""
        self._command.stderr.write(f"fetching: {here / 1e6:,.1f}{whole} MB", self._command.style.NOTICE)

    def _line(self, run: ImportRun, seconds: float) -> str:
        done = run.added + run.changed + run.removed
        if done:
            return f"comparing: {done:,} taxa differ"
        what = "pages" if run.reader == API else "lines"
        rate = (run.checkpoint - (self._first or 0)) / seconds if seconds else 0
        return f"reading: {run.checkpoint:,} of {run.total:,} {what}, {rate:,.0f} a second"


def _outcome(run: ImportRun) -> str:
    return (
        f"Import {run.pk} of {run.as_of} from {run.origin}: {run.get_state_display()}. Taxa: {run.added:,} added, "
        f"{run.changed:,} changed, {run.removed:,} no longer listed. {run.unreadable:,} unreadable, "
        f"{run.skipped + run.left_out:,} left out."
    )


def day_told(said: str) -> date:
    """Return a day of the command line; raise ArgumentTypeError."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise ArgumentTypeError("write the day as YYYY-MM-DD") from None
