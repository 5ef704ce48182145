"""Sheets of lines as people make them: in any language, any order of columns, and any encoding."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from cites.permits.models import LineSheet
from cites.permits.services.line_sheets import keep_sheet
from cites.permits.services.reading_sheets import read_sheet
from cites.permits.sheets.codes import CodeList, Entry
from cites.permits.sheets.columns import BY_NAME
from tests.factories.permits import an_application

GOOD: Mapping[str, Any] = {
    "scientific_name": "Aliger gigas",
    "term": "SHE",
    "quantity": "12.5",
    "unit": "NAR",
    "source": "W",
    "country_of_origin": "BB",
    "marks": "",
    "description": "polished shells",
}
LISTS = {
    "term": CodeList(
        [Entry("SHE", ("shells", "coquilles", "conchas")), Entry("MEA", ("meat", "viande", "carne")), Entry("LIV", ("live", "vivant", "vivo"))]
    ),
    "unit": CodeList([Entry("NAR", ("number of specimens", "nombre de spécimens", "número de especímenes", "no.")), Entry("KGM", ("kilograms", "kilogrammes", "kilogramos", "kg"))]),
    "source": CodeList([Entry(code, (name,)) for code, name in (("W", "Wild"), ("C", "Bred in captivity"), ("O", "Pre-Convention"), ("U", "Unknown"))]),
    "country_of_origin": CodeList([Entry("BB", ("Barbados", "Barbade")), Entry("FJ", ("Fiji", "Fidji", "Fiyi"))]),
}  # fmt: skip
LISTS["source2"] = LISTS["source"]
LISTS["reexport_country"] = LISTS["country_of_origin"]
LISTS["sex"] = CodeList([Entry("F", ("Female", "Femelle", "Hembra")), Entry("M", ("Male", "Mâle", "Macho"))])


def a_row(**changes: Any) -> dict[str, Any]:
    """A row that is right, but for these."""
    return {**GOOD, **changes}


def heading_of(name: str, language: str = "en") -> str:
    return BY_NAME[name].heading(language)


def as_cells(rows: Iterable[Mapping[str, Any]], names: Sequence[str] = (), language: str = "en") -> list[list[Any]]:
    """Headings and rows in this order of columns."""
    names = names or tuple(GOOD)
    return [[heading_of(name, language) for name in names], *([row.get(name, "") for name in names] for row in rows)]


def as_csv(cells: Iterable[Sequence[Any]], separator: str = ",", encoding: str = "utf-8") -> bytes:
    file = io.StringIO()
    csv.writer(file, delimiter=separator).writerows(cells)
    return file.getvalue().encode(encoding)


def as_xlsx(cells: Iterable[Sequence[Any]], **more: Any) -> bytes:
    """A workbook of one sheet; ``merged`` and ``hidden`` are ranges to merge and rows to hide."""
    book = Workbook()
    sheet: Any = book.active
    for row in cells:
        sheet.append([None if value == "" else value for value in row])
    for ref in more.get("merged", ()):
        sheet.merge_cells(ref)
    for row in more.get("hidden", ()):
        sheet.row_dimensions[row].hidden = True
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def access_samples(party: Any, trader: Any) -> dict[str, str]:
    """A draft of the trader with a sheet in which a good and a faulty row were read."""
    draft = an_application(trader)
    # Bred here, so that the rules say the same of it in each country.
    ours = {"country_of_origin": party.iso2, "source": "C"}
    good = a_row(quantity="3", marks=f"RING OF {party.slug}", **ours)
    a_read_sheet(draft, good, a_row(quantity="many", **ours))
    return {"sheeted": draft.reference}


def a_read_sheet(draft: Any, *rows: Mapping[str, Any]) -> LineSheet:
    """A CSV of these rows, uploaded and read."""
    file = SimpleUploadedFile("lines.csv", as_csv(as_cells(rows)))
    sheet = keep_sheet(application=draft, file=file, actor=draft.applicant)
    read_sheet(sheet.pk)
    sheet.refresh_from_db()
    return sheet
