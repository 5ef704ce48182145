"""Every fault of a profile on disk at once, each with the file of the layer that states the value."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tenants.errors import ProfileFaulty
from tenants.profiles.files import BASE, PROFILE, PROFILES, layers, over, read_toml
from tenants.profiles.rules import Fault
from tenants.releases.check import faults_in
from tenants.releases.parts import release_parts

Files = dict[Path, Any]
_NOTES = (".md", ".txt")


def faults_of_folder(folder: Path) -> list[Fault]:
    """Return file, key and reason of every fault of the profile in ``folder``, wherever it lies."""
    try:
        found = layers(folder)
        faults: list[Fault] = []
    except ProfileFaulty as error:
        # Without its region a country lacks much that is no fault of its own: check what it has upon the base.
        faults, found = list(error.data["faults"]), [PROFILES / BASE, folder]
        if not (folder / PROFILE).exists():
            return faults
    known = {fault["file"] for fault in faults}
    for part_faults in (_faults_of_files(found, known), _strange_files(folder)):
        faults += part_faults
    return sorted(faults, key=lambda fault: (fault["file"], fault["key"]))


def _faults_of_files(found: list[Path], known: set[str]) -> Iterator[Fault]:
    parts: dict[str, Any] = {}
    files: dict[str, Files] = {}
    broken: set[str] = set()
    for part in release_parts:
        files[part.file] = {}
        for path in (layer / part.file for layer in found if (layer / part.file).exists()):
            try:
                files[part.file][path] = read_toml(path) if path.suffix == ".toml" else path.read_text("utf-8")
            except (ProfileFaulty, UnicodeDecodeError) as error:
                broken.add(part.file)
                reason = error.data["reason"] if isinstance(error, ProfileFaulty) else str(error)
                yield from [{"file": str(path), "key": "", "reason": reason}] if str(path) not in known else []
        parts[part.name] = _merged(files[part.file], part.file)
    for fault in faults_in(parts):
        # What a broken file would have said is not missing.
        if fault["file"] not in broken or fault["reason"] != "is missing":
            yield fault | {"file": str(_stating(files[fault["file"]], fault["key"], found[-1] / fault["file"]))}


def _merged(files: Files, name: str) -> Any:
    if not name.endswith(".toml"):
        return next(reversed(files.values()), "")
    merged: dict[str, Any] = {}
    for stated in files.values():
        merged = over(merged, stated)
    return merged


def _stating(files: Files, key: str, country: Path) -> Path:
    """The file of the highest layer that states the value, or all but its last steps; else the country's own."""
    steps = key.split(".") if key else []
    for depth in range(len(steps), 0, -1):
        for path, stated in reversed(files.items()):
            if _states(stated, steps[:depth]):
                # A value that is missing from a table is for the country to add.
                return path if depth == len(steps) else country
    return country if country in files or not files else next(reversed(files))


def _states(stated: Any, steps: list[str]) -> bool:
    for step in steps:
        if isinstance(stated, list) and step.isdigit() and int(step) < len(stated):
            stated = stated[int(step)]
        elif isinstance(stated, dict) and step in stated:
            stated = stated[step]
        else:
            return False
    return True


def _strange_files(folder: Path) -> Iterator[Fault]:
    """A file that no part reads is most often a misspelt one."""
    known = {part.file for part in release_parts}
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.name not in known and path.suffix not in _NOTES and not path.name.startswith("."):
            yield {
                "file": str(path),
                "key": "",
                "reason": f"is read by nobody; a profile has {', '.join(sorted(known))}",
            }
