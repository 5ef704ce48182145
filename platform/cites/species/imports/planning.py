"""What an import comes to, some hundred taxa at a time: the rows to write, and the difference as people read it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db import models

from cites.species.imports import wanted
from cites.species.imports.days import Told
from cites.species.imports.merging import merged
from cites.species.imports.records import Fault, TaxonRecord
from cites.species.imports.resolving import Resolution
from cites.species.imports.tables import (
    LISTINGS,
    NAMES,
    QUOTAS,
    RANGES,
    RESERVATIONS,
    SUSPENSIONS,
    TABLES,
    Difference,
    ImportedTable,
    compare,
    ended,
)
from cites.species.imports.wanted import Asking
from cites.species.models import Country, ImportChange, ImportRun, Listing, StagedRecord, Suspension, Taxon, TaxonName
from cites.species.places import gazetteer

AT_ONCE = 1000
NO_PLACES = ("EU", "HS", "XX", "XV")  # of the list of countries, what no population is of
TAXON_COLUMNS = (
    "scientific_name", "author", "rank", "kingdom", "phylum", "class_name", "order_name", "family",
    "species_plus_id", "source", "dataset", "checked",
)  # fmt: skip
Present = dict[str, dict[int, list[Any]]]
Rows = list[dict[str, Any]]


@dataclass(slots=True)
class Chunk:
    """The work of some taxa."""

    new: list[Taxon] = field(default_factory=list)
    altered: list[Taxon] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    changes: list[ImportChange] = field(default_factory=list)
    faults: list[tuple[int, Fault]] = field(default_factory=list)
    taxa: int = 0


class Plan:
    """The work of a whole import, computed anew from what is staged and from what is there."""

    def __init__(self, run: ImportRun, resolution: Resolution, *, whole: bool, adds_up: bool) -> None:
        self._run, self._found, self._whole, self._adds_up = run, resolution, whole, adds_up
        self._of_all: dict[Any, Suspension] = {}
        self.told = Told()
        self._places = gazetteer(list(Country.objects.exclude(iso2__in=NO_PLACES).values_list("iso2", "name_en")))

    def chunks(self) -> Iterator[Chunk]:
        """Yield the work, taxa by taxa, at last what is gone and what is about all taxa."""
        for keys in _pieces(sorted(self._found.taxa)):
            yield self._chunk(keys)
        for pks in _pieces(self._found.gone):
            yield self._chunk_of_gone(pks)
        yield self._chunk_about_all()

    def _chunk(self, keys: Sequence[str]) -> Chunk:
        chunk = Chunk(taxa=len(keys))
        pks = [pk for key in keys if (pk := self._found.taxa[key]) is not None]
        taxa, present = Taxon.objects.in_bulk(pks), _present(pks)
        staged = StagedRecord.objects.filter(run=self._run, key__in=keys).order_by("key", "pk")
        for key, rows in groupby(staged.values_list("key", "place", "payload"), key=lambda row: row[0]):
            told = [(place, TaxonRecord.model_validate_json(payload)) for _key, place, payload in rows]
            record = merged([each for _place, each in told], adds_up=self._adds_up)
            pk = self._found.taxa[key]
            taxon = taxa[pk] if pk is not None else Taxon(code=self._found.codes[key])
            self._settle(chunk, record, taxon, told[-1][0], present)
        return chunk

    def _settle(self, chunk: Chunk, record: TaxonRecord, taxon: Taxon, place: int, present: Present) -> None:
        self._note_told(record, taxon)
        if not record.active:
            return self._end(chunk, taxon, present)
        told: Rows = []
        if not record.only_names:
            told += _settle_taxon(chunk, taxon, wanted.taxon_values(record, taxon if taxon.pk else None))
        asking = Asking(
            record, taxon, self._run.as_of, self._found.names, self._found.numbers, self._places,
            lambda fault: chunk.faults.append((place, fault)),
        )  # fmt: skip
        here = {name: rows.get(taxon.pk, []) for name, rows in present.items()} if taxon.pk else {}
        for table, rows in self._wanted(asking, here):
            told += _keep(chunk, compare(table, here.get(table.name, []), rows))
        kind = ImportChange.Kind.CHANGED if taxon.pk else ImportChange.Kind.ADDED
        _note(chunk, self._run, kind, taxon, told)

    def _note_told(self, record: TaxonRecord, taxon: Taxon) -> None:
        if record.events is not None or record.stands_in is not None or not record.active:
            self.told.listed.add(taxon.code)
        self.told.quotas |= record.quotas is not None
        self.told.suspensions |= record.suspensions is not None

    def _wanted(self, asking: Asking, here: dict[str, list[Any]]) -> Iterator[tuple[ImportedTable, list[Any]]]:
        """Yield each table of which the record says anything, with all rows that the taxon is to have in it."""
        record = asking.record
        yield NAMES, wanted.names(asking, here.get(NAMES.name, []))
        if record.events is not None:
            past = wanted.past(asking)
            yield LISTINGS, wanted.listings(asking, past.listings)
            yield RESERVATIONS, wanted.reservations(asking, past.reservations)
        elif record.stands_in is not None:
            yield LISTINGS, wanted.listings_today(asking, here.get(LISTINGS.name, []))
        if record.ranges is not None:
            yield RANGES, wanted.ranges(asking)
        if record.quotas is not None or record.quotas_below:
            yield QUOTAS, wanted.quotas(asking, here.get(QUOTAS.name, []))
        if record.suspensions is not None or record.suspensions_below:
            own, of_all = wanted.suspensions(asking, here.get(SUSPENSIONS.name, []))
            self._of_all |= {SUSPENSIONS.key_of(row): row for row in of_all}
            yield SUSPENSIONS, own

    def _chunk_of_gone(self, pks: Sequence[int]) -> Chunk:
        chunk, present = Chunk(taxa=len(pks)), _present(pks)
        for taxon in Taxon.objects.in_bulk(pks).values():
            self._end(chunk, taxon, present)
        return chunk

    def _end(self, chunk: Chunk, taxon: Taxon, present: Present) -> None:
        """End the listings of a taxon that is no longer told; the taxon stays, for cases hold its code."""
        here: list[Listing] = present[LISTINGS.name].get(taxon.pk, [])
        told = _keep(chunk, compare(LISTINGS, here, ended(here, self._run.as_of)))
        _note(chunk, self._run, ImportChange.Kind.REMOVED, taxon, told)

    def _chunk_about_all(self) -> Chunk:
        chunk = Chunk()
        present = Suspension.objects.filter(taxon=None, dataset=wanted.DATASET)
        told = _keep(chunk, compare(SUSPENSIONS, present, self._of_all.values(), removes=self._whole))
        _note(chunk, self._run, ImportChange.Kind.CHANGED, Taxon(code=""), told)
        return chunk


def _pieces(found: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (found[start : start + AT_ONCE] for start in range(0, len(found), AT_ONCE))


def _present(pks: Sequence[int]) -> Present:
    """Return what is there of these taxa, by table and taxon."""
    found: Present = {}
    for table in TABLES:
        rows: dict[int, list[Any]] = defaultdict(list)
        for row in table.model._default_manager.filter(taxon_id__in=pks).order_by("pk"):
            rows[row.taxon_id].append(row)  # type: ignore[attr-defined]  # every table of TABLES has a taxon
        found[table.name] = rows
    return found


def _settle_taxon(chunk: Chunk, taxon: Taxon, values: dict[str, object]) -> Rows:
    before = {name: getattr(taxon, name) for name in values}
    for name, value in values.items():
        setattr(taxon, name, value)
    if taxon.pk is None:
        chunk.new.append(taxon)
        return [{"table": "taxon", "what": "added", "after": _texts(values)}]
    if before == values:
        return []
    taxon.checked = False
    chunk.altered.append(taxon)
    differing = {name for name in values if before[name] != values[name]}
    parts = ({name: each[name] for name in values if name in differing} for each in (before, values))
    return [{"table": "taxon", "what": "changed", **dict(zip(("before", "after"), map(_texts, parts), strict=True))}]


def _texts(values: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in values.items() if value not in ("", None)}


def _keep(chunk: Chunk, difference: Difference) -> Rows:
    chunk.differences.append(difference)
    return difference.told


def _note(chunk: Chunk, run: ImportRun, kind: ImportChange.Kind, taxon: Taxon, told: Rows) -> None:
    if told:
        chunk.changes.append(
            ImportChange(run=run, kind=kind, taxon_code=taxon.code, taxon_name=taxon.scientific_name, rows=told)
        )


def write(chunk: Chunk) -> None:
    """Put the work of some taxa in force; what goes makes room for what comes."""
    Taxon.objects.bulk_create(chunk.new, batch_size=AT_ONCE)
    Taxon.objects.bulk_update(chunk.altered, TAXON_COLUMNS, batch_size=200)
    for table in TABLES:
        found = [each for each in chunk.differences if each.table is table]
        _write(table.model._default_manager, table, found)


def _write(manager: "models.Manager[Any]", table: ImportedTable, found: Sequence[Difference]) -> None:
    gone = [pk for each in found for pk in each.gone]
    altered = [row for each in found for row in each.altered]
    new = [row for each in found for row in each.new]
    if gone:
        manager.filter(pk__in=gone).delete()
    if altered:
        extra = {"checked"} if hasattr(altered[0], "checked") else set()
        manager.bulk_update(altered, sorted({*table.key, *table.values} | extra), batch_size=200)
    manager.bulk_create(_folded(new), batch_size=2 * AT_ONCE)


def _folded(rows: list[Any]) -> list[Any]:
    """Return new rows as they are written: names with what they are looked for by."""
    return [row.fold() if isinstance(row, TaxonName) else row for row in rows]
