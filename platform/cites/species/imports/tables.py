"""The tables that an import fills: what tells two rows of a taxon apart, and what may differ between them."""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import models

from cites.species.models import Listing, PublishedQuota, Range, Reservation, Suspension, TaxonName

Key = tuple[Any, ...]
OF_DATASET = ("source", "dataset")
_OUR_READING = frozenset({"populations", "excepted", "partly", "unread"})  # of the note, which is told itself
_SCOPED = ("country", "terms", "sources", "purposes", "notes", "address")


@dataclass(frozen=True, slots=True)
class ImportedTable:
    """One table; ``key`` tells a taxon's rows apart and ``values`` is what else they say."""

    name: str
    model: type[models.Model]
    key: tuple[str, ...]
    values: tuple[str, ...]

    def key_of(self, row: models.Model) -> Key:
        """Return what tells the row apart; rows with a number in the source go by it alone."""
        their_id = getattr(row, "their_id", None)
        return (their_id,) if their_id is not None else tuple(getattr(row, name) for name in self.key)

    def told(self, row: models.Model) -> dict[str, str]:
        """Return what the row says, as text; what is empty is left out."""
        found = {name: getattr(row, name) for name in (*self.key, *self.values)}
        return {
            name: str(value) for name, value in found.items() if value not in ("", None) and name not in _OUR_READING
        }


NAMES = ImportedTable("name", TaxonName, ("kind", "language", "name"), ("dataset",))
LISTINGS = ImportedTable(
    "listing", Listing, ("appendix", "valid_from", "populations", "listed_by"),
    (
        "valid_to", "excepted", "partly", "unread", "listed_as", "annotation", "hash_annotation", "date_certain",
        *OF_DATASET,
    ),
)  # fmt: skip
RANGES = ImportedTable("range", Range, ("country",), ("tags", *OF_DATASET))
RESERVATIONS = ImportedTable(
    "reservation", Reservation, ("party", "appendix", "valid_from"), ("valid_to", "note", *OF_DATASET)
)
QUOTAS = ImportedTable(
    "quota", PublishedQuota, ("country", "valid_from", "quantity", "unit", "notes"),
    tuple(dict.fromkeys(("valid_from", "valid_to", *_SCOPED, "quantity", "unit", "published_on", *OF_DATASET))),
)  # fmt: skip
SUSPENSIONS = ImportedTable(
    "suspension", Suspension, ("country", "valid_from", "notes"),
    ("valid_from", "valid_to", *_SCOPED, "applies_to_import", "begun_by", "ended_by", *OF_DATASET),
)  # fmt: skip
TABLES = (NAMES, LISTINGS, RANGES, RESERVATIONS, QUOTAS, SUSPENSIONS)


@dataclass(slots=True)
class Difference:
    """What is to be done in one table, and how a person reads it."""

    table: ImportedTable
    new: list[models.Model] = field(default_factory=list)
    altered: list[models.Model] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    told: list[dict[str, Any]] = field(default_factory=list)


def compare(
    table: ImportedTable, present: Iterable[models.Model], wanted: Iterable[models.Model], *, removes: bool = True
) -> Difference:
    """Return how ``present`` becomes ``wanted``; rows that stay the same keep their keys and their marks."""
    found = Difference(table)
    ours, theirs = {table.key_of(row): row for row in present}, {table.key_of(row): row for row in wanted}
    for key, row in theirs.items():
        _settle(found, ours.get(key), row)
    if removes:
        kept = {ours[key].pk for key in ours if key in theirs}
        for row in present:
            if row.pk not in kept:
                found.gone.append(row.pk)
                found.told.append({"table": table.name, "what": "removed", "before": table.told(row)})
    return found


def _settle(found: Difference, present: models.Model | None, wanted: models.Model) -> None:
    table = found.table
    if present is None:
        found.new.append(wanted)
        found.told.append({"table": table.name, "what": "added", "after": table.told(wanted)})
        return
    values = {name: getattr(wanted, name) for name in (*table.key, *table.values)}
    if all(getattr(present, name) == value for name, value in values.items()):
        return
    before = table.told(present)
    for name, value in (values | _unchecked(present)).items():
        setattr(present, name, value)
    found.altered.append(present)
    found.told.append({"table": table.name, "what": "changed", "before": before, "after": table.told(present)})


def _unchecked(row: models.Model) -> dict[str, Any]:
    """A person compared what the row said before."""
    return {"checked": False} if hasattr(row, "checked") else {}


def with_others(table: ImportedTable, told: Sequence[Any], present: Iterable[Any]) -> list[Any]:
    """Return the rows that are told and those that are there besides, which nobody said to be gone."""
    keys = {table.key_of(row) for row in told}
    return [*told, *(row for row in present if table.key_of(row) not in keys)]


def ended(rows: Iterable[Listing], day: date) -> list[Listing]:
    """Return listings as they are when none holds from ``day`` on: ended on its eve, or never begun."""
    kept = []
    for row in rows:
        if row.valid_to is not None and row.valid_to < day:
            kept.append(row)
        elif row.valid_from < day:
            over = copy(row)
            over.valid_to = day - timedelta(days=1)
            kept.append(over)
    return kept
