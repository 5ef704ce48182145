"""From inside a request of one Party, even injected SQL reads and writes nothing of anybody else."""

import io
from contextlib import suppress
from typing import Any

import psycopg2
import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path

from tenants.schemas.rights import tables_read_by_parties
from tests.isolation.lives import models_of_parties

READS = ("SELECT * FROM {}", "SELECT count(*) FROM {}", "COPY {} TO STDOUT", "EXPLAIN ANALYZE SELECT * FROM {}")
WRITES = (
    "INSERT INTO {} DEFAULT VALUES", "UPDATE {} SET {key} = {key}", "DELETE FROM {}", "TRUNCATE {} CASCADE",
    "LOCK TABLE {}", "DROP TABLE {} CASCADE", "ALTER TABLE {} RENAME TO mine", "CREATE VIEW mine AS SELECT * FROM {}",
    "CREATE INDEX ON {} ({key})", "GRANT SELECT ON {} TO PUBLIC", "COMMENT ON TABLE {} IS 'mine'",
    "SELECT query_to_xml('SELECT * FROM {}', true, true, '')", "SELECT has_table_privilege('{}', 'SELECT')",
    "DO $$ BEGIN EXECUTE 'DELETE FROM {}'; END $$",
)  # fmt: skip
TABLES = {model._meta.db_table: model._meta.pk.column for model in models_of_parties()}
SHARED = {
    model._meta.db_table: model._meta.pk.column
    for config in apps.get_app_configs()
    if config.name in settings.SHARED_APPS
    for model in config.get_models(include_auto_created=True)
}
REFUSED = [
    "SELECT * FROM party_fj.accounts_user",
    "SELECT * FROM party_fj.permits_permit",
    "SELECT sealed_private FROM party_fj.permits_signingkey",
    "SELECT * FROM public.tenants_publishedkey",
    "INSERT INTO permits_signingkey (kid) VALUES ('BB-2026-9')",
    "UPDATE permits_signingkey SET public_jwk = '{}'",
    "INSERT INTO permits_signingkeyevent (key_id, kind) VALUES (1, 'revoked')",
    "SELECT * FROM public.accounts_user",
    "SELECT * FROM public.django_session",
    "SELECT * FROM public.tenants_party",
    "SELECT * FROM public.audit_auditentry",
    "SELECT * FROM public.wagtailcore_page",
    "SELECT * FROM party_template.accounts_user",
    "INSERT INTO public.django_session VALUES ('a', 'b', now())",
    "INSERT INTO species_taxon (code) VALUES ('X')",
    "UPDATE species_taxon SET scientific_name = 'X'",
    "UPDATE public.accounts_user SET is_superuser = true",
    "DELETE FROM party_fj.accounts_user",
    "SET ROLE test_party_fj",
    "SET ROLE test_front",
    "SET ROLE archipelago",
    "RESET ROLE; SELECT * FROM party_fj.accounts_user",
    "SET SESSION AUTHORIZATION test_party_fj",
    "SET SESSION AUTHORIZATION archipelago",
    "SET search_path = party_fj; SELECT * FROM party_fj.accounts_user",
    "CREATE TABLE party_bb.mine (id int)",
    "CREATE TABLE public.mine (id int)",
    "CREATE TEMPORARY TABLE mine (id int)",
    "CREATE SCHEMA mine",
    "CREATE FUNCTION party_bb.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "ALTER TABLE accounts_user ADD COLUMN x int",
    "DROP TABLE accounts_user",
    "TRUNCATE accounts_user",
    "DROP SCHEMA party_fj CASCADE",
    "GRANT test_party_fj TO test_party_bb",
    "CREATE ROLE mine",
    "ALTER ROLE test_party_fj PASSWORD 'x'",
    "COPY accounts_user TO '/tmp/people'",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "SELECT pg_read_file('postgresql.conf')",
    "SELECT rolpassword FROM pg_authid",
    "UPDATE audit_auditentry SET verb = 'x'",
    "DELETE FROM audit_auditentry",
    "TRUNCATE audit_auditseal",
    "UPDATE releases_release SET note = 'x'",
    "DELETE FROM django_migrations",
]


def _injected(request: HttpRequest) -> HttpResponse:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(request.GET["sql"])
            return HttpResponse(repr(cursor.fetchall() if cursor.description else "done"))
    except DatabaseError as error:
        return HttpResponse(str(error).strip(), status=418)


urlpatterns = [path("injected", _injected)]


@pytest.mark.parametrize("statement", REFUSED)
def test_a_request_of_barbados_is_refused_by_the_database(parties: Any, statement: str) -> None:
    bb, _fj = parties("bb", "fj")
    with override_settings(ROOT_URLCONF=__name__):
        answer = bb.client().get("/injected", {"sql": statement})
    assert answer.status_code == 418, answer.content
    assert _is_a_refusal(answer.content.decode()), answer.content


