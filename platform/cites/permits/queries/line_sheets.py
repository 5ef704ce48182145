"""Sheets of lines: the lists that their cells choose from, and the lines that their rows would be."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db.models import QuerySet

from cites.permits.models import Application, ApplicationLine, LineSheet, LineSheetRow, SheetState
from cites.permits.queries.answers import as_text
from cites.permits.sheets.codes import CodeList, Entry
from cites.permits.sheets.columns import DAYS, FURTHER
from cites.permits.sheets.faults import Fault
from cites.permits.sheets.spoken import SOURCES, TERMS, UNITS
from cites.species import queries as species
from kernel.reasons import Reason

_SEXES: Final = {
    "F": ("Female", "Femelle", "Hembra"),
    "M": ("Male", "Mâle", "Macho"),
    "B": ("Both", "Les deux", "Ambos"),
    "U": ("Not known", "Inconnu", "Desconocido"),
}
_FURTHER: Final = frozenset(column.name for column in FURTHER)
_OWN_DAYS: Final = tuple(name for name in DAYS if name not in _FURTHER)
_FIELDS_ELSEWHERE: Final = {"taxon": "scientific_name", "second_source": "source2"}


def code_lists(day: date) -> dict[str, CodeList]:
    """Return the lists of terms, units, sources and countries of ``day``, by the column that chooses from them."""
    sources = CodeList(entries_of(species.sources(day)), SOURCES)
    countries = CodeList(Entry(each.iso2, _names(each)) for each in species.countries(day))
    return {
        "term": CodeList(entries_of(species.terms(day)), TERMS),
        "unit": CodeList((Entry(unit.code, (*_names(unit), unit.abbreviation)) for unit in species.units(day)), UNITS),
        "source": sources,
        "source2": sources,
        "country_of_origin": countries,
        "reexport_country": countries,
        "sex": CodeList(Entry(code, names) for code, names in _SEXES.items()),
    }


def sheet_of(application: Application) -> LineSheet | None:
    """Return the sheet that was sent last for an application, if there is one still."""
    return LineSheet.objects.filter(application=application).select_related("uploaded_by").first()


def rows_of(sheet: LineSheet, *, good: bool | None = None) -> QuerySet[LineSheetRow]:
    """Return the rows of a sheet in their order: all, those without a fault, or those with one."""
    return sheet.rows.all() if good is None else sheet.rows.filter(is_good=good)


def unread_sheets() -> QuerySet[LineSheet]:
    """Return the sheets that could be read by now: those that no scanner holds back."""
    waiting = LineSheet.objects.filter(state__in=(SheetState.WAITING, SheetState.READING))
    return waiting.exclude(scan__in=("waiting", "infected")).order_by("pk")


def line_of(application: Application, document: dict[str, Any]) -> ApplicationLine:
    """Return a line that says what a row keeps of it, without a position and not saved."""
    days = {name: document.get(name) for name in _OWN_DAYS}
    values = document | {
        "quantity": Decimal(document["quantity"]),
        **{name: date.fromisoformat(day) if day else None for name, day in days.items()},
    }
    return ApplicationLine(application=application, **values)


def as_document(answers: dict[str, Any]) -> dict[str, Any]:
    """Return the answers of a line as JSON keeps them, its further answers apart."""
    days = {name: answers.get(name) for name in _OWN_DAYS}
    return {
        **{name: said for name, said in answers.items() if name not in _FURTHER},
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "quantity": f"{answers['quantity']:f}",
        "answers": {name: as_text(said) for name, said in answers.items() if name in _FURTHER and said},
    }


def fault_of(reason: Reason) -> Fault:
    """Return what a rule says of a line as something about a cell of its row."""
    name = str(reason.data.get("field", ""))
    data = {each: value for each, value in reason.data.items() if each not in ("line", "field")}
    return Fault(reason.message, _FIELDS_ELSEWHERE.get(name, name), data)


def entries_of(rows: Iterable[Any]) -> list[Entry]:
    """Return a code list as it is looked through: each code with its names in the Convention's languages."""
    return [Entry(row.code, _names(row)) for row in rows]


def _names(row: Any) -> tuple[str, ...]:
    return (row.name_en, row.name_fr, row.name_es)
