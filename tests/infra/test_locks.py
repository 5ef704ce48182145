"""A lock names packages, versions and hashes, and no address, so that it serves on any machine."""

import json
from pathlib import Path

import pytest

from infra.development import ROOT
from infra.locks import addresses_in


@pytest.mark.parametrize("name", ["requirements.lock", "package-lock.json"])
def test_our_locks_name_no_address(name: str) -> None:
    assert (ROOT / name).exists()
    assert addresses_in(ROOT / name) == []


def test_every_locked_package_has_a_hash() -> None:
    pins = (ROOT / "requirements.lock").read_text().replace("\\\n", " ").splitlines()
    assert [pin for pin in pins if "==" in pin and "--hash=sha256:" not in pin] == []


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://mirror.example/simple",
        "thing @ https://mirror.example/thing.whl",
        "--find-links x",
    ],
)
def test_an_address_in_a_python_lock_is_found(tmp_path: Path, line: str) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text(f"django==5.2.19\n{line}\n")

    assert addresses_in(lock) == [f"requirements.lock:2: {line}"]


def test_an_address_in_a_front_end_lock_is_found(tmp_path: Path) -> None:
    lock = tmp_path / "package-lock.json"
    packages = {"": {}, "node_modules/sass": {"resolved": "https://mirror.example/sass.tgz"}}
    lock.write_text(json.dumps({"packages": packages}))

    assert addresses_in(lock) == ["package-lock.json: node_modules/sass"]


def test_resolvers_own_files_stay_out_of_the_repository() -> None:
    ignored = (ROOT / ".gitignore").read_text().split()
    assert {"uv.lock", "pylock*.toml", "var/", ".venv/", "node_modules/"} <= set(ignored)
