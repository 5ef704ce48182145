"""No address answers one Party, or the Secretariat's site, with anything of another, and none changes anything there."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest

from kernel import clock
from tests.addresses import Address, addresses, in_mount
from tests.isolation import lives
from tests.isolation.fillings import Fillings, Path, filled, names_in
from tests.isolation.told import unchanged, words_told
from tests.isolation.visits import VERBS, browser, visit
from tests.thorough import THOROUGH, often

DEVELOPMENT = ("dev/",)  # tells everybody who the people of the demo are; not there in production
OF_PARTIES = addresses("party")
# What opens with a code, which a body outside has and nobody of the Party: test_bodies tries it at another Party.
OF_BODIES = ("answer/",)
WITH_PARAMETERS = [each for each in OF_PARTIES if names_in(each) and not each.route.startswith(OF_BODIES)]
PLAIN = [each for each in OF_PARTIES if not names_in(each)]
OF_THE_FRONT_DOOR = [each for each in addresses("public") if not each.route.startswith(DEVELOPMENT)]
OF_OTHERS = [each for each in OF_THE_FRONT_DOOR if in_mount(each.route, "public")]
# What these name is the same for all Parties.
REFERENCE_DATA = ("species/",)
# What only a practice twin answers at, and neither Party of these tests is one.
OF_TWINS = ("practice/",)
UNKNOWN = (403, 404, 410)
FEW = often(8)
ENOUGH = 1000 if THOROUGH else 2  # of the things that an address may name


@pytest.fixture(scope="module")
def real() -> Callable[[Any, Fillings, Address], list[Path]]:
    """``real(place, fillings, address)``: enough fillings that mean something to the people of ``place`` themselves.

    Where an address goes on from another one, only what means something there is tried further.
    """
    means_something: dict[str, bool] = {}

    def is_real(clients: list[Any], path: str) -> bool:
        if path not in means_something:
            means_something[path] = any(visit(client, path).status not in UNKNOWN for client in clients)
        return means_something[path]

    def real_paths(place: Any, fillings: Fillings, address: Address) -> list[Path]:
        clients = [browser(place, name(place.iso2)) for name in (lives.almighty, lives.trader)]
        before = start_of(address)
        found = (
            path
            for path in fillings.of(address)
            if (before is None or is_real(clients, start_of_path(before, path.own))) and is_real(clients, path.own)
        )
        return list(itertools.islice(found, ENOUGH))

    return real_paths


def start_of(address: Address) -> Address | None:
    """The longest address of a Party with parameters from which ``address`` goes on."""
    found = [each for each in WITH_PARAMETERS if each.route.endswith("/") and address.route.startswith(each.route)]
    return max((each for each in found if each.route != address.route), key=lambda each: len(each.route), default=None)


def start_of_path(before: Address, path: str) -> str:
    """The beginning of ``path`` that is as many folders deep as ``before``."""
    return "/" + "/".join(path.split("/")[1 : before.route.count("/") + 1]) + "/"


@pytest.mark.parametrize("address", WITH_PARAMETERS, ids=str)
def test_what_is_theirs_is_as_if_it_were_not(parties: Any, isles: Any, real: Any, address: Address) -> None:
    bb, fj = parties("bb", "fj")
    paths = real(fj, isles.fillings["party_fj"], address)
    assert paths or in_mount(address.route, "party") or address.route.startswith(REFERENCE_DATA + OF_TWINS)
    client = browser(bb, lives.almighty("BB"))
    with unchanged(fj), clock.frozen(clock.now()):  # a document says the second in which it was made
        for verb in VERBS:
            nothing = {visit(client, path.nobodys, verb).without(*path.nobodys_values) for path in paths[:1]}
            for path in paths:
                told = visit(client, path.own, verb)
                assert words_told(told.text, isles.words["party_fj"], path.own) == set()
                assert {told.without(*path.values)} == nothing


def test_a_round_of_one_site_after_the_other_carries_nothing_over(two: Any, isles: Any) -> None:
    """What a process keeps of the pages of one Party, for quickness, does not turn up on those of another."""
    here, there = two
    for place in (there, here):
        client = browser(place, lives.almighty(place.iso2))
        others = isles.words["parties"] - isles.words[place.schema_name]
        for address in PLAIN:
            for verb in ("get", "post") if "logout" not in address.route else ("get",):
                told = visit(client, filled(address, {}), verb)
                assert words_told(told.text, others | isles.secretariat) == set(), address


@pytest.mark.parametrize("address", OF_PARTIES, ids=str)
def test_the_front_door_knows_no_address_of_a_party(
    parties: Any, front_door: Any, isles: Any, address: Address
) -> None:
    (fj,) = parties("fj")
    client = browser(front_door, lives.SECRETARIAT)
    with unchanged(fj):
        for path, verb in itertools.product(isles.fillings["party_fj"].of(address)[:FEW], VERBS):
            told = visit(client, path.own, verb)
            assert words_told(told.text, isles.words["party_fj"], path.own) == set()


@pytest.mark.parametrize("address", [each for each in OF_THE_FRONT_DOOR if each not in OF_OTHERS], ids=str)
def test_nothing_of_a_party_is_told_at_the_front_door(
    parties: Any, front_door: Any, isles: Any, address: Address
) -> None:
    """The console of the operators included, to whom no Party's case is open."""
    bb, fj = parties("bb", "fj")
    few = (isles.fillings[place.schema_name].of(address)[:FEW] for place in (bb, fj))
    paths = {path.own for path in itertools.chain(isles.fillings["public"].of(address), *few)}
    client = browser(front_door, lives.SECRETARIAT)
    with unchanged(bb, fj):
        for path, verb in itertools.product(paths, VERBS):
            assert words_told(visit(client, path, verb).text, isles.words["parties"], path) == set()


def test_nothing_of_a_party_is_told_at_the_editors_desk(parties: Any, front_door: Any, isles: Any) -> None:
    bb, fj = parties("bb", "fj")
    client = browser(front_door, lives.SECRETARIAT)
    with unchanged(bb, fj):
        for address in OF_OTHERS:
            path = isles.fillings["party_fj"].of(address)[0].own
            assert words_told(visit(client, path).text, isles.words["parties"], path) == set(), address
