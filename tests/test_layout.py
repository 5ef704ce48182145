"""The house stands as the design says."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOP = {
    "platform",
    "tenants",
    "workflows",
    "localization",
    "billing",
    "cms",
    "infra",
    "terraform",
    "tests",
    "docs",
}
PACKAGES = (
    "platform/kernel",
    "platform/cites",
    "tenants",
    "workflows",
    "localization",
    "billing",
    "cms",
    "infra",
)
GENERIC = ("tenants", "workflows", "localization", "billing")


def _tracked() -> list[str]:
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in done.stdout.splitlines() if (ROOT / name).exists()]


def _code(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return [path for path in found if "migrations" not in path.parts]


def test_the_top_holds_only_the_folders_of_the_design() -> None:
    assert {name.split("/")[0] for name in _tracked() if "/" in name} - {".ci", ".github"} <= TOP


def test_platform_is_a_bare_folder_that_shadows_nothing() -> None:
    import platform

    assert hasattr(platform, "python_version")
    assert not list((ROOT / "platform").glob("*.py"))


def test_tests_are_no_packages() -> None:
    assert not [name for name in _tracked() if name.startswith("tests/") and name.endswith("__init__.py")]


def test_no_folder_is_an_empty_promise() -> None:
    for folder in TOP:
        assert not (ROOT / folder).exists() or any((ROOT / folder).rglob("*.*"))


def test_nothing_is_called_utils() -> None:
    assert not [name for name in _tracked() if re.search(r"(^|/)(utils|helpers|misc)(\.py|/)", name)]


@pytest.mark.parametrize("folder", GENERIC)
def test_what_serves_any_office_never_names_a_permit(folder: str) -> None:
    naming = re.compile(r"\b(cites|permit|permits|taxon|species|appendix)\b", re.IGNORECASE)
    allowed = re.compile(r"cites\.settings")
    named = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in _code(folder)
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if naming.search(allowed.sub("", line)) and "names-the-product" not in line
    ]
    assert named == []


def test_modules_say_what_they_are_for() -> None:
    silent = [
        path
        for path in _code(*PACKAGES)
        if path.stat().st_size and not path.read_text().lstrip("#! ").strip().startswith(('"""', "/usr"))
    ]
    assert silent == []


def test_locks_name_no_registry() -> None:
    for name in ("requirements.lock", "package-lock.json"):
        assert "://" not in (ROOT / name).read_text()


def test_no_lock_of_uv_is_tracked() -> None:
    assert not [name for name in _tracked() if Path(name).name in ("uv.lock", "pylock.toml")]


def test_the_other_form_of_tenant_context_is_not_used() -> None:
    """Trap 3: ``with party:`` swaps Parties across threads; only ``party_context`` is safe."""
    swaps = re.compile(r"^\s*with (party|tenant|self\.party|request\.party)( as \w+)?:", re.MULTILINE)
    assert not [path for path in _code(*PACKAGES, "tests") if swaps.search(path.read_text())]
