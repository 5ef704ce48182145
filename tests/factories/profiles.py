"""Profiles in a folder of their own, as a Party's would lie anywhere."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tenants.profiles.files import folder_of, layered
from tenants.profiles.schema import Profile

CAYMAN = """
iso2 = "KY"
kind = "jurisdiction"
under = "GB"
region = "caribbean"
names = { en = "Cayman Islands", fr = "Îles Caïmans", es = "Islas Caimán" }
currency = "KYD"
time_zone = "America/Cayman"
ports = [
  { locode = "KYGEC", name = "George Town" },
]

[authorities.management]
names = { en = "Department of Environment" }
address = "George Town\\nCayman Islands"
email = "cites@ky.example"

[authorities.scientific]
names = { en = "National Conservation Council" }
address = "George Town\\nCayman Islands"
email = "science@ky.example"
"""
HAITI = """
iso2 = "HT"
kind = "non_party"
region = "caribbean"
names = { en = "Haiti", fr = "Haïti", es = "Haití", ht = "Ayiti" }
currency = "HTG"
time_zone = "America/Port-au-Prince"
national_languages = ["fr", "ht"]
languages = ["fr", "en"]
document_languages = ["fr", "en"]
ports = [
  { locode = "HTPAP", name = "Port-au-Prince" },
]

[authorities.management]
names = { en = "Ministry of the Environment", fr = "Ministère de l’Environnement" }
address = "Port-au-Prince\\nHaïti"
email = "cites@ht.example"

[authorities.scientific]
names = { en = "Scientific adviser", fr = "Conseiller scientifique" }
address = "Port-au-Prince\\nHaïti"
email = "science@ht.example"
"""


def written(folder: Path, profile: str, **files: str) -> Path:
    """Write ``profile.toml``, and ``fees="…"`` as ``fees.toml`` and so on; return the folder."""
    folder.mkdir(exist_ok=True)
    (folder / "profile.toml").write_text(profile, "utf-8")
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    return folder


def profile_of(iso2: str, **changes: Any) -> Profile:
    """The shipped profile of that country, with ``changes``."""
    return Profile.model_validate(layered(folder_of(iso2), "profile.toml") | changes)


def leaves(table: Any, place: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield place and value of everything in a table that is no table itself."""
    for key, value in table.items():
        yield from leaves(value, (*place, key)) if isinstance(value, dict) else [((*place, key), value)]


def at(table: Any, place: tuple[str, ...]) -> Any:
    """What stands at a place of a table, or None."""
    for step in place:
        table = table.get(step) if isinstance(table, dict) else None
    return table
