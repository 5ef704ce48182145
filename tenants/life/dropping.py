"""What a Party leaves behind nowhere: its part of the database, its files, its cache, its audit heads."""

import shutil
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import connection, transaction
from psycopg2 import sql

from tenants.audit.heads import forget_heads
from tenants.cache import forget_schema
from tenants.context import as_owner
from tenants.logins import party_login
from tenants.models import Party
from tenants.names import PUBLIC
from tenants.schemas.rights import drop_login, lock_login

_LOCK_SECONDS = 10


def drop_from_database(party: Party) -> None:
    """Drop the schema and the login of ``party``, ending what is open of it; harmless when repeated."""
    role = party_login(party.schema_name, party.login_version).role
    connection.close_login(role)  # type: ignore[attr-defined]
    lock_login(role)
    with as_owner(PUBLIC), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.SQL("SET LOCAL lock_timeout = {}").format(sql.Literal(f"{_LOCK_SECONDS}s")))
        cursor.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(party.schema_name)))
    drop_login(role)


def drop_elsewhere(schema: str) -> None:
    """Remove the files, the audit heads and the cache of ``schema``; harmless when repeated."""
    root = Path(default_storage.base_location)  # type: ignore[attr-defined]
    shutil.rmtree(root / schema, ignore_errors=False) if (root / schema).exists() else None
    forget_heads(schema)
    forget_schema(schema)
