"""PostgreSQL or Redis restarted under the running product costs no error page once it is back; nor does a power cut."""

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from signal import SIGKILL

import pytest
from redis import Redis

from infra.launcher import ensure_running, stop_servers
from infra.launcher.layout import layout
from infra.launcher.postgres import stop_postgres
from infra.launcher.process import wait_until
from infra.launcher.redis_server import stop_redis
from infra.launcher.state import State, read_state
from tests.journeys.caller import Answer, Caller, hidden_fields
from tests.journeys.conftest import Site
from tests.journeys.office import Office
from tests.journeys.stack import Stack, running

pytestmark = pytest.mark.slow

PAGES = ("/", "/species/?q=conch", "/accounts/login/", "/verify/")
PAGES_OF_OFFICERS = ("/cases/", "/me/", "/traders/")
SWEPT_WITHIN = 150  # seconds; the schedule sweeps every minute


@pytest.fixture(scope="module")
def own_stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A product on servers of its own, with Barbados only, its demo people and cases."""
    var = tmp_path_factory.mktemp("restart") / "var"
    found = ensure_running(var)
    owner, web = found.environment(as_owner=True), found.environment(as_owner=False)
    try:
        stack = Stack(var, {**web, "DATABASE_ROLE_PREFIX": "archipelago"}, owner["DATABASE_URL"])
        for command in (("upgrade",), ("load_reference_data",), ("onboard", "BB"), ("load_demo",)):
            stack.manage(*command)
        with running(stack, beat=True):
            yield stack
    finally:
        stop_servers(var)


@pytest.fixture(scope="module")
def office(own_stack: Stack) -> Office:
    """The people of Barbados, signed in before anything breaks."""
    people = Office(Site(own_stack), "bb")
    for word in ("officer", "decider", "cashier", "signatory"):
        people[word]
    return people


def test_restarted_servers_cost_no_error_page_nobodys_session_and_no_task(own_stack: Stack, office: Office) -> None:
    every_page(own_stack, office)
    first = state_of(own_stack)

    stop_postgres(first.database)
    assert Caller(own_stack.port, "bb.localhost").get("/readyz").status == 503, "the product notices"
    back_again(own_stack)
    every_page(own_stack, office)

    stop_redis(state_of(own_stack).redis)
    back_again(own_stack)
    every_page(own_stack, office)
    second = state_of(own_stack)
    assert (first.database, first.redis) != (second.database, second.redis)
    assert not re.search(r"Traceback", own_stack.log("web", 5)), own_stack.log("web")

    reference = office.case_at("decision")
    assert (
        office.step("decider", "refuse", ground="not_legal", reason="The slip is of another vessel.")(reference).status
        == 302
    )
    assert wait_until(lambda: mailed(own_stack, reference), 60), own_stack.log("worker")


def test_a_power_cut_while_permits_are_issued_loses_none_and_numbers_none_twice(
    own_stack: Stack, office: Office
) -> None:
    signed, cut_off = office.case_at("signing"), office.case_at("payment")
    assert office.pay(cut_off).status == 302
    page = office["signatory"].get(f"/cases/{cut_off}/do/issue/")
    assert page.status == 200
    before = numbers_in_use(own_stack)

    own_stack.kill("worker")
    assert office.step("signatory", "issue")(signed).status == 302
    forget_messages(own_stack)  # nobody hears that the first is to be printed
    with ThreadPoolExecutor(1) as pool:
        pool.submit(issue, office, cut_off, page)
        time.sleep(0.02)  # the post is under way
        cut_the_power(own_stack)
    start_again(own_stack)

    assert wait_until(lambda: issue(office, cut_off, page).status == 302, 60), own_stack.log("web")
    for reference in (signed, cut_off):
        found = wait_until(lambda of=reference: len(office.permits_of(of)) == 1, SWEPT_WITHIN)  # type: ignore[misc]
        assert found, own_stack.log("worker") + own_stack.log("beat")
    fresh = numbers_in_use(own_stack) - before
    assert len(fresh) == 2
    assert max(fresh) - min(fresh) == 1, "no gap between them"
    own_stack.manage("verify_audit", "BB")


def issue(office: Office, reference: str, page: Answer) -> Answer:
    """Send the page as it was when it was opened, as a browser does that is asked to try again."""
    return office["signatory"].post(f"/cases/{reference}/do/issue/", hidden_fields(page.text))


def numbers_in_use(stack: Stack) -> set[int]:
    """The serial of every permit of Barbados."""
    return {int(number[4:]) for number in stack.manage("shell", "-v0", "-c", NUMBERS).split()}


NUMBERS = """
from cites.permits.models import Permit
from tenants.context import party_context
from tenants.models import Party
with party_context(Party.objects.get(iso2="BB", practice=False)):
    print(*Permit.objects.values_list("number", flat=True))
"""


def forget_messages(stack: Stack) -> None:
    """Redis loses what it held."""
    with Redis.from_url(stack.environment["REDIS_URL"]) as redis:
        redis.flushall()


def cut_the_power(stack: Stack) -> None:
    """End everything in one moment."""
    stack.kill(*(child.name for child in list(stack.children)))
    state = state_of(stack)
    for server in (state.redis, state.database):
        server.end(SIGKILL, patience=10)


def start_again(stack: Stack) -> None:
    ensure_running(stack.var)
    stack.start(beat=True)


def back_again(stack: Stack) -> None:
    """Start what was stopped and wait until the product has seen it."""
    ensure_running(stack.var)
    assert wait_until(stack.is_ready, 10)


def every_page(stack: Stack, office: Office) -> None:
    """Ask often enough that every process and thread of the web server answers."""
    for _ in range(8):
        stranger, officer = Caller(stack.port, "bb.localhost"), office["officer"]
        found = {path: stranger.get(path).status for path in PAGES}
        found |= {path: officer.get(path).status for path in PAGES_OF_OFFICERS}
        assert found == dict.fromkeys((*PAGES, *PAGES_OF_OFFICERS), 200)


def mailed(stack: Stack, reference: str) -> bool:
    """Whether some mail names the case."""
    return any(reference in path.read_text() for path in (stack.var / "mail").glob("*/*.eml"))


def state_of(stack: Stack) -> State:
    state = read_state(layout(stack.var).state)
    assert state is not None
    return state
