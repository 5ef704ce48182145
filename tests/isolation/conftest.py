"""A database in which Barbados and Fiji lead lives of their own, made once for all tests of isolation."""

import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import Any

import psycopg2
import pytest
from django.db import connection

from cites.permits.demo_quotas import INVENTED
from cites.permits.rules.catalogue import RULES
from infra.launcher import addresses
from infra.test_database import TestDatabase, of_this_run
from infra.testing import TEST_FOLDER
from tenants.audit.verbs import audit_verbs
from tenants.context import party_context
from tenants.models import Party
from tests.conftest import go_to, owner_login
from tests.isolation import lives, told
from tests.isolation.fillings import Fillings
from tests.thorough import some

WAYS = [("bb", "fj"), ("fj", "bb")]
# Written in the source, and nobody's even where one Party alone has a row of it: ids of rules, verbs, a text of the demo.
_OURS = {*RULES, *audit_verbs.names(), INVENTED}


@dataclass(frozen=True)
class Isles:
    """The database, and the words that only Barbados, Fiji and the shared schema know."""

    name: str
    owner_url: str
    words: dict[str, set[str]]
    secretariat: set[str]
    fillings: dict[str, Fillings]


@pytest.fixture(scope="session")
def isles(django_db_blocker: Any) -> Iterator[Isles]:
    """The database of the isles, at which nobody is yet."""
    database, name, before = TestDatabase(addresses(TEST_FOLDER)), f"own_{os.getpid()}_isles", _present()
    with django_db_blocker.unblock():
        database.copy(name, of=_lived_in(database))
        go_to(name)
        fillings = _fillings()
        go_to(before)
    with closing(_as_owner_of(database, name)) as owner:
        yield Isles(name, database.owner_url(name), _own_words(owner), _words_of_secretariat(owner), fillings)
    database.drop(name)


@pytest.fixture(scope="module", autouse=True)
def on_the_isles(isles: Isles, django_db_blocker: Any) -> Iterator[None]:
    """The tests of these folder work there."""
    before = _present()
    with django_db_blocker.unblock():
        go_to(isles.name)
        yield
        go_to(before)


@pytest.fixture
def owner(isles: Isles) -> Iterator[Any]:
    """A raw connection of the owner, committing at once."""
    raw = psycopg2.connect(isles.owner_url)
    raw.autocommit = True
    yield raw
    raw.close()


@pytest.fixture(params=some(WAYS, 1), ids=lambda way: f"{way[1]} from {way[0]}")
def two(request: pytest.FixtureRequest, parties: Any) -> Any:
    """``here, there = two``: who asks, and whose it is; the other way about as well when everything is tried."""
    return parties(*request.param)


def _lived_in(database: TestDatabase) -> str:
    """The name of a database in which everybody has lived, which the first worker of a run makes for all of them.

    The next run removes it, like all that is named by a process which is no more.
    """
    name, before = f"own_{of_this_run()}_lived", _present()

    def live(here: str) -> None:
        with closing(_as_owner_of(database, here)) as owner:
            go_to(here)
            for party in _isles():
                lives.live(party, owner, partial(owner_login, database.owner_url(here)))
            lives.live_in_public()
            go_to(before)

    database.make_once(name, live)
    return name


def _isles() -> list[Party]:
    return list(Party.objects.filter(iso2__in=("BB", "FJ"), practice=False))


def _fillings() -> dict[str, Fillings]:
    """What each would put into addresses."""
    fillings = {"public": Fillings(lives.newest_rows(None))}
    for party in _isles():
        with party_context(party):
            fillings[party.schema_name] = Fillings(lives.newest_rows(party), lives.FIRST_KEY[party.iso2])
    return fillings


def _as_owner_of(database: TestDatabase, name: str) -> Any:
    raw = psycopg2.connect(database.owner_url(name))
    raw.autocommit = True
    return raw


def _own_words(owner: Any) -> dict[str, set[str]]:
    found = {name: told.words_of(owner, name) for name in ("party_bb", "party_fj", "party_vu", "public")}
    own = {name: words.difference(*(found[other] for other in found if other != name)) for name, words in found.items()}
    # Nor is a single word its own that stands within a text of another: a town in an address, for one.
    texts = {name: "\n".join(words) for name, words in found.items()}
    for name, words in own.items():
        others = [text for other, text in texts.items() if other != name]
        words -= {word for word in words if word.isalpha() and any(word in text for text in others)}
    for words in own.values():
        words -= _OURS
    return own | {"parties": own["party_bb"] | own["party_fj"]}


def _words_of_secretariat(owner: Any) -> set[str]:
    """What stands in those shared tables that lie in each Party too: people, their sessions, what they did."""
    labels = {model._meta.db_table: model._meta.app_label for model in lives.models_of_parties()}
    of_people = {table for table, label in labels.items() if label not in ("auth", "contenttypes")}
    found = told.words_of(owner, "public", only=of_people)
    return found.difference(*(told.words_of(owner, name) for name in ("party_bb", "party_fj")))


def _present() -> str:
    return str(connection.settings_dict["NAME"])
