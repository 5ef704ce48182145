"""Many rows out of a few, invented names for them, and who asks for their pages."""

from typing import Any

import psycopg2

NAMES = ("Coral", "Harbour", "Island", "Lagoon", "Pelican", "Reef", "Sargasso", "Tamarind", "Trade Wind", "Windward")
GENERA = ("Aliger", "Cattleya", "Cedrela", "Chelonia", "Iguana", "Swietenia", "Tridacna", "Vanilla")


def copy(model: Any, row: int, copies: int, **changed: str) -> None:
    """Insert copies of one row; ``changed`` says by column which SQL of ``n``, counted from 1, stands in its place."""
    from django.db import connection

    columns = [field.column for field in model._meta.concrete_fields]
    values = ", ".join(changed.get(column, f'row."{column}"').replace("row.row.", "row.") for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({names}) SELECT {values} "
            f"FROM {model._meta.db_table} row, generate_series(1, {copies}) n WHERE row.id = {row}"
        )


def analyse(owner_url: str, schema: str) -> None:
    """Let the planner know what is there, as the server does by itself within minutes; the owner's login alone may."""
    raw = psycopg2.connect(owner_url)
    raw.autocommit = True
    with raw.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema])
        for (table,) in cursor.fetchall():
            cursor.execute(f"VACUUM ANALYZE {schema}.{table}")
    raw.close()


def client_of(person: Any) -> Any:
    from django.test import Client

    client = Client(HTTP_HOST="bb.localhost")
    client.force_login(person)
    return client
