"""Rows as CSV that spreadsheets open as it is meant: as UTF-8, and no text as a formula."""

import csv
import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from cites.permits.sheets.safe import safe

BEGINNING: Final = "\ufeff"


def csv_line(values: Iterable[Any]) -> str:
    """Return one row; nothing stands for None, and a number as itself, with a decimal point."""
    return str(csv.writer(_Line()).writerow([cell(value) for value in values]))


class _Line:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def cell(value: Any) -> str:
    """The value as text that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, int | Decimal):
        return str(value)  # one below nothing is no formula
    return safe(json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value))
