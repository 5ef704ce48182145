"""The codes of the trade by their names: units, purposes and sources in use, and those that a draft holds besides."""

from collections.abc import Iterable
from typing import Any

from cites.species import queries as species
from kernel.clock import local_date
from localization.languages import page_language


def unit_choices(held: Any) -> list[tuple[str, str]]:
    """Return units as code and name."""
    return _choices(species.units(local_date("UTC")), held)


def purpose_choices(held: Any) -> list[tuple[str, str]]:
    """Return purposes as code and name."""
    return _choices(species.purposes(local_date("UTC")), held)


def source_choices(held: Any) -> list[tuple[str, str]]:
    """Return sources as code and name."""
    return _choices(species.sources(local_date("UTC")), held)


def _choices(entries: Iterable[Any], held: Any) -> list[tuple[str, str]]:
    found = sorted((each.name_in(page_language()), each.code) for each in entries)
    named = [(code, f"{name} ({code})") for name, code in found]
    known = {code for code, _name in named}
    return [*named, *((str(code), str(code)) for code in (held or ()) if code not in known)]
