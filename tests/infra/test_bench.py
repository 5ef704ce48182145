"""Each part that is measured is one file, run for itself, and cannot run for ever."""

import ast
import importlib
import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra import bench
from infra.development import ROOT


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of parts of our own; each writes its name down."""
    folder = tmp_path / "tests" / "bench"
    folder.mkdir(parents=True)
    monkeypatch.setattr(bench, "ROOT", tmp_path)
    for name in ("worklist", "documents"):
        (folder / f"{name}.py").write_text(f"open('measured', 'a').write('{name} ')")
    (folder / "_place.py").write_text("raise SystemExit('this is no part')")
    return tmp_path


def test_every_part_of_the_project_can_be_named() -> None:
    assert set(bench.parts()) == {
        path.stem for path in (ROOT / "tests" / "bench").glob("*.py") if not path.stem.startswith("_")
    }
    assert bench.parts()


def names_used(path: Path) -> Iterator[tuple[str, str]]:
    """Each name that a file imports from a module of ours."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and not node.module.startswith("_"):
            yield from ((node.module, alias.name) for alias in node.names)


@pytest.mark.parametrize("name", bench.parts())
def test_what_a_part_measures_is_still_there(name: str) -> None:
    """A part runs too seldom to find out by itself that what it measures is called otherwise now."""
    for module, wanted in names_used(bench.parts()[name]):
        found = importlib.import_module(module)
        assert hasattr(found, wanted) or importlib.util.find_spec(f"{module}.{wanted}"), (module, wanted)


def test_all_parts_are_measured_when_none_is_named(here: Path) -> None:
    assert bench.main([]) == 0
    assert (here / "measured").read_text() == "documents worklist "


def test_only_the_part_named_is_measured(here: Path) -> None:
    assert bench.main(["worklist"]) == 0
    assert (here / "measured").read_text() == "worklist "


def test_a_part_that_is_not_there_is_told_with_those_that_are(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["permits", "worklist"]) == 1
    assert "There is no part permits. There are: documents, worklist." in "".join(capsys.readouterr())
    assert not (here / "measured").exists()


def test_a_part_that_fails_fails_the_whole_and_the_others_still_run(here: Path) -> None:
    (here / "tests" / "bench" / "documents.py").write_text("raise SystemExit(3)")

    assert bench.main([]) == 3
    assert (here / "measured").read_text() == "worklist "


def test_a_part_that_takes_too_long_is_ended(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "LONGEST", 0.2)
    (here / "tests" / "bench" / "documents.py").write_text("import time; time.sleep(60)")

    assert bench.main(["documents"]) == 1
    assert "documents took longer than 0.2 s and was ended." in "".join(capsys.readouterr())
