"""The offline check of permits as a package of its own: whole, small, and nothing of the product beside it."""

import importlib.metadata
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.verifier import NEEDS, build
from kernel import clock
from tests.factories.tokens import a_key_set, a_token

NOW = int(clock.now().timestamp())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def needed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the three packages that it names and with what these need, and with nothing else."""
    folder = tmp_path_factory.mktemp("needed")
    for name in _with_all_they_need({_name_of(each) for each in NEEDS}):
        installed = importlib.metadata.distribution(name)
        for first in {file.parts[0] for file in installed.files or []} - {"..", "__pycache__"}:
            if not (folder / first).exists():
                (folder / first).symlink_to(Path(str(installed.locate_file(first))))
    return folder


def _name_of(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found
    return found[0].lower().replace("_", "-")


def _with_all_they_need(names: set[str]) -> Iterator[str]:
    seen: set[str] = set()
    while names:
        name = names.pop()
        seen.add(name)
        yield name
        needs = [each for each in importlib.metadata.requires(name) or [] if "extra ==" not in each]
        installed = {each.metadata["Name"].lower().replace("_", "-") for each in importlib.metadata.distributions()}
        names |= ({_name_of(each) for each in needs} & installed) - seen


def verify(wheel: Path, needed: Path, *arguments: str, said: str = "") -> subprocess.CompletedProcess[str]:
    """The command out of the wheel, by an interpreter that knows no other packages."""
    program = f"""
import sys
sys.path += {[str(wheel), str(needed)]!r}
for absent in ("django", "tenants", "workflows"):
    try:
        __import__(absent)
        raise SystemExit(f"{{absent}} is here")
    except ImportError:
        pass
import runpy
runpy.run_module("cites.permits.verify", run_name="__main__", alter_sys=True)
"""
    command = [sys.executable, "-I", "-S", "-c", program, *arguments]
    return subprocess.run(command, cwd="/", env={}, input=said, capture_output=True, text=True, timeout=60, check=False)


def test_it_checks_a_permit_with_the_three_packages_that_it_names_and_no_django(wheel: Path, needed: Path) -> None:
    token = a_token(iat=NOW - 3600, exp=NOW + 86_400)
    done = verify(wheel, needed, token, "--keys", "-", "--json", said=json.dumps(a_key_set()))
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["state"] == "valid"
    forged = a_token(kid="FJ-2026-1", iat=NOW - 3600, exp=NOW + 86_400)
    assert verify(wheel, needed, forged, "--keys", "-", said=json.dumps(a_key_set())).returncode == 1
    assert verify(wheel, needed, "nothing", "--keys", "-", said=json.dumps(a_key_set())).returncode == 2


def test_it_holds_what_the_command_loads_and_no_more(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = [each for each in packed.namelist() if ".dist-info/" not in each]
    assert "cites/permits/verify.py" in names
    assert {each for each in names if not each.startswith(("kernel/", "cites/permits/tokens/"))} == {
        "cites/__init__.py", "cites/permits/__init__.py", "cites/permits/verify.py",
    }  # fmt: skip
    assert wheel.stat().st_size < 60_000


def test_the_same_code_makes_the_same_bytes(wheel: Path, tmp_path: Path) -> None:
    assert build(tmp_path).read_bytes() == wheel.read_bytes()


def test_it_says_what_it_is(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        about = next(packed.read(each).decode() for each in packed.namelist() if each.endswith("METADATA"))
    assert [line.partition(": ")[2] for line in about.splitlines() if line.startswith("Requires-Dist")] == [*NEEDS]
