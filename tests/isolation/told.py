"""What a schema knows that no other does, and whether anything in it has changed."""

import html
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from psycopg2 import sql

SHORTEST = 6
_DAY = re.compile(r"\d{4}-\d\d-\d\d")  # the days of a calendar are everybody's


def words_of(owner: Any, schema: str, only: Collection[str] | None = None) -> set[str]:
    """Every text in the tables of ``schema``, whole as it stands there."""
    texts = {text for row in _rows(owner, schema, only) for text in _texts(row)}
    return {text for text in texts if len(text) >= SHORTEST and not _DAY.fullmatch(text)}


def words_told(answer: str, words: set[str], asked: str = "") -> set[str]:
    """Which of ``words``, as ``words_of`` gives them, stand in ``answer``; not those that were asked with.

    Of thousands of words hardly one begins as anything does that stands there, and only such a one is looked for.
    """
    said = html.unescape(answer)
    begins = {said[at : at + SHORTEST] for at in range(len(said))}
    return {word for word in words if word[:SHORTEST] in begins and word in said and word not in asked}


def state() -> dict[str, str]:
    """A digest of each table of the active schema, as its own login sees it now; a row written anew differs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        one = "SELECT {} AS name, md5(coalesce(string_agg(t.xmin::text || t::text, '|' ORDER BY t::text), '')) FROM {} AS t"
        tables = [name for (name,) in cursor.fetchall()]
        asked = [sql.SQL(one).format(sql.Literal(name), sql.Identifier(name)) for name in tables]
        cursor.execute(sql.SQL(" UNION ALL ").join(asked))
        return dict(cursor.fetchall())


@contextmanager
def unchanged(*places: Any) -> Iterator[None]:
    """Nothing is written in the tables of these places meanwhile."""
    before = [_state_of(place) for place in places]
    yield
    assert [_state_of(place) for place in places] == before


def _state_of(place: Any) -> dict[str, str]:
    with place.active():
        return state()


def _rows(owner: Any, schema: str, only: Collection[str] | None) -> Iterator[Any]:
    with owner.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema])
        standing = {name for (name,) in cursor.fetchall()}
        for table in standing if only is None else standing.intersection(only):
            cursor.execute(sql.SQL("SELECT to_jsonb(t) FROM {} AS t").format(sql.Identifier(schema, table)))
            yield from (row for (row,) in cursor.fetchall())


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for entry in value.values():
            yield from _texts(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from _texts(entry)
    elif isinstance(value, str):
        yield value
