"""The style sheet and scripts are built when their sources have changed, with a Node that is new enough."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from infra import front


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Put a program that is a few lines of shell in the PATH, which has nothing else."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def write(name: str, script: str) -> None:
        program = folder / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)

    return write


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of its own, with one source and nothing built yet."""
    source = tmp_path / "static" / "src"
    source.mkdir(parents=True)
    (source / "site.scss").write_text("a { b: c }")
    for name, value in {"ROOT": tmp_path, "SOURCE": source, "BUILT": tmp_path / "static" / "build"}.items():
        monkeypatch.setattr(front, name, value)
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "var"))
    return source


@pytest.fixture
def npm_calls(tmp_path: Path, programs: Callable[[str, str], None]) -> Callable[[], list[str]]:
    """A package manager that notes what it is asked for, and builds an empty folder."""
    log = tmp_path / "calls"
    programs("node", "echo v22.1.0")
    programs("npm", f'echo "$1 $2" >> {log}; /bin/mkdir -p static/build')
    return lambda: log.read_text().splitlines() if log.exists() else []


def test_it_installs_from_the_lock_and_builds(sources: Path, npm_calls: Callable[[], list[str]]) -> None:
    assert front.main() == 0
    assert npm_calls() == ["ci --no-audit", "run build"]


def test_it_builds_again_only_when_a_source_has_changed(sources: Path, npm_calls: Callable[[], list[str]]) -> None:
    front.main()
    front.main()
    assert len(npm_calls()) == 2

    (sources / "site.scss").write_text("a { b: d }")
    front.main()
    assert len(npm_calls()) == 4


def test_it_builds_again_when_what_was_built_is_gone(sources: Path, npm_calls: Callable[[], list[str]]) -> None:
    front.main()
    front.BUILT.rmdir()

    assert front.main() == 0
    assert front.BUILT.is_dir()


def test_a_build_that_fails_is_told_and_tried_again(
    sources: Path, programs: Callable[[str, str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    programs("node", "echo v22.1.0")
    programs("npm", 'echo "no such mixin"; exit 1')

    assert front.main() == 1
    assert front.main() == 1
    told = "".join(capsys.readouterr())
    assert "npm ci --no-audit --no-fund --ignore-scripts failed" in told
    assert told.count("no such mixin") == 2


@pytest.mark.parametrize(("version", "own_comes_first"), [("v22.1.0", True), ("v18.20.4", False), ("nonsense", False)])
def test_the_machines_own_node_serves_when_it_is_new_enough(
    programs: Callable[[str, str], None], version: str, own_comes_first: bool
) -> None:
    programs("node", f"echo {version}")
    programs("npm", "exit 0")

    path = front.node_environment()["PATH"]
    assert path.startswith(str(Path(sys.prefix) / "bin")) is not own_comes_first


def test_a_machine_without_a_package_manager_uses_the_wheels(programs: Callable[[str, str], None]) -> None:
    programs("node", "echo v22.1.0")

    assert front.node_environment()["PATH"].startswith(str(Path(sys.prefix) / "bin"))
