"""An import that is interrupted anywhere, or really killed, comes out as one that was not; nothing shows before."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection

from cites.species.imports import running
from cites.species.imports.readers import file_readers
from cites.species.imports.starting import import_file
from cites.species.imports.tables import TABLES
from cites.species.models import ImportChange, ImportRun, StagedRecord, Taxon
from infra.development import ROOT
from tests.factories.species_data import many, write_lines
from tests.thorough import only_thoroughly

pytestmark = pytest.mark.slow
SOME = 200
NDJSON = file_readers.get("ndjson")


class Interrupted(Exception):
    """The process went away."""


def everything() -> list[Any]:
    """What the imported data say, whatever the keys of the rows."""
    found: list[Any] = [
        sorted(Taxon.objects.exclude(dataset="starter").values_list("code", "scientific_name", "family"))
    ]
    for table in TABLES:
        columns = [name for name in (*table.key, *table.values) if name not in ("dataset", "source")]
        rows = table.model._default_manager.exclude(dataset="starter").values_list("taxon__code", *columns)
        found.append(sorted(map(str, rows)))
    found.append(sorted(ImportChange.objects.values_list("kind", "taxon_code")))
    return found


def undo() -> None:
    """Take the import away again."""
    ImportRun.objects.all().delete()
    Taxon.objects.exclude(dataset="starter").delete()


def import_interrupted(path: Path, random: Random, chance: float) -> int:
    """Import ``path``, going away at random wherever something is written; return how often."""
    times = 0

    def maybe(work: Any) -> Any:
        def done(*what: Any, **how: Any) -> Any:
            if random.random() < chance:
                raise Interrupted
            answer = work(*what, **how)
            if random.random() < chance:
                raise Interrupted
            return answer

        return done

    with (
        patch.object(running, "_stage", maybe(running._stage)),
        patch.object(running, "_keep_changes", maybe(running._keep_changes)),
        patch.object(running, "_tell_dataset", maybe(running._tell_dataset)),
    ):
        while True:
            try:
                import_file(NDJSON, path, lambda run: None)
                return times
            except Interrupted:
                times += 1
                assert not Taxon.objects.exclude(dataset="starter").exists()


def test_an_import_interrupted_at_random_points_ends_the_same(owner: str, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(running, "RECORDS_AT_ONCE", 10)
    monkeypatch.setattr("cites.species.imports.planning.AT_ONCE", 50)
    path = write_lines(tmp_path / "week.ndjson", many(SOME))
    import_file(NDJSON, path, lambda run: None)
    whole = everything()
    assert len(whole[0]) == SOME
    interruptions = 0
    for seed in range(3):
        undo()
        interruptions += import_interrupted(path, Random(seed), chance=0.07)
        assert everything() == whole
        assert (ImportRun.objects.get().records, StagedRecord.objects.count()) == (SOME, 0)
    assert interruptions > 5


@only_thoroughly
@pytest.mark.parametrize("seed", range(5))
def test_an_import_of_forty_thousand_interrupted_at_random_points_ends_the_same(
    owner: str, tmp_path: Path, seed: int
) -> None:
    path = write_lines(tmp_path / "week.ndjson", many(40_000))
    import_file(NDJSON, path, lambda run: None)
    whole = everything()
    undo()
    assert import_interrupted(path, Random(seed), chance=0.02) > 0
    assert everything() == whole


def test_a_command_that_was_killed_is_run_again_and_goes_on(owner: str, tmp_path: Path) -> None:
    path = write_lines(tmp_path / "week.ndjson", many(1500))
    command = [sys.executable, "manage.py", "import_species", "--from", "ndjson", str(path)]
    begun = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "DATABASE_URL": owner}, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while not ImportRun.objects.filter(checkpoint__gt=0).exists():
        assert time.monotonic() < until
        assert begun.poll() is None
        time.sleep(0.005)
    begun.send_signal(signal.SIGKILL)
    assert begun.wait() == -signal.SIGKILL
    run = ImportRun.objects.get()
    assert run.state == "reading"
    assert not Taxon.objects.exclude(dataset="starter").exists()
    _wait_for_the_lock()
    again = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "DATABASE_URL": owner}, capture_output=True, text=True, check=False
    )
    assert again.returncode == 0, again.stderr[-2000:]
    assert "1,500 added" in again.stdout
    run.refresh_from_db()
    assert (run.state, run.records, Taxon.objects.exclude(dataset="starter").count()) == ("applied", 1500, 1500)


def _wait_for_the_lock() -> None:
    """The database notices a moment later that the process is gone."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            )
            if not cursor.fetchone()[0]:
                return
        time.sleep(0.02)
