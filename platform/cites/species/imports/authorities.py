"""Importing the register of authorities and signatories from a CSV: the whole register, or nothing of the file."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction

from cites.species import memory
from cites.species.errors import FaultyReferenceData
from cites.species.imports.sheets import Row, measure, rows
from cites.species.models import THE_BEGINNING, Country, DesignatedAuthority
from cites.species.services import ONE_AT_A_TIME
from kernel.text import gettext_noop
from tenants.audit.services import record
from tenants.context import as_owner
from tenants.locks import only_one
from tenants.names import PUBLIC

COLUMNS: Final = {
    "country": ("country", "iso2", "party"),
    "kind": ("kind", "type"),
    "name": ("name",),
    "source": ("source",),
}  # fmt: skip
_KINDS: Final = {
    "ma": "management", "sa": "scientific", "signatory": "signatory", "management": "management",
    "scientific": "scientific", "managementauthority": "management", "scientificauthority": "scientific",
}  # fmt: skip
_NOT_KNOWN = gettext_noop("“%(said)s” is no country of the list.")
_NO_KIND = gettext_noop("“%(said)s” is neither MA, SA nor signatory.")
_ENDS_FIRST = gettext_noop("This entry ends before it begins.")
_TWICE = gettext_noop("This entry stands in the file twice.")


@dataclass(frozen=True, slots=True)
class Registered:
    """What became of the register: numbers of entries and of States."""

    entries: int
    countries: int
    before: int


def import_authorities(path: Path, *, as_of: date, dry: bool = False) -> Registered:
    """Put the file's register in the place of the one before, all or nothing; runs as the owner.

    Columns: country, kind (MA, SA or signatory), name, source, and where known authority, address, e-mail, from, until.
    With ``dry`` the file is only read. Raises NotThisFile, and FaultyReferenceData with the line at fault.
    """
    lines = measure(path).lines
    wanted = _read(path, as_of) if lines else []
    with only_one(ONE_AT_A_TIME), as_owner(PUBLIC), transaction.atomic():
        before = DesignatedAuthority.objects.count()
        if not dry:
            DesignatedAuthority.objects.all().delete()
            DesignatedAuthority.objects.bulk_create(wanted, batch_size=500)
            told = {"as_of": as_of.isoformat(), "entries": len(wanted), "before": before}
            record("species.authorities_imported", subject="import:authorities", data=told)
            memory.next_edition()
    return Registered(len(wanted), len({each.country for each in wanted}), before)


def _read(path: Path, as_of: date) -> list[DesignatedAuthority]:
    countries = set(Country.objects.values_list("iso2", flat=True))
    found: dict[tuple[str, str, str, date], DesignatedAuthority] = {}
    for row in rows(path, after=0, needed=COLUMNS):
        if row.is_empty:
            continue
        try:
            entry = _entry(row, as_of, countries)
            key = entry.country, entry.kind, entry.name, entry.valid_from
            if key in found:
                raise ValueError(_TWICE)
        except (ValueError, ValidationError) as fault:
            raise FaultyReferenceData(table=path.name, line=row.place, fault=str(fault)) from fault
        found[key] = entry
    return list(found.values())


def _entry(row: Row, as_of: date, countries: set[str]) -> DesignatedAuthority:
    country, kind = row.cell(*COLUMNS["country"]).upper(), row.cell(*COLUMNS["kind"])
    if country not in countries:
        raise ValueError(_NOT_KNOWN % {"said": country})
    if _plain(kind) not in _KINDS:
        raise ValueError(_NO_KIND % {"said": kind})
    first, last = row.cell("from", "validfrom"), row.cell("until", "to", "validto")
    entry = DesignatedAuthority(
        country=country,
        kind=_KINDS[_plain(kind)],
        name=row.cell("name"),
        authority=row.cell("authority"),
        address=row.cell("address"),
        email=row.cell("email", "emailaddress"),
        source=row.cell("source"),
        valid_from=date.fromisoformat(first) if first else THE_BEGINNING,
        valid_to=date.fromisoformat(last) if last else None,
        as_of=as_of,
    )
    if entry.valid_to and entry.valid_to < entry.valid_from:
        raise ValueError(_ENDS_FIRST)
    entry.clean_fields()
    return entry


def _plain(said: str) -> str:
    return "".join(said.casefold().split())
