"""Suspended, reopened, removed: at once and in every process, by operators who are named in the shared trail."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction

from cites.celery_app import app
from kernel import clock
from tenants.audit.models import AuditEntry
from tenants.context import active_schema, as_owner, as_public, party_context
from tenants.errors import NotAnOperator, NotInThatState, RemovalRefused, UnknownParty
from tenants.hosts import party_at
from tenants.life.operators import operator
from tenants.life.removal import begin_removal, confirm_removal, removable_from, remove_party
from tenants.life.suspension import reopen_party, suspend_party
from tenants.models import HostName, Party, Removal
from tenants.names import PUBLIC
from tests.factories.accounts import PASSWORD, person, sign_in


@pytest.fixture
def ngozi(front_door: Any) -> Any:
    """A hosting operator."""
    with front_door.active():
        return person("operator", "Ngozi")


@pytest.fixture
def piotr(front_door: Any) -> Any:
    """Another one."""
    with front_door.active():
        return person("operator", "Piotr")


def trail() -> list[tuple[str, str, Any]]:
    with as_public():
        return list(AuditEntry.objects.order_by("id").values_list("verb", "subject", "actor__full_name"))


def close(place: Any, by: Any, **options: Any) -> None:
    suspend_party(party=place.party, by=by, reason="by court order", **options)


def test_a_closed_party_answers_nothing_but_verification(parties: Any, ngozi: Any) -> None:
    bb, fj = parties("bb", "fj")
    with bb.active():
        officer = person("ma_officer")
    client = bb.client()
    client.force_login(officer)
    assert client.get("/cases/").status_code == 200
    close(bb, ngozi)
    for path in ("/", "/cases/", "/accounts/login/", "/species/"):
        answer = client.get(path)
        assert answer.status_code == 503, path
        assert "This service is closed" in answer.content.decode()
    assert "Barbados" in answer.content.decode()  # drawn as its own
    assert "court" not in answer.content.decode()
    assert client.post("/accounts/login/", {"login": officer.email}).status_code == 503
    assert client.get("/verify/").status_code == 200
    assert client.post("/verify/", {"number": "BB-26-000001"}).status_code != 503
    assert client.get("/verify/document/").status_code == 200
    for path in ("/verify/document/", "/api/verify", "/api/verify-document"):
        assert client.post(path, {}).status_code in (400, 422)
    assert client.get("/healthz").status_code == 200
    assert client.get("/theme.css").status_code == 200
    assert fj.client().get("/").status_code == 200
    assert ("party.suspended", "party:bb", "Ngozi") in trail()


def test_the_page_of_a_closed_party_speaks_the_readers_language(parties: Any, ngozi: Any) -> None:
    (vu,) = parties("vu")
    close(vu, ngozi)
    answer = vu.client().get("/", headers={"accept-language": "fr"})
    assert answer["Content-Language"] == "fr"
    assert "This service is closed" not in answer.content.decode()


def test_a_read_only_party_can_be_signed_in_to_and_read_but_not_changed(parties: Any, ngozi: Any) -> None:
    (bb,) = parties("bb")
    close(bb, ngozi, read_only=True)
    with bb.active():
        trader = person("trader", "Ama", password=PASSWORD)
        before = AuditEntry.objects.exclude(verb__contains="sign").count()
    client = bb.client()
    answer = sign_in(client, trader)
    assert answer.status_code == 302
    assert client.get("/me/").status_code == 200
    refused = client.post("/me/", {"full_name": "Amba"})
    assert refused.status_code == 423
    assert "can only be read" in refused.content.decode()
    assert client.delete("/me/").status_code == 423
    for path in ("/verify/document/", "/api/verify", "/api/verify-document"):
        assert client.post(path, {}).status_code in (400, 422), "what was issued is asked about for years"
    with bb.active():
        trader.refresh_from_db()
        assert trader.full_name == "Ama"
        assert AuditEntry.objects.exclude(verb__contains="sign").count() == before
    assert client.post("/language/", {"language": "en"}).status_code == 302
    assert client.post("/accounts/logout/").status_code == 302


def test_a_reopened_party_serves_again(parties: Any, ngozi: Any) -> None:
    (bb,) = parties("bb")
    close(bb, ngozi)
    reopen_party(party=bb.party, by=ngozi)
    assert bb.client().get("/").status_code == 200
    with pytest.raises(NotInThatState):
        reopen_party(party=bb.party, by=ngozi)
    assert [verb for verb, *_ in trail()][-2:] == ["party.suspended", "party.reopened"]


def test_only_an_operator_counts_as_one(parties: Any, front_door: Any, ngozi: Any) -> None:
    with front_door.active():
        editor = person("editor")
    (bb,) = parties("bb")
    with bb.active():
        officer = person("party_administrator")
    assert operator(ngozi.email.upper()).pk == ngozi.pk
    for stranger in (editor.email, officer.email, "nobody@nowhere.example"):
        with pytest.raises(NotAnOperator):
            operator(stranger)


def test_a_party_that_is_being_brought_live_says_so(parties: Any) -> None:
    (bb,) = parties("bb")
    Party.objects.filter(pk=bb.party.pk).update(status=Party.Status.ONBOARDING)
    answer = bb.client().get("/")
    assert answer.status_code == 503
    assert "not open yet" in answer.content.decode()


@pytest.fixture
def web(owner_here: str, python: Any) -> Iterator[Any]:
    """Two web processes of their own; ``web(path)`` asks both."""
    both = [python(str(Path(__file__).parent / "asked.py")) for _ in range(2)]

    def ask(path: str, host: str = "bb.localhost") -> list[int]:
        for process in both:
            process.stdin.write(f"{host} {path}\n")
            process.stdin.flush()
        return [int(process.stdout.readline()) for process in both]

    yield ask
    for process in both:
        process.communicate(timeout=30)


@pytest.mark.slow
def test_every_process_knows_at_once(web: Any, manage: Any) -> None:
    with as_owner(PUBLIC):
        email = person("operator").email
    assert web("/") == [200, 200]
    assert manage("suspend", "BB", "--by", email, "--reason", "flood")[:2] == (0, "BB: closed\n")
    assert web("/") == [503, 503]
    assert web("/verify/") == [200, 200]
    assert manage("reopen", "bb", "--by", email)[:2] == (0, "BB: open\n")
    assert web("/") == [200, 200]
    code, _, err = manage("reopen", "BB", "--by", email)
    assert (code, "Barbados is open" in err) == (1, True)
    assert manage("suspend", "QQ", "--by", email, "--reason", "x")[0] == 1


@app.task(name="tests.ran")
def _ran(seen: str) -> str:
    return f"{seen} {active_schema()}"


def test_a_task_runs_where_its_party_is_at_work_only(parties: Any, ngozi: Any) -> None:
    bb, fj = parties("bb", "fj")
    close(bb, ngozi)
    with fj.active():
        assert _ran.apply(["x"]).get() == "x party_fj"
    headers = {"_schema_name": "party_bb"}
    with as_public():
        assert _ran.apply(["x"], headers=headers).state == "IGNORED"
        assert _ran.apply(["x"], headers={"_schema_name": "party_gone"}).state == "IGNORED"
    close(bb, ngozi, read_only=True)
    with as_public():
        assert _ran.apply(["x"], headers=headers).get() == "x party_bb"


@app.task(name="tests.stubborn", bind=True, autoretry_for=(OSError,), max_retries=3, retry_backoff=False)
def _stubborn(self: Any, tries: list[int]) -> int:
    tries.append(self.request.retries)
    if len(tries) < 3:
        raise OSError("not yet")
    return len(tries)


def test_a_task_that_fails_is_still_tried_again(parties: Any) -> None:
    (bb,) = parties("bb")
    tries: list[int] = []
    with bb.active():
        assert _stubborn.apply([tries]).get() == 3
    assert tries == [0, 1, 2]


def test_periodic_work_passes_by_closed_parties(parties: Any, ngozi: Any, monkeypatch: Any) -> None:
    from tenants.beat import PartyScheduler

    bb, fj = parties("bb", "fj")
    close(bb, ngozi)
    close(fj, ngozi, read_only=True)
    names = set(PartyScheduler.get_queryset().values_list("iso2", flat=True))
    assert names == {"FJ", "VU"}


def test_a_removal_takes_two_operators_and_a_while(parties: Any, ngozi: Any, piotr: Any) -> None:
    (bb,) = parties("bb")
    with pytest.raises(RemovalRefused):
        confirm_removal(party=bb.party, by=piotr)
    begin_removal(party=bb.party, by=ngozi, reason="runs its own now")
    assert bb.client().get("/").status_code == 503
    assert bb.client().get("/verify/").status_code == 200
    for again in (
        lambda: begin_removal(party=bb.party, by=piotr, reason="twice"),
        lambda: confirm_removal(party=bb.party, by=ngozi),
    ):
        with pytest.raises(RemovalRefused):
            again()
    removal = confirm_removal(party=bb.party, by=piotr)
    assert removable_from(removal) == removal.confirmed_at + timedelta(days=settings.REMOVAL_WAIT_DAYS)
    assert settings.REMOVAL_WAIT_DAYS == 30
    assert [verb for verb, *_ in trail()][-2:] == ["party.removal_begun", "party.removal_confirmed"]


def test_the_database_too_refuses_one_operator_for_both(parties: Any, ngozi: Any) -> None:
    (bb,) = parties("bb")
    removal = begin_removal(party=bb.party, by=ngozi, reason="x")
    with as_public(), pytest.raises(IntegrityError), transaction.atomic():
        Removal.objects.filter(pk=removal.pk).update(confirmed_by=ngozi.email)


def test_reopening_calls_a_removal_off(parties: Any, ngozi: Any) -> None:
    (bb,) = parties("bb")
    begin_removal(party=bb.party, by=ngozi, reason="x")
    reopen_party(party=bb.party, by=ngozi)
    with as_public():
        assert not Removal.objects.exists()
    assert bb.client().get("/").status_code == 200


@pytest.fixture
def used_grenada(live_grenada: Party) -> SimpleNamespace:
    """Grenada live and in use: a file, a session, something in the cache, a person; and two operators."""
    with as_owner(PUBLIC):
        both = [person("operator", name) for name in ("Ngozi", "Piotr")]
    with party_context(live_grenada):
        person("trader", "Ama")
        default_storage.save("papers/one.txt", ContentFile(b"x"))
        cache.set("one", 1)
        from tenants.audit.services import seal_entries

        seal_entries()
    return SimpleNamespace(party=live_grenada, ngozi=both[0], piotr=both[1])


def left_of_grenada(owner_connection: Any) -> dict[str, Any]:
    """Whatever of it the database, the files and Redis still hold."""
    with owner_connection.cursor() as cursor:
        found: dict[str, Any] = {}
        for kind, question in {
            "schema": "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'party_gd%'",
            "tables": "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace "
            "WHERE nspname LIKE 'party_gd%'",
            "role": "SELECT rolname FROM pg_roles WHERE rolname LIKE '%party_gd%'",
            "host": "SELECT domain FROM tenants_hostname WHERE domain LIKE 'gd.%'",
            "party": "SELECT iso2 FROM tenants_party WHERE iso2 = 'GD'",
            "removal": "SELECT id FROM tenants_removal",
            "sessions": "SELECT pid FROM pg_stat_activity WHERE usename LIKE '%party_gd%'",
        }.items():
            cursor.execute(question)
            found[kind] = cursor.fetchall()
    found["files"] = list(Path(default_storage.base_location).glob("party_gd*"))
    found["heads"] = list(Path(settings.AUDIT_HEADS_DIR).glob("party_gd*"))
    found["cache"] = list(cache._cache.get_client().scan_iter("party_gd*"))
    return {kind: rows for kind, rows in found.items() if rows}


@pytest.mark.slow
def test_of_a_removed_party_nothing_is_left_but_the_shared_trail(
    used_grenada: SimpleNamespace, owner_connection: Any, web: Any
) -> None:
    party, ngozi, piotr = used_grenada.party, used_grenada.ngozi, used_grenada.piotr
    assert web("/", "gd.localhost") == [200, 200]  # sessions of its login stand open in two processes
    assert set(left_of_grenada(owner_connection)) == {
        "schema", "tables", "role", "host", "party", "sessions", "files", "heads", "cache"
    }  # fmt: skip
    begin_removal(party=party, by=ngozi, reason="runs its own now")
    with pytest.raises(RemovalRefused, match="second operator"):
        remove_party(party=party, by=ngozi)
    moment = removable_from(confirm_removal(party=party, by=piotr))
    with pytest.raises(RemovalRefused, match="may be removed from"):
        remove_party(party=party, by=ngozi)
    with clock.frozen(moment):
        remove_party(party=party, by=ngozi)
    assert left_of_grenada(owner_connection) == {}
    assert web("/", "gd.localhost") == [404, 404]
    assert web("/") == [200, 200]
    with pytest.raises(UnknownParty):
        party_at("gd.localhost")
    assert [entry[0] for entry in trail() if entry[1] == "party:gd"][-3:] == [
        "party.removal_begun", "party.removal_confirmed", "party.removed",
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    "place",
    [
        "removal.forget_hosts_everywhere", "removal.drop_from_database", "removal.drop_elsewhere",
        "dropping.drop_login",
    ],
)  # fmt: skip
def test_a_removal_that_broke_off_goes_on_when_called_again(
    used_grenada: SimpleNamespace, owner_connection: Any, monkeypatch: Any, place: str
) -> None:
    party, ngozi = used_grenada.party, used_grenada.ngozi
    begin_removal(party=party, by=ngozi, reason="x")
    moment = removable_from(confirm_removal(party=party, by=used_grenada.piotr))

    def broken(*_: Any) -> None:
        raise SystemExit

    with clock.frozen(moment):
        with monkeypatch.context() as patch, pytest.raises(SystemExit):
            patch.setattr(f"tenants.life.{place}", broken)
            remove_party(party=party, by=ngozi)
        remove_party(party=party, by=ngozi)
    assert left_of_grenada(owner_connection) == {}


@pytest.mark.slow
def test_the_commands_remove_in_three_steps(used_grenada: SimpleNamespace, owner_connection: Any, manage: Any) -> None:
    os.environ["REMOVAL_WAIT_DAYS"] = "0"
    try:
        ngozi, piotr = used_grenada.ngozi.email, used_grenada.piotr.email
        assert manage("remove_party", "GD", "--by", ngozi, "--now")[0] == 1
        assert manage("remove_party", "GD", "--by", ngozi, "--begin", "leaves")[0] == 0
        assert manage("remove_party", "GD", "--by", ngozi, "--confirm")[0] == 1
        assert manage("remove_party", "GD", "--by", piotr, "--confirm")[0] == 0
        assert manage("onboard", "GD")[0] == 1
        assert manage("remove_party", "GD", "--by", ngozi, "--now")[:2] == (0, "GD: removed\n")
    finally:
        del os.environ["REMOVAL_WAIT_DAYS"]
    assert left_of_grenada(owner_connection) == {}
    assert not HostName.objects.filter(domain="gd.localhost").exists()
    assert active_schema() == connection.schema_name
