"""One command brings everything up; a signal takes everything down; a failure is said in a sentence."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from infra.launcher import addresses, ensure_running
from infra.launcher.layout import layout
from infra.launcher.process import wait_until, working_in
from infra.launcher.state import read_state
from infra.run.children import Child, KeepsFailing
from infra.run.log import Log
from infra.run.runner import without_login

STAND_IN = Path(__file__).with_name("stand_in.py")
"""Runs the runner with a tiny web server in the product's place, and nothing to prepare."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


def start(var: Path, port: int) -> subprocess.Popen[str]:
    environment = {**os.environ, "VAR_DIR": str(var), "PORT": str(port)}
    for name in ("DATABASE_URL", "REDIS_URL", "ENVIRONMENT"):
        environment.pop(name, None)
    command = [sys.executable, str(STAND_IN)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def read_until(process: subprocess.Popen[str], text: str) -> str:
    assert process.stdout is not None
    seen = ""
    for line in process.stdout:
        seen += line
        if text in line:
            return seen
    raise AssertionError(f"{text!r} never came:\n{seen}")


def marked(var: Path) -> list[int]:
    """Every process that has this folder in its environment."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                content = (entry / "environ").read_bytes()
            except OSError:
                continue
            if f"VAR_DIR={var}".encode() in content.split(b"\0"):
                found.append(int(entry.name))
    return found


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_everything_that_was_started(var: Path, sign: signal.Signals) -> None:
    process = start(var, free_port())
    read_until(process, "Ctrl-C")
    state = read_state(layout(var).state)
    assert state is not None
    # On a busy machine a process that was just started may still show its parent's environment.
    assert wait_until(lambda: len(marked(var)) == 5, 20), "the runner, web, worker, beat and jobs"

    process.send_signal(sign)
    output, _ = process.communicate(timeout=60)

    assert process.returncode == 0, output
    assert "Archipelago has stopped." in output
    assert marked(var) == []
    assert not state.database.alive()
    assert not state.redis.alive()
    assert working_in(layout(var).database) == []


def test_a_killed_run_takes_its_processes_along_and_the_next_one_starts(var: Path) -> None:
    port = free_port()
    first = start(var, port)
    read_until(first, "Ctrl-C")
    first.kill()
    first.communicate()
    assert wait_until(lambda: marked(var) == [], 30)

    second = start(var, port)
    read_until(second, "Ctrl-C")
    second.terminate()
    second.communicate(timeout=60)

    assert second.returncode == 0
    assert working_in(layout(var).database) == [], "the second run stops the servers of the killed one"


def test_servers_that_ran_before_are_left_running(var: Path) -> None:
    ensure_running(var, durable=False)
    process = start(var, free_port())
    read_until(process, "Ctrl-C")
    process.terminate()
    process.communicate(timeout=60)

    assert addresses(var)


def test_a_database_that_ends_is_started_again(var: Path) -> None:
    process = start(var, free_port())
    read_until(process, "Ctrl-C")
    state = read_state(layout(var).state)
    assert state is not None
    state.database.end(signal.SIGKILL, patience=5)

    read_until(process, "runs again")

    assert addresses(var)
    process.terminate()
    process.communicate(timeout=60)
    assert process.returncode == 0


def test_a_taken_port_is_said(var: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process = start(var, port)
        output, _ = process.communicate(timeout=60)

    assert process.returncode == 1
    assert f"Port {port} cannot be used" in output
    assert f"PORT={port + 1} make run" in output
    assert "Traceback" not in output


def test_a_second_run_on_the_same_folder_is_refused(var: Path) -> None:
    first = start(var, free_port())
    read_until(first, "Ctrl-C")
    second = start(var, free_port())
    output, _ = second.communicate(timeout=60)
    first.terminate()
    first.communicate(timeout=60)

    assert second.returncode == 1
    assert f"is running from this folder already (process {first.pid})" in output


@pytest.mark.parametrize(
    ("owner", "without"),
    [
        ("postgres://owner:secret@db.example:5432/permits?ssl=1", "postgres://db.example:5432/permits?ssl=1"),
        ("postgres://owner:secret@/permits?host=/run/sockets", "postgres:///permits?host=/run/sockets"),
        ("postgres:///permits?host=/run/sockets", "postgres:///permits?host=/run/sockets"),
    ],
)
def test_the_web_process_never_holds_the_owners_login(owner: str, without: str) -> None:
    assert without_login({"DATABASE_URL": owner}) == {"DATABASE_URL": without}


def child(tmp_path: Path, code: str) -> Child:
    log = Log(tmp_path / "child.log")
    log.open_anew()
    return Child("web", (sys.executable, "-c", code), dict(os.environ), log, most_failures=1)


def until(condition: Callable[[], bool]) -> None:
    assert wait_until(condition, 20)


def test_a_process_that_fails_is_started_again_and_given_up_in_the_end(tmp_path: Path) -> None:
    failing = child(tmp_path, "import sys; sys.exit('ERROR the reason')")
    failing.start()
    until(lambda: not failing.running())
    event = failing.keep_up()
    assert event is not None
    assert "ended (code 1) and starts again in 1 s" in event
    assert failing.log.new_errors() == ["ERROR the reason"]

    time.sleep(1.1)
    failing.keep_up()
    until(lambda: not failing.running())
    with pytest.raises(KeepsFailing, match="the reason"):
        failing.keep_up()


def test_what_a_process_started_is_stopped_with_it(tmp_path: Path) -> None:
    sleep = "[sys.executable, '-c', 'import time; time.sleep(60)']"
    code = f"import subprocess, sys; subprocess.Popen({sleep}).wait()"
    parent = child(tmp_path, code)
    parent.environment = {**os.environ, "VAR_DIR": str(tmp_path / "mark")}
    parent.start()
    until(lambda: len(marked(tmp_path / "mark")) == 2)

    parent.stop()

    until(lambda: marked(tmp_path / "mark") == [])
