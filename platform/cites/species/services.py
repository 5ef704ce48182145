"""Loading the product's reference data into the shared tables."""

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from cites.species import memory
from cites.species.errors import FaultyReferenceData
from cites.species.models import (
    STARTER,
    Advisory,
    Annotation,
    Country,
    Dataset,
    Listing,
    OfDataset,
    Purpose,
    Range,
    Reservation,
    Source,
    Taxon,
    TaxonName,
    TaxonTerm,
    Term,
    TermPurpose,
    TermUnit,
    Unit,
)
from cites.species.starter_words import NAME
from kernel import clock

DATA = Path(__file__).parent / "data"
ONE_AT_A_TIME = 0x53504543  # the lock of whoever writes the reference data
COMPILED_ON = date(2026, 11, 28)  # the day as of which the tables that come with the product were compiled

Row = Mapping[str, str]
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """One file and where its rows go."""

    file: str
    model: type[models.Model]
    key: tuple[str, ...]
    replaced: bool = True  # rows that have left the file leave the table; taxa never do


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one table: numbers of rows."""

    table: str
    rows: int
    created: int
    changed: int
    removed: int


TABLES = (
    Table("terms.csv", Term, ("code", "valid_from")),
    Table("units.csv", Unit, ("code", "valid_from")),
    Table("purposes.csv", Purpose, ("code", "valid_from")),
    Table("sources.csv", Source, ("code", "valid_from")),
    Table("countries.csv", Country, ("iso2", "valid_from")),
    Table("term_units.csv", TermUnit, ("term", "unit", "valid_from")),
    Table("term_purposes.csv", TermPurpose, ("term", "purpose", "valid_from")),
    Table("taxon_terms.csv", TaxonTerm, ("rank", "taxon_name", "term", "valid_from")),
    Table("taxa.csv", Taxon, ("code",), replaced=False),
    Table("taxon_names.csv", TaxonName, ("taxon_id", "kind", "language", "name")),
    Table(
        "listings.csv",
        Listing,
        ("taxon_id", "appendix", "valid_from", "populations", "listed_by"),
    ),
    Table("annotations.csv", Annotation, ("symbol", "valid_from")),
    Table("ranges.csv", Range, ("taxon_id", "country")),
    Table("reservations.csv", Reservation, ("taxon_id", "party", "appendix", "valid_from")),
    Table("advisories.csv", Advisory, ("key", "valid_from")),
)


@transaction.atomic
def load_reference_data(*, folder: Path = DATA) -> list[Loaded]:
    """Bring the shared tables in line with the files of ``folder``, all or nothing, and say what changed.

    What was imported from elsewhere stays as it is: a taxon that an import has taken over is no longer ours to state.
    Runs as the owner. Running it again changes nothing. Raises FaultyReferenceData, naming file and line.
    """
    loaded = [_load(table, folder) for table in TABLES]
    Dataset.objects.update_or_create(
        code=STARTER,
        defaults={"name": NAME, "taken_on": COMPILED_ON, "loaded_at": clock.now()},
    )
    memory.next_edition()
    return loaded


def _load(table: Table, folder: Path) -> Loaded:
    taken = _taken(table)
    rows = (row for row in table.model._default_manager.all() if _is_ours(row) and not _is_taken(row, taken))
    present = {_key(table, row): row for row in rows}
    wanted = {_key(table, row): row for row in _rows(table, folder) if not _is_taken(row, taken)}
    new = [row for key, row in wanted.items() if key not in present]
    changed = [_updated(present[key], row) for key, row in wanted.items() if key in present]
    altered = [row for row in changed if row is not None]
    gone = [row.pk for key, row in present.items() if key not in wanted] if table.replaced else []
    manager = table.model._default_manager
    manager.filter(pk__in=gone).delete()
    manager.bulk_create(new, batch_size=500)
    if altered:
        manager.bulk_update(altered, _columns(table.model), batch_size=500)
    return Loaded(table.file, len(wanted), len(new), len(altered), len(gone))


def _imported() -> models.QuerySet[Taxon]:
    return Taxon.objects.exclude(dataset=STARTER)


def _is_ours(row: models.Model) -> bool:
    return not isinstance(row, OfDataset) or row.dataset == STARTER


def _taken(table: Table) -> set[Any]:
    """Return what tells the imported taxa: codes and names to the table of taxa, keys to the others."""
    columns = ("code", "scientific_name") if table.model is Taxon else ("pk",)
    return {value for row in _imported().values_list(*columns) for value in row}


def _is_taken(row: models.Model, taken: set[Any]) -> bool:
    """Tell whether an import has taken the row's taxon over, or brought a taxon of that name before ours came."""
    if _taxon_of(row) in taken:
        return True
    return isinstance(row, Taxon) and row.scientific_name in taken


