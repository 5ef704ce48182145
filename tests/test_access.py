"""Who may open which address: the rows of ``tests/access/*.csv``, each tried, and none missing."""

import csv
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, resolve

ROWS = Path(__file__).parent / "access"
FACTORIES = Path(__file__).parent / "factories"
PUBLIC_ROLES = ("operator", "editor")
# Mounts of third parties: one row a mount.
MOUNTS = ("accounts/", "cms/", "documents/", "")


class Row(NamedTuple):
    site: str
    verb: str
    address: str
    role: str
    status: int


def _rows() -> Iterator[Row]:
    for path in sorted(ROWS.glob("*.csv")):
        with path.open() as file:
            for row in csv.DictReader(file):
                site = row.get("site") or ("public" if path.stem in ("cms", "dev") else "party")
                yield Row(site, row["verb"], row["address"], row["role"], int(row["status"]))


@pytest.mark.parametrize(
    "row", list(_rows()), ids=lambda row: f"{row.site} {row.verb} {row.address} {row.role}"
)
def test_each_role_gets_the_answer_of_the_table(parties: Any, front_door: Any, row: Row) -> None:
    (bb,) = parties("bb")
    place = bb if row.site == "party" else front_door
    with place.active():
        address = row.address.format_map(_samples(place))
    client = place.client(raise_request_exception=False)
    if row.role not in ("anonymous", "stranger"):  # a stranger is signed in at another Party, so not here
        with place.active():
            client.force_login(_person(row.role))
    answer = client.generic(row.verb, address)
    assert answer.status_code == row.status, answer.content[:500]


def test_every_address_has_a_row() -> None:
    for site, urlconf in (("party", "cites.urls"), ("public", "cites.urls_public")):
        covered = {_route(row.address.split("?")[0], urlconf) for row in _rows() if row.site == site}
        missing = sorted(route for route in _our_routes(urlconf) if route not in covered)
        assert missing == [], f"{site}: no row in tests/access/ for {missing}"


def _route(address: str, urlconf: str) -> str:
    import re

    filled = re.sub(r"\{(\w+)\}", lambda found: _SHAPES.get(found[1], "1"), address)
    try:
        return resolve(filled, urlconf=urlconf).route
    except Exception:
        return f"unresolved {address}"


# What stands for a sample when only the route matters.
_SHAPES: dict[str, str] = {}


def _our_routes(urlconf: str) -> Iterator[str]:
    yield from _walk(get_resolver(urlconf), "")


def _walk(resolver: URLResolver, prefix: str) -> Iterator[str]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, route)
        elif isinstance(entry, URLPattern) and _is_ours(entry):
            yield route


def _is_ours(entry: URLPattern) -> bool:
    view = getattr(entry.callback, "view_class", entry.callback)
    return view.__module__.split(".")[0] in ("cites", "billing", "workflows", "cms", "tenants")


def _samples(place: Any) -> dict[str, str]:
    samples: dict[str, str] = {}
    for path in sorted(FACTORIES.glob("*.py")):
        if place.party is None and path.stem not in ("accounts", "cms"):
            continue  # only these have anything at the front door
        made = getattr(_factory(path.stem), "access_samples", None)
        if made:
            samples |= made(place.party)
    return samples


def _person(role: str) -> Any:
    return _factory("accounts").person(role=role)


def _factory(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(f"factories_{name}", FACTORIES / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
