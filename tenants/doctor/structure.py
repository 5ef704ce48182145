"""Tables, columns, constraints and indexes of a Party against those of the template."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db import connection
from psycopg2 import sql

from kernel.text import gettext_noop
from tenants.context import as_owner
from tenants.doctor.checks import DoctorCheck, Finding
from tenants.models import Party
from tenants.names import PUBLIC, TEMPLATE
from tenants.schemas.migrate import missing_migrations
from tenants.upgrades.histories import digests

_COLUMNS = """
    SELECT format('column %%s.%%s %%s%%s%%s%%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                  CASE WHEN a.attnotnull THEN ' not null' ELSE '' END,
                  CASE WHEN a.attidentity <> '' THEN ' identity' ELSE '' END,
                  coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), ''))
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_attrdef d ON (d.adrelid, d.adnum) = (a.attrelid, a.attnum)
     WHERE n.nspname = %s AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped"""
_CONSTRAINTS = """
    SELECT format('constraint %%s on %%s %%s', k.conname, c.relname, pg_get_constraintdef(k.oid))
      FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = %s AND k.contype <> 'n'"""
_INDEXES = """
    SELECT c.relname, pg_get_indexdef(i.indexrelid), i.indisvalid
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = %s AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid)"""
_STRANGERS = """
    SELECT nspname FROM pg_namespace
     WHERE nspname LIKE 'party\\_%%' AND nspname <> %s AND nspname NOT IN (SELECT schema_name FROM tenants_party)"""
_NOISE = re.compile(r"::(character varying|text)(\[\])?|[()]")
_BEHIND = gettext_noop("its tables are not those of this version: run manage.py upgrade")
_NO_SCHEMA = gettext_noop("there is no such schema, or it has no history")
_OF_NOBODY = gettext_noop("belongs to no Party")
_LACKS, _HAS_BESIDES = gettext_noop("lacks %(what)s"), gettext_noop("has besides %(what)s")
_LACKS_INDEX = gettext_noop("lacks index %(index)s")
_OTHER_INDEX = gettext_noop("index %(index)s is another: %(what)s")
_UNFINISHED_INDEX = gettext_noop("index %(index)s was never finished")
_INDEX_BESIDES = gettext_noop("has besides index %(index)s")


def look(party: Party) -> Iterator[Finding]:
    """Yield what differs; nothing more than that where the whole schema is of another version."""
    schema = party.schema_name
    with as_owner(PUBLIC), connection.cursor() as cursor:
        histories = digests(cursor, [schema, TEMPLATE])
        if schema not in histories:
            yield Finding(schema, _NO_SCHEMA)
        elif histories[schema] != histories.get(TEMPLATE):
            yield Finding(schema, _BEHIND)
        else:
            yield from _differences(cursor, schema)
            yield from _indexes(cursor, schema)


def look_at_all() -> Iterator[Finding]:
    """Yield what is wrong with the shared schema and the template, and schemas that belong to no Party."""
    for schema in (PUBLIC, TEMPLATE):
        if missing_migrations(schema):
            yield Finding(schema, _BEHIND)
    with as_owner(PUBLIC), connection.cursor() as cursor:
        cursor.execute(_STRANGERS, [TEMPLATE])
        for (schema,) in cursor.fetchall():
            yield Finding(schema, _OF_NOBODY)


def _differences(cursor: Any, schema: str) -> Iterator[Finding]:
    wanted, present = _shape(cursor, TEMPLATE), _shape(cursor, schema)
    yield from (Finding(schema, _LACKS, data={"what": line}) for line in sorted(wanted - present))
    yield from (Finding(schema, _HAS_BESIDES, data={"what": line}) for line in sorted(present - wanted))


def _shape(cursor: Any, schema: str) -> set[str]:
    lines: set[str] = set()
    for question in (_COLUMNS, _CONSTRAINTS):
        cursor.execute(question, [schema])
        lines |= {_plain(line, schema) for (line,) in cursor.fetchall()}
    return lines


def _plain(text: str, schema: str) -> str:
    """Return ``text`` without the schema's name and without casts and brackets.

    The server writes the condition of a table made from a dump with other casts than that of one made by Django.
    """
    return _NOISE.sub("", text.replace(f"{schema}.", ""))


def _indexes(cursor: Any, schema: str) -> Iterator[Finding]:
    wanted = {name: text for name, text, _ in _read_indexes(cursor, TEMPLATE)}
    present = {name: (text, is_valid) for name, text, is_valid in _read_indexes(cursor, schema)}
    for name, text in wanted.items():
        own = text.replace(f"{TEMPLATE}.", f"{schema}.")
        if name not in present:
            yield Finding(schema, _LACKS_INDEX, partial(_build_index, schema, own), {"index": name})
        elif _plain(present[name][0], schema) != _plain(text, TEMPLATE):
            yield Finding(schema, _OTHER_INDEX, data={"index": name, "what": present[name][0]})
        elif not present[name][1]:
            yield Finding(schema, _UNFINISHED_INDEX, partial(_finish_index, schema, name), {"index": name})
    for name in sorted(present.keys() - wanted.keys()):
        yield Finding(schema, _INDEX_BESIDES, data={"index": name})


def _read_indexes(cursor: Any, schema: str) -> list[tuple[str, str, bool]]:
    cursor.execute(_INDEXES, [schema])
    return list(cursor.fetchall())


def _build_index(schema: str, text: str) -> None:
    with as_owner(schema), connection.cursor() as cursor:
        cursor.execute(text.replace("INDEX ", "INDEX CONCURRENTLY ", 1))


def _finish_index(schema: str, name: str) -> None:
    with as_owner(schema), connection.cursor() as cursor:
        cursor.execute(sql.SQL("REINDEX INDEX CONCURRENTLY {}").format(sql.Identifier(schema, name)))


CHECK = DoctorCheck("structure", look, look_at_all)
