"""Registries: entries by name, in the order in which they came."""

from dataclasses import dataclass

import pytest

from kernel.registry import NameTaken, Registry, UnknownEntry


@dataclass(frozen=True)
class Way:
    name: str


class AnotherWay(Way):
    pass


@pytest.fixture
def ways() -> Registry[Way]:
    registry: Registry[Way] = Registry("way to pay")
    registry.register(Way("counter"))
    registry.register(Way("card"))
    return registry


def test_entries_come_in_the_order_of_registration(ways: Registry[Way]) -> None:
    assert ways.names() == ["counter", "card"] == [way.name for way in ways]
    assert len(ways) == 2
    assert "card" in ways


def test_an_unknown_name_is_told_with_its_noun(ways: Registry[Way]) -> None:
    with pytest.raises(UnknownEntry, match="no way to pay is named shells"):
        ways.get("shells")


def test_a_name_is_given_once(ways: Registry[Way]) -> None:
    with pytest.raises(NameTaken):
        ways.register(AnotherWay("card"))


def test_the_same_entry_may_be_registered_again(ways: Registry[Way]) -> None:
    card = ways.get("card")
    assert ways.register(card) is card
    assert len(ways) == 2


def test_a_temporary_entry_goes_even_after_an_error(ways: Registry[Way]) -> None:
    def fail_within() -> None:
        with ways.temporarily(Way("shells")):
            assert "shells" in ways
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_within()
    assert "shells" not in ways


def test_the_registry_may_grow_while_it_is_walked(ways: Registry[Way]) -> None:
    for way in ways:
        ways.register(Way(f"second {way.name}"))
    assert len(ways) == 4
