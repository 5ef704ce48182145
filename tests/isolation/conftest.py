"""A database in which Barbados and Fiji lead lives of their own, made once for all tests of isolation."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from typing import Any

import psycopg2
import pytest
from django.db import connection

from cites.permits.demo_quotas import INVENTED
from cites.permits.rules.catalogue import RULES
from infra.launcher import addresses
from infra.test_database import TestDatabase
from infra.testing import TEST_FOLDER
from tenants.audit.verbs import audit_verbs
from tenants.context import party_context
from tenants.models import Party
from tests.conftest import go_to, owner_login
from tests.isolation import lives, told
from tests.isolation.fillings import Fillings

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
    database.copy(name)
    owner = psycopg2.connect(database.owner_url(name))
    owner.autocommit = True
    with django_db_blocker.unblock():
        go_to(name)
        fillings = _live(owner, partial(owner_login, database.owner_url(name)))
        go_to(before)
    yield Isles(name, database.owner_url(name), _own_words(owner), _words_of_secretariat(owner), fillings)
    owner.close()
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


@pytest.fixture(params=WAYS, ids=lambda way: f"{way[1]} from {way[0]}")
def two(request: pytest.FixtureRequest, parties: Any) -> Any:
    """``here, there = two``: who asks, and whose it is; tried both ways."""
    return parties(*request.param)


def _live(owner: Any, owner_here: Callable[[], AbstractContextManager[None]]) -> dict[str, Fillings]:
    """Let everybody live, and return what each would put into addresses."""
    fillings = {}
    for party in Party.objects.filter(iso2__in=("BB", "FJ")):
        lives.live(party, owner, owner_here)
        with party_context(party):
            fillings[party.schema_name] = Fillings(lives.newest_rows(party), lives.FIRST_KEY[party.iso2])
    lives.live_in_public()
    return fillings | {"public": Fillings(lives.newest_rows(None))}


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
