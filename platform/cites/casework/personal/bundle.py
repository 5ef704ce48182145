"""The file that a person takes home: what is held about them, for machines and for readers."""

import json
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.template.loader import render_to_string
from django.utils import translation

from cites.accounts.mail import site_name
from cites.accounts.models import User
from cites.casework.personal.sections import Table, tables_about
from cites.casework.queries.words import language
from kernel import clock
from tenants.audit.services import record


def personal_bundle(person: User) -> bytes:
    """Return a ZIP of ``data.json`` and ``data.html``; that it was made is in the audit trail."""
    tables, at = tables_about(person), clock.now()
    page = {"tables": tables, "person": person, "at": at, "site_name": site_name(), "lang": language()}
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as bundle:
        bundle.writestr("data.json", _json(person))
        bundle.writestr("data.html", render_to_string("casework/personal_file.html", page))
    record("person.data_handed_out", subject=f"person:{person.pk}", actor=person, data={"tables": len(tables)})
    return file.getvalue()


def _json(person: User) -> str:
    """One list of rows for each table, in English whoever reads, so that a program knows them; moments as ISO 8601."""
    with translation.override("en"):
        held = {table.key: _rows(table) for table in tables_about(person)}
    return json.dumps(held, ensure_ascii=False, indent=2, default=_iso)


def _rows(table: Table) -> list[dict[str, Any]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def _iso(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
