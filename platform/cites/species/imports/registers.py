"""Reading a register of the Secretariat from a table whose columns are found by their headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from cites.species.imports.nodes import country, day
from cites.species.imports.records import Fault
from cites.species.imports.sheets import Row, rows
from cites.species.models import THE_BEGINNING, Register, Registration
from cites.species.queries import taxon_by_scientific_name
from cites.species.register_codes import DATASETS, code_in, party_of
from kernel.text import gettext_noop

CODE = ("code", "registrationcode", "registrationnumber", "registrationno", "regno", "operationcode", "number")
NAME = ("name", "operation", "operationname", "nameofoperation", "nursery", "nurseryname", "institution",
        "institutionname", "nameofinstitution")  # fmt: skip
NEEDED = {"Code": CODE, "Name": NAME}
_PARTY = ("party", "country", "isocode", "iso2", "countrycode", "partycode")
_SPECIES = ("species", "scientificname", "scientificnames", "taxon", "taxa", "fullname")
_FROM = ("registeredfrom", "registeredon", "registrationdate", "dateofregistration", "dateregistered", "validfrom")
_UNTIL = ("registereduntil", "validuntil", "validto", "until")
_ENDED_ON = ("endedon", "deletedon", "dateofdeletion", "datedeleted", "suspendedon", "dateofsuspension")
_STATUS = ("status", "registrationstatus", "state")
_HOLDS: Final = {"", "active", "registered", "valid", "current", "in force"}
_ENDS: Final = {
    "deleted": Registration.End.DELETED, "removed": Registration.End.DELETED, "withdrawn": Registration.End.DELETED,
    "suspended": Registration.End.SUSPENDED,
}  # fmt: skip
_LONGEST_TAXON: Final = 120
NO_CODE = gettext_noop("“%(told)s” is no code of this register.")
NO_NAME = gettext_noop("%(code)s has no name.")
NO_SPECIES = gettext_noop("%(code)s names no species.")
NO_DAY = gettext_noop("%(code)s: “%(told)s” is no day.")
NO_STATUS = gettext_noop("%(code)s: “%(told)s” is no status that is known.")
ENDS_FIRST = gettext_noop("%(code)s would end before it begins.")
TWICE = gettext_noop("%(code)s stands there twice for the same days.")
NOT_LISTED = gettext_noop("%(code)s: %(taxon)s is not in our list of species. It is kept under that name.")


class Unreadable(Exception):
    """A row that says something that cannot be read; left out, for a wrong guess would open or close a trade."""

    def __init__(self, text: str, **facts: str) -> None:
        super().__init__(text)
        self.fault = Fault(text=text, facts=facts, unreadable=True)


@dataclass(slots=True)
class RegisterRead:
    """What a file says: registrations, unsaved, and by its line what could not be read or is worth a look."""

    entries: list[Registration] = field(default_factory=list)
    faults: list[tuple[int, Fault]] = field(default_factory=list)

    @property
    def unreadable(self) -> int:
        """How many rows are left out."""
        return sum(fault.unreadable for _place, fault in self.faults)


def read_register(register: Register, path: Path, *, as_of: date, source: str) -> RegisterRead:
    """Return all that a file says of a register as it was on ``as_of``; raises NotThisFile where it is none."""
    read, seen = RegisterRead(), set[tuple[str, str, date]]()
    for row in rows(path, after=0, needed=NEEDED):
        if row.is_empty:
            continue
        try:
            found = list(_entries(register, row, as_of, source))
        except Unreadable as error:
            read.faults.append((row.place, error.fault))
            continue
        for entry in found:
            key = entry.code, entry.scientific_name, entry.valid_from
            if key in seen:
                read.faults.append((row.place, Fault(text=TWICE, facts={"code": entry.code}, unreadable=True)))
                continue
            seen.add(key)
            read.entries.append(entry)
            read.faults += [(row.place, fault) for fault in _doubts(entry)]
    return read


def _entries(register: Register, row: Row, as_of: date, source: str) -> Iterator[Registration]:
    code = code_in(register, row.cell(*CODE))
    if not code:
        raise Unreadable(NO_CODE, told=row.cell(*CODE)[:40])
    name = row.cell(*NAME)[:300]
    if not name:
        raise Unreadable(NO_NAME, code=code)
    first, (last, ended_by, told) = _day(row, code, *_FROM) or THE_BEGINNING, _end(row, code, as_of)
    if last is not None and last < first:
        raise Unreadable(ENDS_FIRST, code=code)
    for taxon in _taxa(register, row, code):
        yield Registration(
            register=register, code=code, party=country(row.cell(*_PARTY)) or party_of(register, code), name=name,
            scientific_name=taxon, valid_from=first, valid_to=last, ended_by=ended_by, end_told=told, source=source,
            dataset=DATASETS[register],
        )  # fmt: skip


def _taxa(register: Register, row: Row, code: str) -> list[str]:
    """Return the species of the row, each once; a nursery or institution may name none, which is one blank name."""
    named = [" ".join(each.split()) for each in re.split(r"[;|\n]", row.cell(*_SPECIES)) if each.strip()]
    if register is Register.BREEDING and not named:
        raise Unreadable(NO_SPECIES, code=code)
    return list(dict.fromkeys(each[:_LONGEST_TAXON] for each in named)) or [""]


def _day(row: Row, code: str, *headings: str) -> date | None:
    told = row.cell(*headings)
    found = day(told)
    if told and found is None:
        raise Unreadable(NO_DAY, code=code, told=told[:40])
    return found


def _end(row: Row, code: str, as_of: date) -> tuple[date | None, str, bool]:
    """Return the last day, how it came to it, and whether the day was told; else it is the eve of the data's day."""
    status = row.cell(*_STATUS).casefold()
    if status not in _HOLDS and status not in _ENDS:
        raise Unreadable(NO_STATUS, code=code, told=status[:40])
    last, ended_on = _day(row, code, *_UNTIL), _day(row, code, *_ENDED_ON)
    if ended_on is not None:
        last = ended_on - timedelta(days=1)
    ended_by = _ENDS.get(status, Registration.End.DELETED if last is not None and last < as_of else "")
    if status in _ENDS and (last is None or last >= as_of):
        return as_of - timedelta(days=1), str(ended_by), False
    return last, str(ended_by), True


def _doubts(entry: Registration) -> Iterator[Fault]:
    name = entry.scientific_name
    if name and taxon_by_scientific_name(name) is None:
        yield Fault(text=NOT_LISTED, facts={"code": entry.code, "taxon": name})
