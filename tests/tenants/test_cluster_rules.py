"""The rules that keep the way open to a cluster of database servers hold for every table of a Party."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from tenants.names import schema_of
from tenants.schemas.contents import configs_in

ROOT = Path(__file__).parents[2]
BB = schema_of("BB")
OURS = ("tenants", "workflows", "billing", "cites")
# Third parties' models that use Positive…Field: created with the table, never added to one.
POSITIVE_OF_OTHERS: dict[str, str] = {}


def _query(cursor: Any, statement: str) -> list[tuple[Any, ...]]:
    cursor.execute(statement, {"schema": BB})
    return list(cursor.fetchall())


@pytest.fixture
def catalogue(owner_connection: Any) -> Any:
    with owner_connection.cursor() as cursor:
        yield lambda statement: _query(cursor, statement)


def test_no_foreign_key_leaves_or_enters_a_partys_schema(catalogue: Any) -> None:
    assert not catalogue(
        "SELECT conname FROM pg_constraint c JOIN pg_class a ON a.oid = c.conrelid JOIN pg_class b ON b.oid = c.confrelid "
        "WHERE c.contype = 'f' AND a.relnamespace <> b.relnamespace"
    )


def test_every_table_has_a_primary_key(catalogue: Any) -> None:
    assert not catalogue(
        "SELECT relname FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace WHERE n.nspname = %(schema)s "
        "AND t.relkind = 'r' AND NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = t.oid AND i.indisprimary)"
    )


def test_all_tables_of_a_schema_have_one_owner(catalogue: Any) -> None:
    assert catalogue("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = %(schema)s") == [("archipelago",)]


def test_foreign_keys_are_immediate(catalogue: Any) -> None:
    assert not catalogue(
        "SELECT conname FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace "
        "WHERE n.nspname = %(schema)s AND c.condeferrable"
    )


def test_a_partys_schema_holds_no_function_and_no_trigger_of_ours(catalogue: Any) -> None:
    assert not catalogue(
        "SELECT proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE nspname = %(schema)s"
    )
    assert not catalogue(
        "SELECT tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname = %(schema)s AND NOT t.tgisinternal"
    )


def test_a_replayed_schema_equals_the_migrated_template(catalogue: Any) -> None:
    columns = (
        "SELECT table_name, column_name, data_type, is_nullable, is_identity FROM information_schema.columns "
        "WHERE table_schema = '{}' ORDER BY 1, 2"
    )
    assert catalogue(columns.format(BB)) == catalogue(columns.format("party_template"))
    constraints = (
        "SELECT conrelid::regclass::text, replace(pg_get_constraintdef(c.oid), '{0}.', '') FROM pg_constraint c "
        "JOIN pg_namespace n ON n.oid = c.connamespace WHERE n.nspname = '{0}' ORDER BY 1, 2"
    )
    assert _bare(catalogue(constraints.format(BB))) == _bare(catalogue(constraints.format("party_template")))


def _bare(rows: list[tuple[Any, ...]]) -> list[tuple[str, ...]]:
    """Without schema names, and without the casts and brackets that one round through pg_dump moves about."""
    noise = re.compile(r"\b(party_\w+\.)|::[a-z ]+(\[\])?|[()]")
    return sorted(tuple(noise.sub("", part).replace(" ", "") for part in row) for row in rows)


def test_the_database_keeps_universal_time(catalogue: Any) -> None:
    assert catalogue("SHOW timezone") == [("UTC",)]


def test_our_models_have_keys_that_a_cluster_can_make() -> None:
    for model in _our_models():
        assert isinstance(
            model._meta.pk, models.BigAutoField | models.UUIDField | models.OneToOneField | models.CharField
        ), model


def test_our_models_use_no_positive_fields() -> None:
    """Rule 5: named check constraints instead, for adding such a field to a table is refused."""
    positive = (models.PositiveIntegerField, models.PositiveSmallIntegerField, models.PositiveBigIntegerField)
    used = [f"{m._meta.label}.{f.name}" for m in _our_models() for f in m._meta.local_fields if isinstance(f, positive)]
    assert used == []


def test_our_migrations_hold_no_functions_triggers_or_extensions() -> None:
    files = [path for package in ("platform", *OURS[:3]) for path in (ROOT / package).rglob("migrations/*.py")]
    assert files
    for path in files:
        text = path.read_text().upper()
        for word in ("CREATE FUNCTION", "CREATE TRIGGER", "CREATE EXTENSION", "DO $$", "EXTENSION("):
            assert word not in text, path


def test_rights_on_limited_tables_are_those_that_the_models_state(catalogue: Any) -> None:
    from tenants.schemas.rights import limited_tables

    limited = limited_tables(BB)
    assert limited
    granted = catalogue(
        "SELECT table_name, privilege_type FROM information_schema.role_table_grants "
        "WHERE table_schema = %(schema)s AND grantee = 'test_party_bb'"
    )
    for table, rights in limited.items():
        assert {right for name, right in granted if name == table} == rights


def _our_models() -> list[type[models.Model]]:
    configs = [config for config in configs_in(BB) if config.name.startswith(OURS)]
    assert configs
    assert apps.ready
    assert connection
    return [model for config in configs for model in config.get_models(include_auto_created=True)]
