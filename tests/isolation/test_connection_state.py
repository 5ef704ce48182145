"""Whatever one request does to its connection, the next one in the same thread works in its own Party alone.

Logins, parking, forks and new threads are in ``tests/tenants/test_connections.py``.
"""

import ast
import gc
import itertools
import json
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from typing import Any

import pytest
import structlog
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.db import DatabaseError, close_old_connections, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.test import RequestFactory, override_settings
from django.urls import path
from django.utils import timezone, translation

from cites import urls, urls_public
from cites.casework.views import audit
from infra.development import ROOT
from tenants.context import as_public, current_party, party_context
from tenants.models import Party
from tests.isolation.fillings import PACKAGES
from tests.isolation.watching import own_login

BB, FJ, SHARED = "bb.localhost", "fj.localhost", "localhost"
SCHEMAS = {BB: "party_bb", FJ: "party_fj", SHARED: "public"}
ZONES = {BB: "America/Barbados", FJ: "Pacific/Fiji", SHARED: "UTC"}


def other() -> Party:
    """Vanuatu, which none of these requests is about."""
    with as_public():
        return Party.objects.get(iso2="VU", practice=False)


def run(statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone() if cursor.description else None


def fail_in_transaction() -> None:
    with transaction.atomic():
        run("UPDATE accounts_user SET full_name = 'Left Behind'")
        run("SELECT 1 / 0")


def fail_after_statement() -> None:
    run("SELECT 1")
    raise RuntimeError


def swallow_the_error() -> None:
    with suppress(DatabaseError):
        run("SELECT 1 / 0")


def leave_uncommitted() -> None:
    connection.set_autocommit(False)
    run("UPDATE accounts_user SET full_name = 'Left Behind'")


def lose_the_connection() -> None:
    run("SELECT 1")
    os.close(os.dup2(os.open(os.devnull, os.O_RDWR), connection.connection.fileno()))
    run("SELECT 2")


def close_meanwhile() -> None:
    run("SELECT 1")
    connection.close()
    close_old_connections()
    run("SELECT 2")


def stray() -> None:
    connection.set_tenant(other())
    run("SELECT 1")


def fail_elsewhere() -> None:
    with party_context(other()), as_public(), party_context(other()):
        run("SELECT 1 / 0")


def never_leave_context() -> None:
    ExitStack().enter_context(party_context(other()))


def never_leave_transaction() -> None:
    ExitStack().enter_context(transaction.atomic())
    run("UPDATE accounts_user SET full_name = 'Left Behind'")


def speak_otherwise() -> None:
    translation.activate("fr")
    timezone.activate("Pacific/Efate")
    structlog.contextvars.bind_contextvars(party="VU")


def fail_on_commit() -> None:
    with transaction.atomic():
        run("SELECT 1")
        transaction.on_commit(fail_elsewhere)


def stray_on_commit() -> None:
    with transaction.atomic():
        run("SELECT 1")
        transaction.on_commit(stray)


def work_in_thread() -> None:
    def work() -> None:
        stray()
        connection.close_everything()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert run("SELECT current_schema()") == (current_party().schema_name,)


MISCHIEF: list[Callable[[], None]] = [
    fail_in_transaction, fail_after_statement, swallow_the_error, leave_uncommitted, lose_the_connection,
    close_meanwhile, stray, fail_elsewhere, never_leave_context, never_leave_transaction, speak_otherwise, fail_on_commit,
    stray_on_commit, work_in_thread,
]  # fmt: skip


def _trail() -> Iterator[str]:
    return audit._csv(current_party(), audit.AuditEntry.objects.order_by("pk"))


def _failing() -> Iterator[str]:
    party = current_party()
    yield "one"
    with party_context(party):
        fail_elsewhere()


def _straying() -> Iterator[str]:
    yield "one"
    stray()
    yield "two"


STREAMS: list[Callable[[], Iterator[str]]] = [_trail, _failing, _straying]


def where(_request: HttpRequest) -> HttpResponse:
    """Who asks, where, and with what of anybody's before."""
    run("SELECT 1")
    found = run("SELECT session_user, current_schema(), pg_current_xact_id_if_assigned() IS NULL")
    people = run("SELECT count(*) FROM accounts_user WHERE full_name = 'Left Behind'")
    words = structlog.contextvars.get_contextvars().get("party", "")
    spoken = translation.get_language(), timezone.get_current_timezone_name()
    return JsonResponse([*found, *people, connection.get_autocommit(), cache.make_key("x"), *spoken, words], safe=False)


def after_collecting(request: HttpRequest) -> HttpResponse:
    gc.collect()
    return where(request)


def do(_request: HttpRequest, number: int) -> HttpResponse:
    MISCHIEF[number]()
    return HttpResponse("done")


def stream(_request: HttpRequest, number: int) -> HttpResponseBase:
    return StreamingHttpResponse(STREAMS[number]())


OF_TESTS = [
    path("where", where),
    path("collected", after_collecting),
    path("do/<int:number>", do),
    path("stream/<int:number>", stream),
]


class OfParties:
    urlpatterns = [*OF_TESTS, *urls.urlpatterns]


class OfAll:
    urlpatterns = [*OF_TESTS, *urls_public.urlpatterns]


@pytest.fixture
def server(django_db_blocker: Any) -> Iterator[Callable[[str, str], Any]]:
    """``server(host, path)``: what a thread of the web server does; the answer is still to be read and closed."""
    with (
        django_db_blocker.unblock(),
        override_settings(ROOT_URLCONF=OfParties, PUBLIC_SCHEMA_URLCONF=OfAll),
    ):
        handler = WSGIHandler()

        def ask(host: str, address: str) -> Any:
            environ = RequestFactory().get(address, headers={"host": host}).environ
            return handler(environ, lambda *_: None)

        yield ask
        connection.close_everything()
        connection.set_schema_to_public()


def told(server: Any, host: str, address: str = "/where") -> Any:
    answer = server(host, address)
    try:
        return json.loads(b"".join(answer))
    finally:
        answer.close()


def own(host: str) -> list[Any]:
    schema = SCHEMAS[host]
    party = "" if host == SHARED else host[:2].upper()
    return [own_login(schema)[1], schema, True, 0, True, f"{schema}::1:x", "en", ZONES[host], party]


NEXT = pytest.mark.parametrize("then", [FJ, SHARED, BB])


@NEXT
@pytest.mark.parametrize("number", range(len(MISCHIEF)), ids=[each.__name__ for each in MISCHIEF])
def test_after_what_goes_wrong_the_next_request_is_in_its_own_party(server: Any, number: int, then: str) -> None:
    told(server, then)
    answer = server(BB, f"/do/{number}")
    b"".join(answer)
    answer.close()
    assert told(server, then) == own(then)


@NEXT
@pytest.mark.parametrize("parts", [0, 1, 2, None])
@pytest.mark.parametrize("number", range(len(STREAMS)), ids=[each.__name__ for each in STREAMS])
def test_after_a_stream_that_breaks_off_too(server: Any, number: int, parts: int | None, then: str) -> None:
    """Broken off after so many parts by the reader, or read to its end."""
    answer = server(BB, f"/stream/{number}")
    with suppress(DatabaseError, ZeroDivisionError):
        for _part in itertools.islice(answer, parts):
            pass
    answer.close()
    assert told(server, then) == own(then)


@pytest.mark.parametrize("then", [FJ, SHARED])
def test_a_stream_that_nobody_closed_does_not_wake_up_in_another_request(server: Any, then: str) -> None:
    answer = server(BB, f"/stream/{STREAMS.index(_trail)}")
    parts = iter(answer)
    assert next(parts)
    assert next(parts)
    circle = [answer, parts]
    circle.append(circle)  # only the collector finds it
    del answer, parts, circle
    assert told(server, then, "/collected") == own(then)


def test_no_page_is_made_bit_by_bit_within_a_context() -> None:
    """A generator that rests between two parts would rest in a Party, and leave it when nobody expects it."""
    resting = [
        f"{path}:{block.lineno}"
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if "views" in path.parts or path.name == "views.py"
        for block in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(block, ast.With) and "party_context" in ast.unparse(block.items[0]) and _yields(block)
    ]
    assert resting == []


def _yields(block: ast.With) -> bool:
    return any(isinstance(each, ast.Yield | ast.YieldFrom) for each in ast.walk(block))


@pytest.mark.parametrize("names", itertools.product(["BB", "FJ", ""], repeat=3), ids="-".join)
@pytest.mark.usefixtures("server")
def test_contexts_within_one_another_are_left_one_by_one_whatever_happens(names: tuple[str, ...]) -> None:
    parties = {party.iso2: party for party in Party.objects.filter(iso2__in=("BB", "FJ"))}

    def here(name: str) -> None:
        schema = f"party_{name.lower()}" if name else "public"
        close_old_connections()
        assert run("SELECT session_user, current_schema()") == (own_login(schema)[1], schema)

    def enter(left: tuple[str, ...]) -> None:
        with party_context(parties[left[0]]) if left[0] else as_public():
            here(left[0])
            with suppress(DatabaseError):
                enter(left[1:]) if left[1:] else run("SELECT 1 / 0")
            here(left[0])
            run("SELECT 1 / 0")

    with suppress(DatabaseError):
        enter(names)
    here("")


def test_threads_at_once_answer_each_in_its_own_party(server: Any) -> None:
    wrong: list[Any] = []

    def go(hosts: tuple[str, ...]) -> None:
        for host in hosts * 8:
            if (found := told(server, host)) != own(host):
                wrong.append(found)
        connection.close_everything()

    threads = [threading.Thread(target=go, args=[order]) for order in itertools.permutations(SCHEMAS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
