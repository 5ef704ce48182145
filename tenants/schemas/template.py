"""An empty Party, made by replaying the template instead of running every migration again."""

import hashlib

from django.db import connection, transaction

from tenants.context import as_owner
from tenants.models import TemplateScript
from tenants.names import PUBLIC, TEMPLATE
from tenants.schemas.contents import known_migrations
from tenants.schemas.dump import script_for, script_of_template
from tenants.schemas.migrate import Progress, migrate_schema

# What an empty Party holds from the start: its history of migrations and Django's own registers.
_COPIED = ("django_migrations", "django_content_type", "auth_permission")
_LOCK = 0x41524348  # one template is built at a time


def make_party_schema(schema: str, progress: Progress = lambda line: None) -> bool:
    """Create ``schema`` whole, or do nothing when it exists; return whether it was made."""
    script = template_script(progress)
    with as_owner(PUBLIC), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        if _exists(schema):
            return False
        cursor.execute(f'CREATE SCHEMA "{schema}"')
        cursor.execute(script_for(schema, script))
        for table in _COPIED:
            _copy_rows(cursor, schema, table)
    return True


def template_script(progress: Progress = lambda line: None) -> str:
    """Return the script of an empty Party at the newest migrations, building the template when it is older."""
    with as_owner(PUBLIC):
        kept = TemplateScript.objects.filter(digest=template_digest()).first()
        if kept:
            return kept.script
    return _build(progress)


def template_digest() -> str:
    """Return a digest of the migrations on disk that a Party's schema should have had."""
    names = sorted(f"{app}.{name}" for app, name in known_migrations(TEMPLATE))
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def _build(progress: Progress) -> str:
    migrate_schema(TEMPLATE, progress)
    script = script_of_template()
    with as_owner(PUBLIC):
        TemplateScript.objects.update_or_create(digest=template_digest(), defaults={"script": script})
    return script


def _exists(schema: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [schema])
        return cursor.fetchone() is not None


def _copy_rows(cursor: object, schema: str, table: str) -> None:
    cursor.execute(f'INSERT INTO "{schema}"."{table}" SELECT * FROM "{TEMPLATE}"."{table}"')  # type: ignore[attr-defined]
    cursor.execute(  # type: ignore[attr-defined]
        f"SELECT setval(pg_get_serial_sequence('\"{schema}\".\"{table}\"', 'id'), "
        f'(SELECT coalesce(max(id), 1) FROM "{schema}"."{table}"))'
    )
