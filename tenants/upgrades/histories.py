"""What each schema has had: read in one question, and told apart by a digest."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from psycopg2 import sql

Target = tuple[str, str]
_TABLE = "django_migrations"
# In the order that the C locale gives, as Python sorts; a history is the set of names, however often recorded.
_DIGEST = """encode(sha256(convert_to(coalesce(
    (SELECT string_agg(entry, E'\\n' ORDER BY entry COLLATE "C")
       FROM (SELECT DISTINCT app || '.' || name AS entry FROM {schema}.django_migrations) AS entries),
    ''), 'UTF8')), 'hex')"""


def schemas_with_history(cursor: Any) -> set[str]:
    """Return the schemas in which migrations are recorded."""
    cursor.execute("SELECT schemaname FROM pg_tables WHERE tablename = %s", [_TABLE])
    return {schema for (schema,) in cursor.fetchall()}


def digests(cursor: Any, schemas: Sequence[str]) -> dict[str, str]:
    """Return the digest of the history of each of ``schemas``; those without a history are left out."""
    known = sorted(schemas_with_history(cursor).intersection(schemas))
    if not known:
        return {}
    asked = [
        sql.SQL("SELECT {} AS schema, " + _DIGEST).format(sql.Literal(schema), schema=sql.Identifier(schema))
        for schema in known
    ]
    cursor.execute(sql.SQL(" UNION ALL ").join(asked))
    return dict(cursor.fetchall())


def digest_query(schema: str) -> sql.Composed:
    """Return the question for the digest of one schema's history."""
    return sql.SQL("SELECT " + _DIGEST).format(schema=sql.Identifier(schema))


def digest_of(history: Iterable[Target]) -> str:
    """Return the digest that the database gives for ``history``."""
    return hashlib.sha256("\n".join(sorted({f"{app}.{name}" for app, name in history})).encode()).hexdigest()
