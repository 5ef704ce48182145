"""From inside a request of one Party, even injected SQL reads and writes nothing of anybody else."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path

REFUSED = [
    "SELECT * FROM party_fj.accounts_user",
    "SELECT * FROM party_fj.permits_permit",
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


@pytest.mark.parametrize("table", ["party_bb.accounts_user", "party_bb.permits_permit", "party_bb.audit_auditentry"])
def test_the_front_door_reads_nothing_of_a_party(front_door: Any, table: str) -> None:
    with override_settings(PUBLIC_SCHEMA_URLCONF=__name__):
        answer = front_door.client().get("/injected", {"sql": f"SELECT * FROM {table}"})
    assert answer.status_code == 418
    assert _is_a_refusal(answer.content.decode())


def _is_a_refusal(message: str) -> bool:
    words = ("permission denied", "must be owner", "must be superuser", "not permitted")
    return any(word in message for word in words)
