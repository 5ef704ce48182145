"""No address of the operators' console reveals or changes anything of a case; the database would refuse it too."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from cites.operations import urls
from tenants.context import as_public, party_context
from tenants.jobs.services import ask_job
from tenants.models import Job, Party
from tenants.names import PUBLIC
from tests.conftest import Place
from tests.factories.accounts import person
from tests.factories.permits import an_application, do

MARK = "Zanzibar-7781"
PARTIES = ("party_bb", "party_fj")
SENT = {
    "seen": "open", "mode": "read_only", "reason": "x", "host": "permits.gov.bb", "canonical": "on", "code": "bb",
    "full_name": "Ann", "email": "ann@moa.gd", "fix": "on", "party": "bb",
}  # fmt: skip


@pytest.fixture
def marked(own_database: str) -> None:
    """Barbados has a case and people whose every text is the mark, and the database keeps it."""
    with as_public():
        bb = Party.objects.get(iso2="BB")
    with party_context(bb):
        trader = person("trader", MARK, email=f"{MARK.lower()}@people.example")
        sent = an_application(trader, exporter_name=MARK, exporter_address=MARK, consignee_name=MARK)
        do(sent, "submit", trader)


@pytest.fixture
def operator(marked: None) -> Any:
    """An operator's browser at the shared host."""
    place = Place(None)
    client = place.client(raise_request_exception=False)
    with place.active():
        client.force_login(person("operator"))
    return client


def addresses() -> list[str]:
    """Every address of the console, about Barbados, about a job of it, and about a country that is not here."""
    with as_public():
        job = Job.objects.order_by("pk").first() or ask_job(kind="doctor", parameters={"parties": ["bb"]})
    samples = {"slug": "bb", "iso2": "gd", "kind": "doctor", "pk": job.pk}
    return [_filled(pattern, samples) for pattern in urls.urlpatterns]


def _filled(pattern: Any, samples: dict[str, Any]) -> str:
    stated = {name: samples[name] for name in pattern.pattern.converters}
    return reverse(pattern.name, kwargs=stated, urlconf="cites.urls_public")


def contents(owner: Any) -> dict[str, str]:
    """A digest of every table of these Parties."""
    found = {}
    with owner.cursor() as cursor:
        cursor.execute("SELECT schemaname, tablename FROM pg_tables WHERE schemaname = ANY(%s)", [list(PARTIES)])
        for schema, table in cursor.fetchall():
            cursor.execute(
                f"SELECT md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) FROM {schema}.{table} t"
            )
            found[f"{schema}.{table}"] = cursor.fetchone()[0]
    return found


def test_no_page_shows_and_no_button_changes_anything_of_a_party(operator: Any, owner_connection: Any) -> None:
    before, tried = contents(owner_connection), addresses()
    assert any(MARK in str(each) for each in _rows(owner_connection)), "the mark is there to be found"
    assert len(tried) > 15
    places: list[tuple[str, str]] = []

    def watch(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        raw = context["connection"]
        places.append((raw.schema_name, raw.get_connection_params()["user"]))
        return execute(sql, params, many, context)

    for address in tried:
        for verb in ("get", "post"):
            with connection.execute_wrapper(watch):
                answer = getattr(operator, verb)(address, SENT)
            assert answer.status_code < 500, f"{verb} {address}"
            assert MARK.lower() not in answer.content.decode().lower(), f"{verb} {address}"
    assert set(places) == {(PUBLIC, "test_front")}, "nothing was asked under any other login"
    assert contents(owner_connection) == before
    with as_public():
        assert Job.objects.count() > 3, "the buttons did something"


def _rows(owner: Any) -> list[Any]:
    with owner.cursor() as cursor:
        cursor.execute("SELECT exporter_name FROM party_bb.permits_application")
        return list(cursor.fetchall())


@pytest.mark.parametrize("table", ["permits_application", "accounts_user", "audit_auditentry", "workflows_case"])
def test_the_consoles_login_is_refused_by_the_database(front_door: Any, parties: Any, table: str) -> None:
    refused = pytest.raises(DatabaseError, match="permission denied")
    with front_door.active(), refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM party_bb.{table}")
