"""Who may open which address: the rows of ``tests/access/*.csv``, each tried, and none missing.

``trader`` owns what the samples of a row name; ``stranger`` is another trader, signed in at the same host.
"""

import csv
import importlib
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, nullcontext
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.urls import Resolver404, resolve

from tests.addresses import SITES, addresses, in_mount
from tests.conftest import Place, forget_everything, opened_parties, rolled_back

ROWS = Path(__file__).parent / "access"
FACTORIES = Path(__file__).parent / "factories"
# Rows of the site ``practice`` try at a practice twin what is otherwise there than at its Party.
TABLES = SITES | {"practice": SITES["party"]}


class Row(NamedTuple):
    site: str
    verb: str
    address: str
    role: str
    status: int
    app: str


def _rows() -> Iterator[Row]:
    for path in sorted(ROWS.glob("*.csv")):
        with path.open() as file:
            for row in csv.DictReader(file):
                site = row.get("site") or ("public" if path.stem in ("cms", "dev") else "party")
                yield Row(site, row["verb"], row["address"], row["role"], int(row["status"]), path.stem)


# Row by row in the order of their scenes, so that each is set up once.
ALL_ROWS = sorted(_rows(), key=lambda row: (row.site, row.app))


class Scene(NamedTuple):
    """A place in which the samples of an app's rows lie; each row leaves it as it was."""

    place: Place
    samples: dict[str, str]
    owner: Any


@pytest.fixture(scope="module")
def scenes(django_db_blocker: Any) -> Iterator[Callable[[str, str], Scene]]:
    """``scenes(site, app)``: set up when the first row asks for it, and gone when a row asks for another."""
    with django_db_blocker.unblock(), ExitStack() as stack:
        standing: dict[tuple[str, str], Scene] = {}

        def scene(site: str, app: str) -> Scene:
            if (site, app) not in standing:
                stack.close()
                standing.clear()
                standing[site, app] = _set_up(site, app, stack.enter_context(opened_parties()))
            return standing[site, app]

        yield scene


@pytest.mark.parametrize("row", ALL_ROWS, ids=lambda row: f"{row.site} {row.verb.upper()} {row.address} {row.role}")
def test_each_role_gets_the_answer_of_the_table(scenes: Any, row: Row) -> None:
    place, samples, owner = scenes(row.site, row.app)
    forget_everything()
    with rolled_back(Place(None)), rolled_back(place) if place.party else nullcontext():
        client = place.client(raise_request_exception=False)
        with place.active():
            asking = owner if row.role == "trader" else _person("trader" if row.role == "stranger" else row.role)
        if asking:
            client.force_login(asking)
        answer = client.generic(row.verb.upper(), row.address.format_map(samples))
        if answer.streaming:
            answer.getvalue()  # read to its end, its file is closed and the scene's connection is not
    assert answer.status_code == row.status


@pytest.mark.parametrize("site", SITES)
def test_every_address_has_a_row(site: str) -> None:
    covered = {_route(row) for row in ALL_ROWS if row.site == site}
    missing = sorted(set(_routes(site)) - covered)
    assert missing == [], f"{site}: no row in tests/access/ for {missing}"


@pytest.mark.parametrize("site", SITES)
def test_every_address_is_tried_by_somebody_not_signed_in(site: str) -> None:
    tried = {_route(row) for row in ALL_ROWS if row.site == site and row.role == "anonymous"}
    assert sorted(set(_routes(site)) - tried) == []


def test_no_row_is_there_twice() -> None:
    keys = [(row.site, row.verb.upper(), row.address, row.role) for row in ALL_ROWS]
    assert sorted({key for key in keys if keys.count(key) > 1}) == []


def _routes(site: str) -> Iterator[str]:
    return (in_mount(each.route, site) or each.route for each in addresses(site))


def _route(row: Row) -> str:
    path = re.sub(r"\{\w+\}", "1", row.address.split("?")[0])
    try:
        route = resolve(path, urlconf=TABLES[row.site]).route
        return in_mount(route, row.site) or route
    except Resolver404:
        assert row.status == 404, f"{row.address} leads nowhere"
        return ""


def _person(role: str) -> Any:
    return None if role == "anonymous" else _make("accounts").person(role=role)


def _set_up(site: str, app: str, parties: Callable[..., list[Place]]) -> Scene:
    codes = {"party": "bb", "practice": "vu-practice"}
    place = parties(codes[site])[0] if site in codes else Place(None)
    with place.active():
        owner = _person("trader") if site in codes else None
        return Scene(place, _samples(app, place, owner), owner)


def _samples(app: str, place: Place, owner: Any) -> dict[str, str]:
    """What the braces of an app's rows stand for: made by its factory, within the place in use."""
    if not (FACTORIES / f"{app}.py").exists():
        return {}
    make = getattr(_make(app), "access_samples" if place.party else "public_access_samples", None)
    if make is None:
        return {}
    made: dict[str, str] = make(place.party, owner) if place.party else make()
    return made


def _make(app: str) -> Any:
    return importlib.import_module(f"tests.factories.{app}")
