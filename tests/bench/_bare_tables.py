"""A table read, written and inserted by the libraries alone: what sheets of lines are measured against."""

import io
from collections.abc import Sequence
from typing import Any

from _place import milliseconds
from openpyxl import Workbook, load_workbook


def read_workbook(book: bytes) -> None:
    """Read every value of the first sheet."""
    sheet: Any = load_workbook(io.BytesIO(book), read_only=True, data_only=True).active
    for _row in sheet.iter_rows(values_only=True):
        pass


def write_cells(cells: Sequence[Sequence[Any]]) -> bytes:
    """Write the values into a workbook of one sheet, row by row and without looks."""
    book, file = Workbook(write_only=True), io.BytesIO()
    sheet: Any = book.create_sheet()
    for row in cells:
        sheet.append(list(row))
    book.save(file)
    return file.getvalue()


def insertions(table: str, owner: str, owned_by: int, times: int) -> list[float]:
    """Return how long it takes to insert the rows of that owner once more, with all at hand and in one statement."""
    from django.db import connection, transaction
    from psycopg2.extras import Json, execute_values

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} WHERE {owner} = %s", [owned_by])
        columns = [each.name for each in cursor.description]
        found = cursor.fetchall()
    kept = [place for place, name in enumerate(columns) if name != "id"]
    names = ", ".join(columns[place] for place in kept)
    at, past = columns.index("position"), max(row[columns.index("position")] for row in found)
    rows = [
        [
            row[at] + past if place == at else Json(row[place]) if isinstance(row[place], dict) else row[place]
            for place in kept
        ]
        for row in found
    ]

    def insert() -> None:
        execute_values(cursor.cursor, f"INSERT INTO {table} ({names}) VALUES %s", rows, page_size=len(rows))

    taken: list[float] = []
    for _time in range(times):
        with transaction.atomic(), connection.cursor() as cursor:
            taken += milliseconds(insert, 1)
            transaction.set_rollback(True)
    return taken
