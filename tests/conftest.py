"""What every test may use: Parties, each in a transaction that is rolled back; people; the owner's hand."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch
from urllib.parse import unquote, urlsplit

import psycopg2
import pytest
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as drawing

from cites.accounts.roles import Role
from cites.species.memory import forget as forget_reference_data
from tenants.context import as_public, party_context
from tenants.hosts import forget_hosts
from tenants.models import Party
from tenants.names import schema_of
from tenants.releases.queries import forget_releases

# A busy machine draws slowly, which says nothing of what is drawn.
drawing.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
drawing.load_profile("any machine")


OF_A_SLOW_TEST = 50  # so many of the others take as long
OF_A_JOURNEY = 500
JOURNEYS = Path(__file__).parent / "journeys"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files of slow tests and of many, so that no worker is left alone with one of them at the end."""
    weight: Counter[Path] = Counter()
    for item in items:
        weight[item.path] += _as_many_as(item)
    items.sort(key=lambda item: -weight[item.path])


def _as_many_as(item: pytest.Item) -> int:
    if JOURNEYS in item.path.parents:
        return OF_A_JOURNEY
    return OF_A_SLOW_TEST if item.get_closest_marker("slow") else 1


class PartyClient(Client):
    """Django's test client at a Party's host; afterwards the test is where it was before."""

    def __init__(self, place: "Place", **options: Any) -> None:
        super().__init__(headers={"host": place.host}, **options)
        self.place = place

    def request(self, **request: Any) -> Any:
        with self.place.staying():
            return super().request(**request)

    def force_login(self, user: Any, backend: str | None = None, *, confirmed: bool = True) -> None:
        """Sign in; signatories as such that have just confirmed their second step, unless ``confirmed=False``."""
        with self.place.active():
            super().force_login(user, backend)
            if confirmed and user.has_role(Role.MA_SIGNATORY):
                session = super().session
                record_authentication(SimpleNamespace(session=session), user, "mfa", reauthenticated=True)
                session.save()

    def logout(self) -> None:
        with self.place.active():
            super().logout()

    @property
    def session(self) -> Any:
        with self.place.active():
            return super().session


class Place:
    """A Party (or, without one, the front door) within a test."""

    def __init__(self, party: Party | None) -> None:
        self.party = party
        self.host = f"{party.slug}.localhost" if party else "localhost"

    def __getattr__(self, name: str) -> Any:
        return getattr(self.party, name)

    @contextmanager
    def active(self) -> Iterator["Place"]:
        """Work here, under the login that a request here would have."""
        with party_context(self.party) if self.party else as_public():
            yield self

    def client(self, **options: Any) -> PartyClient:
        """Return a browser without JavaScript at this host."""
        return PartyClient(self, **options)

    @staticmethod
    @contextmanager
    def staying() -> Iterator[None]:
        before = connection.tenant
        try:
            yield
        finally:
            connection.set_tenant(before)


@pytest.fixture
def parties(django_db_blocker: Any) -> Iterator[Callable[..., list[Place]]]:
    """``bb, fj = parties("bb", "fj")``: a transaction for each and for public, all rolled back at the end.

    ``parties("vu-practice")`` is the practice twin of Vanuatu, with its invented people and cases.
    """
    with django_db_blocker.unblock(), opened_parties() as open_parties:
        yield open_parties


@contextmanager
def opened_parties() -> Iterator[Callable[..., list[Place]]]:
    """What the fixture ``parties`` gives, for as long as the block lasts."""
    with ExitStack() as stack:
        forget_everything()
        connection.moves_in_transaction = True
        stack.callback(_leave)
        connection.set_schema_to_public()
        stack.enter_context(rolled_back(Place(None)))

        def open_parties(*codes: str) -> list[Place]:
            places = [Place(Party.objects.get(schema_name=_schema(code))) for code in codes]
            for place in places:
                stack.enter_context(rolled_back(place))
            return places

        yield open_parties


@contextmanager
def rolled_back(place: Place) -> Iterator[None]:
    """Nothing written at ``place`` meanwhile stays; within another such block, only what was written in this one."""
    with place.active():
        atomic = transaction.atomic()
        atomic.__enter__()
    try:
        yield
    finally:
        with place.active():
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)


@pytest.fixture
def bb(parties: Callable[..., list[Place]]) -> Iterator[Place]:
    """Barbados, active."""
    (place,) = parties("bb")
    with place.active():
        yield place


@pytest.fixture
def front_door(parties: Any) -> Place:
    """The shared host."""
    return Place(None)


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks: Any) -> Any:
    """``with on_commit():`` runs what the transaction would have run once committed."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def own_database(django_db_blocker: Any) -> Iterator[str]:
    """A database for this test alone, in which transactions really commit; yields its owner's address."""
    from infra.launcher import addresses
    from infra.test_database import TestDatabase
    from infra.testing import TEST_FOLDER

    database = TestDatabase(addresses(TEST_FOLDER))
    name, before = f"own_{os.getpid()}", connection.settings_dict["NAME"]
    database.copy(name)
    with django_db_blocker.unblock():
        go_to(name)
        yield database.owner_url(name)
        go_to(before)
    database.drop(name)


@pytest.fixture
def owner_here(own_database: str) -> Iterator[str]:
    """The owner's login in this process, as the operators' commands have it, on a database of its own."""
    with owner_login(own_database):
        yield own_database


@contextmanager
def owner_login(address: str) -> Iterator[None]:
    """Within, this process has the owner's login in that address; it begins and ends without a connection."""
    parts = urlsplit(address)
    login = {"USER": unquote(parts.username or ""), "PASSWORD": unquote(parts.password or "")}
    try:
        with patch.dict(settings.DATABASES["default"], login), patch.dict(os.environ, DATABASE_URL=address):
            _begin_anew()
            yield
    finally:
        _begin_anew()


def _begin_anew() -> None:
    connection.close_everything()
    connection.set_schema_to_public()


@pytest.fixture
def owner_connection(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A raw connection of the tables' owner to the test's database, committing at once."""
    own = "own_database" in request.fixturenames
    raw = psycopg2.connect(request.getfixturevalue("own_database") if own else os.environ["TEST_OWNER_URL"])
    raw.autocommit = True
    yield raw
    raw.close()


def _schema(code: str) -> str:
    return schema_of(code.removesuffix("-practice"), practice=code.endswith("-practice"))


def _leave() -> None:
    connection.moves_in_transaction = False
    _begin_anew()
    forget_everything()


def go_to(database: str) -> None:
    """Work in that database from now on, with nothing kept of the one before."""
    connection.settings_dict["NAME"] = database
    _begin_anew()
    forget_everything()


def forget_everything() -> None:
    """Keep nothing in this process of what was read from the database."""
    cache.clear()
    forget_hosts()
    forget_releases()
    forget_reference_data()
