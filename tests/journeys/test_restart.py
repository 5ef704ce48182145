"""PostgreSQL or Redis restarted under the running product costs no error page once it is back."""

import http.client
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.launcher import ensure_running, stop_servers
from infra.launcher.layout import layout
from infra.launcher.postgres import stop_postgres
from infra.launcher.process import wait_until
from infra.launcher.redis_server import stop_redis
from infra.launcher.state import State, read_state
from tests.journeys.stack import Stack, running

pytestmark = pytest.mark.slow

PAGES = ("/", "/species/?q=conch", "/accounts/login/", "/verify/")


@pytest.fixture
def own_stack(tmp_path: Path) -> Iterator[Stack]:
    """A product on servers of its own, with Barbados only."""
    var = tmp_path / "var"
    found = ensure_running(var, durable=False)
    owner, web = found.environment(as_owner=True), found.environment(as_owner=False)
    try:
        stack = Stack(var, {**web, "DATABASE_ROLE_PREFIX": "archipelago"}, owner["DATABASE_URL"])
        for command in (("upgrade",), ("onboard", "BB"), ("load_reference_data",)):
            stack.manage(*command)
        with running(stack, worker=False):
            yield stack
    finally:
        stop_servers(var)


def test_restarted_servers_cost_no_error_page(own_stack: Stack) -> None:
    every_page(own_stack)
    first = state_of(own_stack)

    stop_postgres(first.database)
    assert status(own_stack, "/readyz") == 503, "the product notices"
    back_again(own_stack)
    every_page(own_stack)

    stop_redis(state_of(own_stack).redis)
    back_again(own_stack)
    every_page(own_stack)
    second = state_of(own_stack)
    assert (first.database, first.redis) != (second.database, second.redis)
    assert not re.search(r"Traceback", own_stack.log("web", 5)), own_stack.log("web")


def back_again(stack: Stack) -> None:
    """Start what was stopped and wait until the product has seen it."""
    ensure_running(stack.var, durable=False)
    assert wait_until(stack.is_ready, 10)


def every_page(stack: Stack) -> None:
    """Ask often enough that every process and thread of the web server answers."""
    for _ in range(8):
        found = {path: status(stack, path) for path in PAGES}
        assert found == dict.fromkeys(PAGES, 200)


def state_of(stack: Stack) -> State:
    state = read_state(layout(stack.var).state)
    assert state is not None
    return state


def status(stack: Stack, path: str) -> int:
    """What the site of Barbados answers, over a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", stack.port, timeout=30)
    try:
        connection.request("GET", path, headers={"Host": f"bb.localhost:{stack.port}"})
        return connection.getresponse().status
    finally:
        connection.close()
