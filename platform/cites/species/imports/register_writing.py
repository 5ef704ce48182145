"""Putting a register of the Secretariat in force, whole and in one transaction, or only telling what would change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final, cast

from django.db import models, transaction

from cites.species import memory
from cites.species.imports.errors import OlderThanInForce, TooManyEntriesGone, TooMuchUnreadable
from cites.species.imports.records import Fault
from cites.species.imports.registers import RegisterRead, read_register
from cites.species.imports.running import FEW, FEW_GONE, TOO_MANY_GONE, TOO_MUCH, alone
from cites.species.imports.tables import Difference, ImportedTable, compare
from cites.species.models import Dataset, Register, Registration
from cites.species.register_codes import DATASETS
from cites.species.services import ONE_AT_A_TIME
from kernel import clock
from tenants.audit.services import record
from tenants.locks import only_one

SECRETARIAT: Final = "Register of the CITES Secretariat"
ADDRESS: Final = "https://cites.org"
_EVE: Final = timedelta(days=1)
TABLE: Final = ImportedTable(
    "registration", Registration, ("code", "scientific_name", "valid_from"),
    ("register", "party", "name", "valid_to", "ended_by", "end_told", "dataset"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RegisterImported:
    """What an import of a register comes to; ``told`` says row by row what is added, changed or removed."""

    told: Sequence[dict[str, Any]]
    faults: Sequence[tuple[int, Fault]]
    added: int
    changed: int
    ended: int
    removed: int


def import_register(
    register: Register, path: Path, *, as_of: date, source: str = SECRETARIAT, dry: bool = False, removals: bool = False
) -> RegisterImported:
    """Bring a register in line with a file that holds all of it as it was on ``as_of``; run again, it changes nothing.

    What is not in the file any more ends on the eve of that day, and is kept. ``dry`` only compares. Raises
    ImportRefused: NotThisFile, TooMuchUnreadable, OlderThanInForce; TooManyEntriesGone unless ``removals`` are meant.
    """
    with alone(), only_one(ONE_AT_A_TIME), transaction.atomic():
        _refuse_older(register, as_of)
        read = read_register(register, path, as_of=as_of, source=source)
        _refuse_unreadable(read)
        present = list(Registration.objects.filter(register=register))
        gone = _gone(present, read.entries, as_of)
        standing = sum(row.holds_on(as_of) for row in present)
        if not removals and len(gone) > max(FEW_GONE, TOO_MANY_GONE * standing):
            raise TooManyEntriesGone(gone=len(gone), of=standing)
        found = compare(TABLE, present, _wanted(present, read.entries, gone, as_of))
        if not dry:
            _put_in_force(register, found, as_of, source)
    ended = sum(_ends(each) for each in found.told)
    counts = {"ended": ended, "changed": len(found.altered) - ended}
    return RegisterImported(found.told, read.faults, added=len(found.new), removed=len(found.gone), **counts)


def _refuse_older(register: Register, as_of: date) -> None:
    known = Dataset.objects.filter(code=DATASETS[register]).first()
    if known is not None and as_of < known.taken_on:
        raise OlderThanInForce(as_of=as_of, in_force=known.taken_on)


def _refuse_unreadable(read: RegisterRead) -> None:
    of = len(read.entries) + read.unreadable
    most = 0 if not read.entries else FEW
    if not read.entries or (read.unreadable > most and read.unreadable > TOO_MUCH * of):
        raise TooMuchUnreadable(unreadable=read.unreadable, of=of)


def _gone(present: Iterable[Registration], told: Iterable[Registration], as_of: date) -> list[Registration]:
    """Return what still holds and of which the file says nothing, under whatever days."""
    named = {(each.code, each.scientific_name) for each in told}
    return [row for row in present if (row.code, row.scientific_name) not in named and row.holds_on(as_of)]


def _wanted(
    present: Sequence[Registration], told: Sequence[Registration], gone: Sequence[Registration], as_of: date
) -> list[models.Model]:
    """Return what is told, what ended before and is told no more, and what is gone as it is with its end."""
    before = {(row.code, row.scientific_name, row.valid_from): row for row in present}
    named = {(each.code, each.scientific_name) for each in told}
    ended = {row.pk for row in gone}
    kept = [
        row for row in present
        if (row.code, row.scientific_name) not in named and row.pk not in ended and row.valid_from < as_of
    ]  # fmt: skip
    over = [_over(row, as_of) for row in gone if row.valid_from < as_of]
    return [*(_dated(each, before) for each in told), *kept, *over]


def _dated(told: Registration, before: dict[tuple[str, str, date], Registration]) -> Registration:
    """Leave an end that no register dated where an earlier import put it: it does not move with each file."""
    known = before.get((told.code, told.scientific_name, told.valid_from))
    if not told.end_told and known is not None and known.valid_to is not None:
        told.valid_to = min(cast("date", told.valid_to), known.valid_to)
    return told


def _over(row: Registration, as_of: date) -> Registration:
    """Return a registration as it is once it is in the data no longer."""
    same = {field.attname: getattr(row, field.attname) for field in Registration._meta.concrete_fields}
    same |= {"valid_to": as_of - _EVE, "ended_by": Registration.End.GONE.value, "end_told": False}
    return Registration(**same)


def _ends(told: dict[str, Any]) -> bool:
    after, before = told.get("after", {}), told.get("before", {})
    return told["what"] == "changed" and "valid_to" in after and "valid_to" not in before


def _put_in_force(register: Register, found: Difference, as_of: date, source: str) -> None:
    manager = Registration.objects
    manager.filter(pk__in=found.gone).delete()
    manager.bulk_create(cast("list[Registration]", found.new), batch_size=500)
    if found.altered:
        changed = cast("list[Registration]", found.altered)
        for row in changed:
            row.source = source
        manager.bulk_update(changed, [*TABLE.key, *TABLE.values, "source", "checked"], batch_size=500)
    Dataset.objects.update_or_create(
        code=DATASETS[register],
        defaults={
            "name": f"{SECRETARIAT}: {register.label}", "address": ADDRESS, "taken_on": as_of,
            "loaded_at": clock.now(), "credit": source,
        },
    )  # fmt: skip
    told = {"as_of": as_of.isoformat(), "added": len(found.new), "changed": len(found.altered)}
    subject = f"secretariat_register:{register.value}"
    record("species.register_imported", subject=subject, data=told | {"removed": len(found.gone)})
    memory.next_edition()
