"""Reads the files of a profile, layer upon layer."""

import tomllib
from pathlib import Path
from typing import Any

from tenants.errors import ProfileFaulty, UnknownParty

PROFILES = Path(__file__).parent


def layers(folder: Path) -> list[Path]:
    """Return the folders from general to particular: base, the region that ``profile.toml`` names, the country."""
    region = str(_toml(folder / "profile.toml").get("region", ""))
    return [PROFILES / "base", *([PROFILES / "regions" / region] if region else []), folder]


def folder_of(iso2: str) -> Path:
    """Return the folder of the profile of that country; raise UnknownParty when there is none."""
    folder = PROFILES / iso2.lower()
    if not (folder / "profile.toml").exists():
        raise UnknownParty(message="there is no profile of %(iso2)s", data={"iso2": iso2})
    return folder


def layered(folder: Path, file: str) -> Any:
    """Return ``file`` as all layers together say it: tables merged key by key, the rest replaced; text as it is."""
    found = [layer / file for layer in layers(folder) if (layer / file).exists()]
    if not file.endswith(".toml"):
        return found[-1].read_text() if found else ""
    merged: dict[str, Any] = {}
    for path in found:
        merged = _over(merged, _toml(path))
    return merged


def _over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _over(merged[key], value) if both else value
    return merged


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text())
    except (OSError, tomllib.TOMLDecodeError) as error:
        fault = {"file": path.name, "key": "", "reason": str(error)}
        raise ProfileFaulty(message="%(file)s: %(reason)s", data=fault | {"faults": [fault]}) from error
