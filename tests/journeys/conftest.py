"""A real web server and worker for the journeys, Chromium, and people who are signed in."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from cites.accounts.demo import PASSWORD, DemoPerson, demo_people
from cites.accounts.roles import Role
from cites.dev.mail import KeptMail, _read
from infra.front import BUILT
from infra.launcher import addresses
from infra.launcher.layout import layout, make_private
from infra.launcher.redis_server import redis_socket, start_redis, stop_redis
from infra.test_database import TestDatabase, of_this_run
from infra.testing import TEST_FOLDER
from tests.journeys.caller import next_code
from tests.journeys.keyboard import KeyboardVisitor
from tests.journeys.seen import Seen
from tests.journeys.stack import Stack, running
from tests.journeys.visitor import Visitor, axe_source

# The shell draws no window of its own around the pages.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}

WAYS = [
    pytest.param({"viewport": PHONE, "scripted": False}, id="on a phone without scripts"),
    pytest.param({"viewport": DESK, "keyboard": True}, id="by keyboard alone"),
]
"""The two ways in which everybody's work has to be possible: options of ``visit`` and ``enter``."""


class Site:
    """The running product, and what a test may know of it: its addresses, mails and demo people."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.kept_sign_ins: dict[str, Any] = {}

    def address(self, host: str) -> str:
        """The address of a Party's site by its code; of the front door for an empty one."""
        return f"http://{host + '.' if host else ''}localhost:{self.stack.port}"

    def mails_to(self, email: str) -> list[KeptMail]:
        """The mails to that address, the latest first."""
        found = sorted((self.stack.var / "mail").glob("*/*.eml"), key=lambda path: path.name, reverse=True)
        return [mail for mail in map(_read, found) if mail.to == email]

    @staticmethod
    def person(host: str, word: str) -> DemoPerson:
        """The demo person whose e-mail address begins with that word."""
        return next(one for one in demo_people(host or None) if one.email.startswith(f"{word}@"))


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """The product on a database of its own, filled with the demo people and cases."""
    assert BUILT.is_dir(), "The style sheet is not built: make front"
    assert axe_source(), "axe-core is not installed: make front"
    with ExitStack() as stack:
        var = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="journeys-")))
        redis_url = stack.enter_context(_redis(var))
        database, name = TestDatabase(addresses(TEST_FOLDER)), f"journeys_{os.getpid()}"
        database.ensure_template()
        shown, left = _with_demo(database, redis_url)
        database.copy(name, of=shown)
        stack.callback(database.drop, name)
        variables = {"DATABASE_URL": database.url_without_login(name), "REDIS_URL": redis_url}
        shutil.copytree(left, var, dirs_exist_ok=True)
        product = Stack(var, variables, database.owner_url(name))
        stack.enter_context(running(product))
        yield Site(product)


def _with_demo(database: TestDatabase, redis_url: str) -> tuple[str, Path]:
    """A database with demo people and cases and the folder that goes with it, made by the first worker of a run for all.

    The next run removes them, like all that is named by a process which is no more.
    """
    name = f"journeys_{of_this_run()}_demo"
    var = TEST_FOLDER / "demo" / name

    def fill(here: str) -> None:
        for left in var.parent.glob("journeys_*_demo"):
            if not Path("/proc", left.name.split("_")[1]).exists():
                shutil.rmtree(left)
        _files_of_template(var)
        variables = {"DATABASE_URL": database.url_without_login(here), "REDIS_URL": redis_url}
        product = Stack(var, variables, database.owner_url(here))
        product.manage("ensure_front_door")
        product.manage("load_demo")

    database.make_once(name, fill)
    return name, var


def _files_of_template(var: Path) -> None:
    """The documents of the practice sites, which were made together with the template of the database."""
    for folder in (Path(os.environ["VAR_DIR"]) / "files").glob("*_practice"):
        shutil.copytree(folder, var / "files" / folder.name)


class _redis:
    """A Redis for the journeys alone: the cache and the tasks of the other tests stay apart."""

    def __init__(self, var: Path) -> None:
        self.places = layout(var)

    def __enter__(self) -> str:
        for folder in (self.places.var, self.places.logs, self.places.sockets()):
            make_private(folder)
        self.record = start_redis(self.places, durable=False)
        return f"unix://{redis_socket(self.places.sockets())}"

    def __exit__(self, *error: object) -> None:
        stop_redis(self.record)


@pytest.fixture
def worker(site: Site) -> Iterator[None]:
    """The operator worker runs."""
    site.stack.start_jobs()
    yield
    child = site.stack.child("jobs")
    child.stop()
    site.stack.children.remove(child)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium. Where it is missing the journeys skip, or fail when REQUIRE_BROWSER is set."""
    if CHROMIUM is None:
        message = "Chromium is not installed: sudo apt install chromium-headless-shell"
        pytest.fail(message) if os.environ.get("REQUIRE_BROWSER") else pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """What was looked at in this run, so that no worker looks again at what another has seen."""
    own = tmp_path_factory.getbasetemp()
    return Seen((own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "seen")


@pytest.fixture
def visit(chromium: Browser, site: Site, seen: Seen) -> Iterator[Callable[..., Visitor]]:
    """``visit("bb")``: a stranger at a site; options are those of a browser context."""
    visitors: list[Visitor] = []
    with ExitStack() as stack:

        def visit_site(
            host: str, *, viewport: Any = DESK, scripted: bool = True, keyboard: bool = False, **options: Any
        ) -> Visitor:
            options.setdefault("locale", "en-GB")
            context = chromium.new_context(viewport=viewport, java_script_enabled=scripted, **options)
            stack.callback(context.close)
            kind = KeyboardVisitor if keyboard else Visitor
            visitors.append(kind(context, site.address(host), seen, scripted))
            return visitors[-1]

        yield visit_site
    complaints = [each for visitor in visitors for each in visitor.complaints]
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def enter(visit: Callable[..., Visitor], site: Site) -> Callable[..., Visitor]:
    """``enter("bb", "officer")``: a demo person, signed in; the first time by the pages."""

    def enter_as(host: str, word: str, **options: Any) -> Visitor:
        person = site.person(host, word)
        kept = site.kept_sign_ins.get(person.email)
        visitor = visit(host, **options, **({"storage_state": kept} if kept else {}))
        if not kept:
            sign_in(visitor, person)
            site.kept_sign_ins[person.email] = visitor.context.storage_state()
        return visitor

    return enter_as


def sign_in(visitor: Visitor, person: DemoPerson) -> Visitor:
    """Sign in by the pages, with the one-time code where the person has one."""
    visitor.go("/accounts/login/").fill(login=person.email, password=PASSWORD).press("Sign in")
    if person.has_code:
        visitor.fill(code=person.code()).press("Sign in")
    if person.role == Role.MA_SIGNATORY:
        visitor.go("/accounts/2fa/reauthenticate/").fill(code=next_code(person)).press("Continue")
    return visitor