def _taxon_of(row: models.Model) -> Any:
    """Return what tells the row's taxon: the code of a taxon itself, the key of another's; None where it has none."""
    return row.code if isinstance(row, Taxon) else getattr(row, "taxon_id", None)


def _key(table: Table, row: models.Model) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in table.key)


def _columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if not field.primary_key]


def _updated(row: models.Model, wanted: models.Model) -> models.Model | None:
    """Return ``row`` with the values of ``wanted``, or None when it has them."""
    values = {name: getattr(wanted, name) for name in _columns(type(row)) if name != "species_plus_id"}
    if all(getattr(row, name) == value for name, value in values.items()):
        return None
    for name, value in values.items():
        setattr(row, name, value)
    return row


def _rows(table: Table, folder: Path) -> Iterable[models.Model]:
    """Build the table's rows, unsaved; the accepted names of taxa are names as well."""
    taxa = _taxa_by_code(folder) if "taxon_id" in table.key else {}
    with (folder / table.file).open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            try:
                yield _built(table.model, row, taxa)
            except (KeyError, ValueError, TypeError, ValidationError) as fault:
                raise FaultyReferenceData(table=table.file, line=line, fault=str(fault)) from fault
    if table.model is TaxonName:
        for code, name in Taxon.objects.filter(dataset=STARTER).values_list("pk", "scientific_name"):
            yield TaxonName(taxon_id=code, kind=TaxonName.Kind.ACCEPTED, name=name).fold()


def _taxa_by_code(folder: Path) -> dict[str, int]:
    """Return the key of each taxon by its code, and by ours where an import brought the taxon under another."""
    with (folder / "taxa.csv").open(encoding="utf-8", newline="") as file:
        names = {row["scientific_name"]: row["code"] for row in csv.DictReader(file)}
    imported = _imported().filter(scientific_name__in=names).values_list("scientific_name", "pk")
    ours = {names[name]: pk for name, pk in imported}
    return ours | dict(Taxon.objects.values_list("code", "pk"))


def _built(model: type[models.Model], row: Row, taxa: Mapping[str, int]) -> models.Model:
    values: Values = {name: _READERS.get(name, str)(text) for name, text in row.items() if name != "taxon"}
    if "taxon" in row:
        values["taxon_id"] = taxa[row["taxon"]]
    built = model(**values)
    built.clean_fields(exclude=["folded", "taxon"])
    return built.fold() if isinstance(built, TaxonName) else built


def _yes(text: str) -> bool:
    return {"yes": True, "no": False}[text]


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _day_or_none(text: str) -> date | None:
    return _day(text) if text else None


def _amount_or_none(text: str) -> Decimal | None:
    return Decimal(text) if text else None


_READERS: dict[str, Callable[[str], Any]] = {
    "valid_from": _day,
    "valid_to": _day_or_none,
    "checked": _yes,
    "leaving": _yes,
    "most": _amount_or_none,
    "date_certain": _yes,
    "needs_judgement": _yes,
    "needs_second": _yes,
    "official_translation": _yes,
}
