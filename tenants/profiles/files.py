"""Reads the files of a profile, layer upon layer."""

import tomllib
from collections.abc import Iterable, Mapping
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from kernel.text import gettext_noop
from tenants.errors import ProfileFaulty, UnknownParty
from tenants.profiles.merging import merged
from tenants.profiles.templates import STANDARD, faults_of_layers, template_chain, template_named, together

PROFILES = Path(__file__).parent
REGIONS = PROFILES / "regions"
BASE = "base"
PROFILE = "profile.toml"
_NO_REGION = gettext_noop("there is no region “%(name)s”; shipped: %(shipped)s")
_NO_BASE = gettext_noop("there is no base “%(name)s”; shipped: %(shipped)s")


def layers(folder: Path) -> list[Path]:
    """Return the folders from general to particular: base and region as ``profile.toml`` names them, the country.

    Raises ProfileFaulty when one of them cannot be read or does not exist.
    """
    stated = read_toml(folder / PROFILE)
    above = [folder]
    if region := stated.get("region"):
        above.insert(0, _layer(folder, "region", region, REGIONS))
    for layer in reversed(above):
        if base := read_toml(layer / PROFILE).get("base"):
            return [_layer(layer, "base", base, PROFILES), *above]
    return [PROFILES / BASE, *above]


def folder_of(iso2: str) -> Path:
    """Return the folder of the profile of that country; raise UnknownParty when there is none."""
    folder = PROFILES / iso2.lower()
    if not (folder / PROFILE).exists():
        raise UnknownParty(message=gettext_noop("there is no profile of %(iso2)s"), data={"iso2": iso2})
    return folder


def shipped() -> list[str]:
    """Return the codes of the countries that have a profile here."""
    return sorted(path.parent.name for path in PROFILES.glob(f"??/{PROFILE}"))


def layered(folder: Path, file: str, templates: str = "") -> Any:
    """Return ``file`` as all layers together say it: tables merged key by key, the rest replaced; text as it is.

    ``templates`` is the folder in which a layer keeps templates of the file, of which the layers name one. Raises
    ProfileFaulty where a file is broken, or begins as what there is not.
    """
    return layered_from(layers(folder), file, templates)


def layered_from(folders: Iterable[Path], file: str, templates: str = "", own: dict[str, Any] | None = None) -> Any:
    """Return ``file`` as these layers, from general to particular, say it together, ``own`` above them all."""
    folders = list(folders)
    found = [layer / file for layer in folders if (layer / file).exists()]
    if not file.endswith(".toml"):
        return found[-1].read_text("utf-8") if found else ""
    said = {path: read_toml(path) for path in found} | ({Path(file): own} if own is not None else {})
    return _upon_template(said, folders, templates) if templates else merged(said.values())


def templates_in(folders: Iterable[Path], templates: str) -> dict[str, Path]:
    """Return the templates that these layers keep, by name; those of a more particular layer count."""
    found = {path.stem: path for layer in folders for path in sorted((layer / templates).glob("*.toml"))}
    # The standard one is offered first.
    return {name: found[name] for name in sorted(found, key=lambda each: (each != STANDARD, each))}


def _upon_template(said: dict[Path, Any], folders: list[Path], templates: str) -> dict[str, Any]:
    offered = templates_in(folders, templates)
    chain = template_chain(template_named(list(said.values()), offered), offered, lambda name: read_toml(offered[name]))
    said = {offered[name]: layer for name, layer in chain.items()} | said
    if faults := faults_of_layers(said, offered):
        raise ProfileFaulty(message="%(file)s: %(reason)s", data=faults[0] | {"faults": faults})
    return together(list(said.values()))


def shipped_layers(profile: Mapping[str, Any]) -> list[Path]:
    """Return the shipped folders below a profile, given as plain data: base, and the region that it names."""
    region = profile.get("region")
    return [PROFILES / BASE, *([REGIONS / region] if isinstance(region, str) and region in shipped_regions() else [])]


def shipped_regions() -> set[str]:
    """Return the names of the regions that are shipped here."""
    return {path.name for path in REGIONS.iterdir() if path.is_dir()}


def read_toml(path: Path) -> dict[str, Any]:
    """Return a file as plain data; raise ProfileFaulty with the line at which it is broken."""
    try:
        text = path.read_text("utf-8")
        return deepcopy(_parsed(text)) if _is_below_all(path) else tomllib.loads(text)
    except FileNotFoundError:
        raise _faulty(path, "", _("there is no such file")) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _faulty(path, "", str(error)) from error


def _is_below_all(path: Path) -> bool:
    """Whether it is a file of the base or of a region: no words of one Party stand in it."""
    return any(path.is_relative_to(shared) for shared in (PROFILES / BASE, REGIONS))


@lru_cache(maxsize=64)
def _parsed(text: str) -> dict[str, Any]:
    """Remember what such a text says: it lies below every country, and to parse it takes ten times a copy."""
    return tomllib.loads(text)


def _layer(folder: Path, key: str, name: Any, shipped: Path) -> Path:
    """A name is that of a folder in ``shipped``; a path begins with a dot and starts at the profile."""
    layer = folder / str(name) if str(name).startswith(".") else shipped / str(name)
    if not (layer / PROFILE).exists():
        reason = _NO_REGION if key == "region" else _NO_BASE
        raise _faulty(folder / PROFILE, key, _(reason) % {"name": name, "shipped": ", ".join(_names_in(shipped))})
    return layer


def _names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder == REGIONS else [BASE]


def _faulty(path: Path, key: str, reason: str) -> ProfileFaulty:
    fault = {"file": str(path), "key": key, "reason": reason}
    return ProfileFaulty(message="%(file)s: %(reason)s", data=fault | {"faults": [fault]})
