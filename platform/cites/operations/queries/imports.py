"""Imports of species data as pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import Http404
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cites.operations.queries.words import said
from cites.species.imports.running import FEW_GONE
from cites.species.models import ImportChange, ImportFault, ImportRun

PAGE_SIZE = 50
READERS: dict[str, Promise] = {
    "api": _("Species+, API"),
    "ndjson": _("Species+, weekly file"),
    "checklist": _("Checklist, index of species"),
    "history": _("Checklist, history of listings"),
}
TABLES: dict[str, Promise] = {
    "taxon": _("Taxon"),
    "name": _("Name"),
    "listing": _("Listing"),
    "range": _("Occurrence"),
    "reservation": _("Reservation"),
    "quota": _("Export quota"),
    "suspension": _("Suspension of trade"),
}
_WHAT: dict[str, Promise] = {"added": _("added"), "changed": _("changed"), "removed": _("removed")}
_UNSEEN = ("dataset", "source")  # the same for every row of an import


@dataclass(frozen=True, slots=True)
class RowChange:
    """What becomes of one row: of which table, what, and what it said and says."""

    table: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TaxonChange:
    """What becomes of one taxon."""

    change: ImportChange
    rows: list[RowChange]


@dataclass(frozen=True, slots=True)
class Fault:
    """What could not be read or was left out, in the reader's words."""

    place: int
    level: str
    text: SafeString


@dataclass(frozen=True, slots=True)
class ImportPage:
    """An import with what is said of it."""

    run: ImportRun

    @property
    def title(self) -> str:
        """Where it came from."""
        return str(READERS.get(self.run.reader, self.run.reader))

    @property
    def fault(self) -> SafeString:
        """Why it stopped or failed."""
        return said(self.run.fault, self.run.fault_facts)

    @property
    def left_out(self) -> int:
        """How many things were left out."""
        return self.run.skipped + self.run.left_out

    @property
    def ends_many(self) -> bool:
        """Whether so many taxa lose their listings that somebody has to say that it is meant."""
        return self.run.removed > FEW_GONE


def import_page(pk: int) -> ImportPage:
    """The import of that number; raises Http404."""
    run = ImportRun.objects.filter(pk=pk).first()
    if run is None:
        raise Http404
    return ImportPage(run)


def import_pages(runs: Iterable[ImportRun]) -> list[ImportPage]:
    """These imports as pages show them."""
    return [ImportPage(run) for run in runs]


def changes_of(run: ImportRun, kind: str, number: str | None) -> tuple[Page[ImportChange], list[TaxonChange]]:
    """A page of what an import changes, of one kind or of all."""
    found = run.changes.filter(kind=kind) if kind in ImportChange.Kind.values else run.changes.all()
    page = Paginator(found, PAGE_SIZE).get_page(number)
    return page, [TaxonChange(each, [_row(row) for row in each.rows]) for each in page]


def faults_of(run: ImportRun) -> list[Fault]:
    """The first of what could not be read or was left out, the unreadable before the rest."""
    found: list[ImportFault] = list(run.faults.order_by("-level", "place", "pk")[: 2 * PAGE_SIZE])
    return [Fault(each.place, str(each.get_level_display()), said(each.text, each.facts)) for each in found]


def _row(row: dict[str, object]) -> RowChange:
    table, what = str(row.get("table", "")), str(row.get("what", ""))
    before, after = _parts(row.get("before")), _parts(row.get("after"))
    if before and after:  # of what changed, only that
        before, after = ({name: value for name, value in one.items() if other.get(name) != value}
                         for one, other in ((before, after), (after, before)))  # fmt: skip
    return RowChange(str(TABLES.get(table, table)), str(_WHAT.get(what, what)), _words(before), _words(after))


def _parts(told: object) -> dict[str, str]:
    return {name: value for name, value in told.items() if name not in _UNSEEN} if isinstance(told, dict) else {}


def _words(parts: dict[str, str]) -> str:
    """What a row says, name by name as the tables have it; these are the data's own words, in no language."""
    return ", ".join(f"{name} {value}" for name, value in parts.items())
