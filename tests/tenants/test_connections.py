"""Connections log in as the Party, are parked between, and are never shared where they must not be."""

import os
import threading
from typing import Any

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection, transaction

from tenants.context import as_owner, as_public, party_context
from tenants.errors import NotTheOwner, PartyChangeInTransaction
from tenants.models import Party


def _user() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_user || '/' || current_schema()")
        return str(cursor.fetchone()[0])


@pytest.fixture
def unmoved(django_db_blocker: Any) -> Any:
    with django_db_blocker.unblock():
        connection.set_schema_to_public()
        yield
        connection.close_everything()
        connection.set_schema_to_public()


def test_each_party_is_served_under_its_own_login(unmoved: Any) -> None:
    users = [_user()]
    for code in ("BB", "FJ"):
        with as_public():
            party = Party.objects.get(iso2=code)
        with party_context(party):
            users.append(_user())
    assert users == ["test_front/public", "test_party_bb/party_bb", "test_party_fj/party_fj"]


def test_a_parked_connection_is_taken_up_again(unmoved: Any) -> None:
    party = Party.objects.get(iso2="BB")
    pids = []
    for _ in range(3):
        with party_context(party):
            _user()
            pids.append(connection.connection.get_backend_pid())
    assert len(set(pids)) == 1


def test_no_more_connections_are_kept_than_the_limit(unmoved: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(connection._park, "limit", 1)
    for party in Party.objects.all():
        with party_context(party):
            _user()
    assert len(connection.parked_roles()) <= 1


def test_a_connection_idle_for_too_long_is_closed(unmoved: Any, monkeypatch: Any) -> None:
    bb, fj = Party.objects.filter(iso2__in=["BB", "FJ"]).order_by("iso2")
    with party_context(bb):
        _user()
    monkeypatch.setattr(connection._park, "idle", -1)
    with party_context(fj):
        _user()
    assert "test_party_bb" not in connection.parked_roles()


def test_a_connection_that_died_while_parked_costs_no_error(unmoved: Any, owner_connection: Any) -> None:
    bb = Party.objects.get(iso2="BB")
    with party_context(bb):
        _user()
        pid = connection.connection.get_backend_pid()
    with owner_connection.cursor() as cursor:
        cursor.execute("GRANT test_party_bb TO CURRENT_USER")
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        cursor.execute("REVOKE test_party_bb FROM CURRENT_USER")
    with party_context(bb):
        assert _user() == "test_party_bb/party_bb"


def test_the_party_may_not_change_inside_a_transaction(unmoved: Any) -> None:
    bb, fj = Party.objects.filter(iso2__in=["BB", "FJ"]).order_by("iso2")
    with party_context(bb), transaction.atomic(), pytest.raises(PartyChangeInTransaction):
        party_context(fj).__enter__()
    connection.set_schema_to_public()


def test_the_child_of_a_fork_does_not_use_its_parents_connections(unmoved: Any) -> None:
    bb = Party.objects.get(iso2="BB")
    with party_context(bb):
        _user()
    child = os.fork()
    if child == 0:
        os._exit(0 if connection.connection is None and not connection.parked_roles() else 1)
    assert os.waitpid(child, 0)[1] == 0
    with party_context(bb):
        assert _user() == "test_party_bb/party_bb"


def test_a_process_without_the_owners_login_cannot_become_the_owner(unmoved: Any) -> None:
    assert not settings.DATABASES["default"]["USER"]
    with pytest.raises(NotTheOwner):
        as_owner("party_bb").__enter__()


def test_content_types_are_cached_by_schema_in_every_thread(unmoved: Any) -> None:
    """Trap 1: one cache for all threads gave the wrong id 449 times in 1,200."""
    party = Party.objects.get(iso2="BB")
    expected = {place: _type_id(place, party) for place in ("public", "party")}
    assert expected["public"] != expected["party"]
    wrong: list[str] = []

    def look(place: str) -> None:
        wrong.extend(place for _ in range(200) if _type_id(place, party) != expected[place])
        connection.close_everything()

    threads = [threading.Thread(target=look, args=[place]) for place in ("public", "party") * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def _type_id(place: str, party: Party) -> int:
    with as_public() if place == "public" else party_context(party):
        return (
            ContentType.objects.get(app_label="audit", model="auditentry").pk
            and ContentType.objects.get_for_model(_audit_entry()).pk
        )


def _audit_entry() -> Any:
    from tenants.audit.models import AuditEntry

    return AuditEntry


def test_a_new_thread_starts_in_public(parties: Any) -> None:
    bb, _fj = parties("bb", "fj")
    seen: list[str] = []
    with bb.active():
        thread = threading.Thread(target=lambda: seen.append(connection.schema_name))
        thread.start()
        thread.join()
    assert seen == ["public"]


def test_a_cache_key_of_one_party_is_unknown_to_another(parties: Any) -> None:
    bb, fj = parties("bb", "fj")
    with bb.active():
        cache.set("secret", "of Barbados")
    with fj.active():
        assert cache.get("secret") is None
    with bb.active():
        assert cache.get("secret") == "of Barbados"


def test_a_web_server_of_a_deployment_does_not_start_with_the_owners_login(monkeypatch: pytest.MonkeyPatch) -> None:
    from tenants.errors import OwnerLoginHere
    from tenants.logins import refuse_owner_login

    monkeypatch.setattr(settings, "ENVIRONMENT", "production")
    refuse_owner_login()
    monkeypatch.setitem(settings.DATABASES["default"], "USER", "archipelago")
    with pytest.raises(OwnerLoginHere):
        refuse_owner_login()
