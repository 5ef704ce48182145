"""Who may open which address: the rows of ``tests/access/*.csv``, each tried, and none missing.

``trader`` owns what the samples of a row name; ``stranger`` is another trader, signed in at the same host.
"""

import csv
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.urls import Resolver404, resolve

from tests.addresses import SITES, addresses, in_mount

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


ALL_ROWS = list(_rows())


@pytest.mark.parametrize("row", ALL_ROWS, ids=lambda row: f"{row.site} {row.verb.upper()} {row.address} {row.role}")
def test_each_role_gets_the_answer_of_the_table(parties: Any, front_door: Any, row: Row) -> None:
    codes = {"party": "bb", "practice": "vu-practice"}
    place = parties(codes[row.site])[0] if row.site in codes else front_door
    client = place.client(raise_request_exception=False)
    with place.active():
        owner = _person("trader") if row.site in codes else None
        asking = owner if row.role == "trader" else _person("trader" if row.role == "stranger" else row.role)
        address = row.address.format_map(_samples(row, place, owner))
    if asking:
        client.force_login(asking)
    answer = client.generic(row.verb.upper(), address)
    answer.close()
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


def _samples(row: Row, place: Any, owner: Any) -> dict[str, str]:
    """What the braces of the row stand for: made by the factory of its app, within the place in use."""
    if not (FACTORIES / f"{row.app}.py").exists():
        return {}
    factory = _make(row.app)
    if place.party is None:
        make = getattr(factory, "public_access_samples", None)
        return make() if make else {}
    make = getattr(factory, "access_samples", None)
    return make(place.party, owner) if make and "{" in row.address else {}


def _make(app: str) -> Any:
    return importlib.import_module(f"tests.factories.{app}")
