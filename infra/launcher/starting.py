"""What starting PostgreSQL and starting Redis have in common."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from infra.launcher.errors import ProgramMissing, StartFailed
from infra.launcher.process import ProcessRecord, wait_until, working_in

PATIENCE = 300.0
"""Seconds for a start: replaying the log after a crash may take minutes."""


def started(pid: int, name: str, log: Path) -> ProcessRecord:
    """The record of a process just spawned. Raises StartFailed when it is gone already."""
    record = ProcessRecord.of(pid)
    if record is None:
        raise StartFailed(failure(name, log))
    return record


def wait_for_answer(record: ProcessRecord, answers: Callable[[], bool], name: str, log: Path) -> None:
    """Wait until the server answers. Raises StartFailed when it dies before or takes too long."""
    wait_until(lambda: answers() or not record.alive(), PATIENCE)
    if not (record.alive() and answers()):
        raise StartFailed(failure(name, log))


@contextmanager
def ended_on_failure(record: ProcessRecord, sign: signal.Signals) -> Iterator[None]:
    """End the server when the block fails, so that none is left running that nobody knows of."""
    try:
        yield
    except BaseException:
        record.end(sign, patience=20)
        raise


def end_all_in(folder: Path, sign: signal.Signals, name: str) -> None:
    """End the processes that a killed launcher left working in a data folder, politely and then harder.

    Raises StartFailed while one remains: two servers on one folder would destroy it.
    """
    for harder in (sign, signal.SIGQUIT, signal.SIGKILL):
        for pid in working_in(folder):
            record = ProcessRecord.of(pid)
            if record is not None:
                record.end(harder, patience=10, last=harder)
        if not working_in(folder):
            return
    raise StartFailed(f"Another {name} still works in {folder} (process {working_in(folder)[0]}).")


def package_folder(name: str) -> Path:
    """The folder of an installed package, which is not imported. Raises ProgramMissing."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ProgramMissing(f"The package {name} is not installed. Run `make setup`.")
    return Path(spec.submodule_search_locations[0])


def failure(name: str, log: Path) -> str:
    """One sentence and the end of the log."""
    end = "\n".join(log.read_text(errors="replace").splitlines()[-12:]) if log.exists() else ""
    return f"{name} did not start. The end of {log}:\n{end}"
