"""Under which logins, and in which schemas, the database was asked meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


@contextmanager
def logins() -> Iterator[set[tuple[str, str]]]:
    """The schema and the role of every statement within the ``with``, as they come."""
    seen: set[tuple[str, str]] = set()

    def look(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        asked = context["connection"]
        seen.add((asked.schema_name, asked.get_connection_params()["user"]))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield seen


def own_login(schema: str) -> tuple[str, str]:
    """The login under which alone ``schema`` is worked in."""
    return schema, "test_front" if schema == "public" else f"test_{schema}"