def test_the_same_request_reads_its_own_party(parties: Any) -> None:
    (bb,) = parties("bb")
    with override_settings(ROOT_URLCONF=__name__):
        answer = bb.client().get("/injected", {"sql": "SELECT current_user, count(*) FROM accounts_user"})
    assert answer.status_code == 200
    assert b"test_party_bb" in answer.content


def allowed(place: Any, statements: list[str]) -> list[str]:
    """Those of ``statements`` that the login of ``place`` is not refused."""
    with place.active():
        return [statement for statement in statements if not _is_a_refusal(_said(statement))]


def on(table: str, key: str, statements: tuple[str, ...]) -> list[str]:
    return [statement.format(table, key=key) for statement in statements]


@pytest.mark.parametrize("table", TABLES)
def test_no_table_of_a_party_is_touched_from_another_or_from_the_front_door(
    two: Any, front_door: Any, table: str
) -> None:
    here, there = two
    statements = on(f"{there.schema_name}.{table}", TABLES[table], READS + WRITES)
    assert allowed(here, statements) == []
    assert allowed(front_door, statements) == []


@pytest.mark.parametrize("table", SHARED)
def test_a_party_reads_of_the_shared_tables_the_reference_data_alone_and_writes_none(parties: Any, table: str) -> None:
    (bb,) = parties("bb")
    whole, key = f"public.{table}", SHARED[table]
    readable = table in set(tables_read_by_parties())
    assert allowed(bb, on(whole, key, READS)) == (on(whole, key, READS) if readable else [])
    writes = tuple(statement for statement in WRITES if not statement.startswith(("SELECT", "GRANT")))
    assert allowed(bb, on(whole, key, writes)) == []
    with bb.active(), connection.cursor() as cursor:
        with suppress(DatabaseError), transaction.atomic():  # only a warning where the login may read
            cursor.execute(f"GRANT SELECT ON {whole} TO PUBLIC")
        cursor.execute(
            "SELECT count(*) FROM pg_class, aclexplode(relacl) AS a WHERE relname = %s AND grantee = 0", [table]
        )
        assert cursor.fetchone() == (0,)


def test_every_table_that_stands_in_a_schema_is_among_those_tried(owner: Any) -> None:
    with owner.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'party_fj'")
        standing = {name for (name,) in cursor.fetchall()}
    assert standing - {"django_migrations"} == set(TABLES)


def test_no_sequence_of_another_is_drawn_from_or_read(two: Any, owner: Any) -> None:
    here, there = two
    with owner.cursor() as cursor:
        cursor.execute("SELECT sequencename FROM pg_sequences WHERE schemaname = %s", [there.schema_name])
        names = [f"{there.schema_name}.{name}" for (name,) in cursor.fetchall()]
    assert names
    for question in ("SELECT nextval('{}')", "SELECT last_value FROM {}", "SELECT setval('{}', 1)"):
        assert allowed(here, [question.format(name) for name in names]) == []


def test_the_servers_own_tables_tell_no_value_and_no_statement_of_another(two: Any) -> None:
    here, there = two
    with there.active(), connection.cursor() as cursor:
        cursor.execute("SELECT 'a secret of theirs'")
    with here.active(), connection.cursor() as cursor:
        for question in (
            "SELECT count(*) FROM pg_stats WHERE schemaname = %s",
            "SELECT count(last_value) FROM pg_sequences WHERE schemaname = %s",
            "SELECT count(*) FROM information_schema.tables WHERE table_schema = %s",
            "SELECT count(*) FROM information_schema.role_table_grants WHERE table_schema = %s",
        ):
            cursor.execute(question, [there.schema_name])
            assert cursor.fetchone() == (0,), question
        cursor.execute("SELECT string_agg(query, '') FROM pg_stat_activity WHERE usename <> current_user")
        assert "secret" not in cursor.fetchone()[0]
    assert allowed(here, ["SELECT * FROM pg_statistic"]) == []


def _said(statement: str) -> str:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if statement.startswith("COPY"):
                cursor.copy_expert(statement, io.StringIO())
            else:
                cursor.execute(statement)
    except (DatabaseError, psycopg2.Error) as error:
        return str(error)
    return "done"


@pytest.mark.parametrize(
    "table",
    ["party_bb.accounts_user", "party_bb.permits_permit", "party_bb.audit_auditentry", "party_bb.permits_signingkey"],
)
def test_the_front_door_reads_nothing_of_a_party(front_door: Any, table: str) -> None:
    with override_settings(PUBLIC_SCHEMA_URLCONF=__name__):
        answer = front_door.client().get("/injected", {"sql": f"SELECT * FROM {table}"})
    assert answer.status_code == 418
    assert _is_a_refusal(answer.content.decode())


def _is_a_refusal(message: str) -> bool:
    words = ("permission denied", "must be owner", "must be superuser", "not permitted")
    return any(word in message for word in words)
