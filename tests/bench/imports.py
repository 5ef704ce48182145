"""How long an import of 40,000 taxa with 150,000 names takes, beside reading its file and bare COPY of the same rows.

`python tests/bench/imports.py 5000` takes a smaller file.
"""

import io
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from _place import product

TAXA = int(sys.argv[1]) if len(sys.argv) > 1 else 40_000
_FIRST, _UNCHANGED = "ours: the import, staged and put in force", "ours: a file in which nothing has changed"
_TABLES = ("taxon", "taxonname", "listing", "range", "reservation", "publishedquota", "suspension")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, product(as_owner=True):
        from tenants.context import as_owner
        from tests.factories.species_data import many, write_lines

        path = write_lines(Path(folder) / "week.ndjson", many(TAXA))
        with as_owner("public"):
            _show(_measured(path))


def _measured(path: Path) -> dict[str, float]:
    from django.db import connection

    from cites.species.imports.ndjson import READER
    from cites.species.imports.starting import import_file

    taken: dict[str, float] = {}
    _timed(taken, "bare: reading the file as JSON", lambda: [json.loads(line) for line in path.open("rb")])
    _timed(taken, "ours: reading the file into plain records", lambda: sum(1 for _ in READER.batches(path, 0)))
    _timed(taken, _FIRST, lambda: import_file(READER, path, lambda run: None))
    _timed(taken, "ours: the same file again", lambda: import_file(READER, path, lambda run: None))
    with path.open("a") as file:
        file.write("\n")
    _timed(taken, _UNCHANGED, lambda: import_file(READER, path, lambda run: None))
    with connection.cursor() as cursor:
        rows = [_copied_out(cursor.connection, table) for table in _TABLES]
        _timed(taken, "bare: COPY of the same rows into the same indexes", lambda: _copy_in(cursor, rows))
    return taken


def _timed(taken: dict[str, float], what: str, work: Callable[[], Any]) -> None:
    begun = time.perf_counter()
    work()
    taken[what] = time.perf_counter() - begun


def _copied_out(raw: Any, table: str) -> tuple[str, io.StringIO]:
    rows = io.StringIO()
    with raw.cursor() as cursor:
        cursor.copy_expert(f"COPY (SELECT * FROM species_{table}) TO STDOUT", rows)
    rows.seek(0)
    return f"bare_{table}", rows


def _copy_in(cursor: Any, found: list[tuple[str, io.StringIO]]) -> None:
    for name, rows in found:
        cursor.execute(f"CREATE TABLE {name} (LIKE species_{name.removeprefix('bare_')} INCLUDING ALL)")
        cursor.cursor.copy_expert(f"COPY {name} FROM STDIN", rows)


def _show(taken: dict[str, float]) -> None:
    from cites.species.models import Listing, Taxon, TaxonName

    copied = taken["bare: COPY of the same rows into the same indexes"]
    counts = (
        f"{Taxon.objects.count():,} taxa, {TaxonName.objects.count():,} names, {Listing.objects.count():,} listings"
    )
    rows = [f"{counts:54} {'s':>9} {'to COPY':>8} {'to JSON':>8}"]
    read = taken["bare: reading the file as JSON"]
    for what, seconds in taken.items():
        rows.append(f"{what:54} {seconds:9.2f} {seconds / copied:8.1f} {seconds / read:8.1f}")
    rows.append(f"nothing changed, to the first: {taken[_UNCHANGED] / taken[_FIRST]:.2f}")
    sys.stdout.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
