"""What is kept for quickness, in Redis and in each process, is kept for one Party alone.

That one name is two keys in two Parties, and content types by schema, is in ``tests/tenants/test_connections.py``.
"""

import re
from collections.abc import Iterable
from itertools import product
from typing import Any

import pytest
from django.core.cache import cache, caches

from cites.accounts.models import User
from cites.administration import tasks as administration
from cites.administration.notices import NOTICES
from tenants.cache import forget_schema
from tenants.facts.failures import note_failure
from tests.isolation import lives
from tests.isolation.fillings import plain_paths
from tests.isolation.keeping import kept
from tests.isolation.visits import VERBS, browser, visit

PLAIN = plain_paths("party")
# How the names of all that is written while going round begin.
WRITTEN = {"accounts", "administration", "allauth", "failures", "kept", "need", "readyz", "verify"}
POSTED = {
    "/me/": {"full_name": "Somebody", "language": "en"},
    "/accounts/login/": {"login": "a@b.example", "password": "wrong"},
    "/accounts/password/reset/": {"email": "a@b.example"},
    "/accounts/signup/": {"email": "new@people.example", "full_name": "New", "password1": "three words at sea"},
}


def redis() -> Any:
    return caches["default"]._cache.get_client(write=True)


def lying() -> dict[str, bytes]:
    """Every key in Redis, of whatever Party, with what lies there."""
    client = redis()
    keys = [key for key in client.scan_iter(count=1000) if client.type(key) == b"string"]
    return {key.decode(): client.get(key) for key in keys}


def leavings(place: Any) -> dict[str, bytes]:
    """What lies in Redis after each visit: of those who may everything, of strangers, and of the tasks that follow."""
    found: dict[str, bytes] = {}
    stranger = place.client(raise_request_exception=False)
    for client, path, verb in product((browser(place, lives.almighty(place.iso2)), stranger), PLAIN, VERBS):
        visit(client, path, verb)
        found |= lying()
    cache.clear()
    for path, sent in POSTED.items():
        stranger.post(path, sent)
    stranger.get("/verify/nothing")
    stranger.get("/api/need-a-permit", {"taxon": "ALI-GIG", "from": "BB", "to": "US"})
    _work(place)
    return found | lying()


def _work(place: Any) -> None:
    with place.active():
        reader = User.objects.filter(is_active=True)[0].pk
        administration.send_notice(next(iter(NOTICES)), 1, 1, reader)
        administration.send_key_notice("made", "ZZ-2026-1", None, "key.1", reader)
        note_failure()


def names_of(keys: Iterable[str]) -> set[str]:
    """What the app called them: ``kept`` of ``party_fj::1:kept``."""
    return {key.split(":", 3)[3] for key in keys}


@pytest.mark.usefixtures("mailoutbox")
def test_every_key_says_whose_it_is_and_another_cannot_reach_it(two: Any, front_door: Any) -> None:
    here, there = two
    theirs = leavings(there)
    assert [key for key in theirs if not key.startswith(f"{there.schema_name}::")] == []
    assert {re.split(r"[.:]", name)[0] for name in names_of(theirs)} == WRITTEN
    cache.clear()
    redis().mset(theirs)
    for place in (here, front_door):
        with place.active():
            _try_everything(names_of(theirs))
    assert lying() == theirs


def _try_everything(names: set[str]) -> None:
    assert cache.get_many(names) == {}
    for name in names:
        assert name not in cache
        assert cache.get(name) is None
        assert not cache.delete(name)
        assert not cache.touch(name, 1)
        with pytest.raises(ValueError, match="not found"):
            cache.incr(name)


def test_a_party_that_goes_takes_its_own_keys_and_no_others(parties: Any) -> None:
    places = parties("vu", "vu-practice", "fj")
    for place in places:
        with place.active():
            cache.set("kept", place.slug)
    assert forget_schema("party_vu") == 1
    found = []
    for place in places:
        with place.active():
            found.append(cache.get("kept"))
    assert found == [None, "vu-practice", "fj"]


def test_a_process_keeps_nothing_of_a_party_but_under_its_name(parties: Any, isles: Any) -> None:
    places = parties("bb", "fj")
    for place in places:
        clients = [browser(place, name(place.iso2)) for name in (lives.almighty, lives.trader)]
        for client, path in product(clients, PLAIN):
            visit(client, path)
    strayed, held = set(), set()
    seen = list(kept())
    for place in places:
        names, words = (place.schema_name, f"/{place.host}"), isles.words[place.schema_name]
        of_them = [each for each in seen if each.text in words and not each.is_constant]
        strayed |= {each for each in of_them if not any(name in each.keys for name in names)}
        held |= {place.schema_name for each in of_them if each not in strayed}
    assert strayed == set()
    assert held == {"party_bb", "party_fj"}, "releases are kept, so there was something to be found"
