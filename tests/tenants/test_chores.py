"""What the operator worker does now and then by itself."""

from collections.abc import Callable

import pytest
from django.db import OperationalError

from kernel.registry import Registry
from tenants.jobs import chores as module
from tenants.jobs.chores import Chore, chores, chores_in_turn


def registered(monkeypatch: pytest.MonkeyPatch, *runs: Callable[[], None], every: float = 3600.0) -> Callable[[], None]:
    own: Registry[Chore] = Registry("chore")
    for number, run in enumerate(runs):
        own.register(Chore(f"chore {number}", every, run))
    monkeypatch.setattr(module, "chores", own)
    return chores_in_turn()


def test_it_gathers_facts_and_renews_lists() -> None:
    assert {each.name for each in chores} >= {"facts of Parties", "lists of revoked certificates"}


def test_a_chore_is_done_when_it_is_due_and_not_before(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    often = registered(monkeypatch, lambda: done.append("a"))
    often()
    often()
    assert done == ["a"]
    always = registered(monkeypatch, lambda: done.append("b"), every=0.0)
    always()
    always()
    assert done == ["a", "b", "b"]


def test_one_that_breaks_hides_none_of_the_others_and_waits_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def breaks() -> None:
        done.append("broken")
        raise ValueError

    now_and_then = registered(monkeypatch, breaks, lambda: done.append("whole"))
    now_and_then()
    now_and_then()
    assert done == ["broken", "whole"]


def test_a_database_that_is_away_is_the_workers_to_wait_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OperationalError

    with pytest.raises(OperationalError):
        registered(monkeypatch, away)()
