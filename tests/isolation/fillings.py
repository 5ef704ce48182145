"""What a site's own people would put into addresses: its keys, references and signed words, found in its tables."""

import itertools
import re
import string
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.contrib.auth import get_user_model
from django.db import models
from django.urls.converters import IntConverter

from cites.administration.section_pages import section_pages
from cites.casework.tables import INDICATORS
from cites.casework.views.records import RECORDS
from infra.development import ROOT
from kernel import clock
from tenants.signing import Signer
from tests.addresses import Address, addresses
from workflows.verbs import actions

PACKAGES = ("platform", "tenants", "workflows", "billing", "cms")
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^()]*\)")
# What every Party uses alike, and an address may name besides: release 1 of each is its own.
SHARED: dict[str, Callable[[], Iterable[str]]] = {
    "str:verb": lambda: actions.names(),
    "slug:name": lambda: RECORDS,
    "slug:quota": lambda: ["conch"],  # a quota that each states
    "slug:place": lambda: ["EXP"],
    "int:year": lambda: [str(clock.now().year)],
    "int:number": lambda: ["1"],
    "str:name": lambda: [page.name for page in section_pages],
    "str:indicator": lambda: [indicator.name for indicator in INDICATORS],
    "slug:code": lambda: ["EXP"],
    "slug:part": lambda: ["exporter", "purpose"],
    "slug:page": lambda: ["specimen"],
    "slug:change": lambda: ["suspend"],
    "str:table": lambda: ["stages"],
    "str:stage": lambda: ["finding"],
    "str:language": lambda: ["en"],  # of documents
    "str:national": lambda: ["fj"],
    "str:place": lambda: ["stages.finding", "moves.submit"],
}
SIGNED = ("token", "key")

# The number of a case, a permit or a request to another; keys stay numbers, and codes stay codes.
_SIGNS = (string.digits, string.ascii_lowercase, string.ascii_uppercase)
_NEXT = str.maketrans({sign: signs[(place + 1) % len(signs)] for signs in _SIGNS for place, sign in enumerate(signs)})


class Path(NamedTuple):
    """Where something of somebody's lies, where nothing of anybody's lies, and what tells the two apart."""

    own: str
    nobodys: str
    values: tuple[str, ...]
    nobodys_values: tuple[str, ...]


@dataclass(frozen=True)
class Family:
    """The keys and unique texts of a row and of all that it belongs to: a line's, its application's, its case's.

    The people in it, and what it shares with others of its kind, are families of their own.
    """

    keys: frozenset[int]
    texts: frozenset[str]

    @classmethod
    def of(cls, row: models.Model, first_key: int) -> "Family":
        rows = _with_parents(row, {})
        keys = {each.pk for each in rows if isinstance(each.pk, int) and each.pk >= first_key}
        return cls(frozenset(keys), frozenset(text for each in rows for text in _unique_texts(each)))


class Fillings:
    """The values of these rows; the place that they are of must be active.

    Rows that onboarding makes have the same keys in every Party and tell nobody from anybody: only from
    ``first_key`` on are keys a Party's own.
    """

    def __init__(self, rows: Iterable[models.Model], first_key: int = 0) -> None:
        self.families = {Family.of(row, first_key) for row in rows}
        values = {value for family in self.families for value in (*family.keys, *family.texts)}
        self.signed = [Signer(purpose).sign(value) for purpose in purposes() for value in values]

    def of(self, address: Address) -> list["Path"]:
        """Return the address with each of the values that its parameters could take."""
        names, said = names_in(address), _shared_in(address)
        own = [name for name in names if name not in said]
        found = {
            tuple(zip(own, map(str, values), strict=True))
            for family in self.families
            for values in itertools.product(*(self._values(name, address, family) for name in own))
        }
        return [
            _path(address, dict(each), {name: next(said[name]) for name in set(names) - set(own)}) for each in found
        ]

    def _values(self, name: str, address: Address, family: Family) -> Iterable[Any]:
        if isinstance(address.converters.get(name), IntConverter):
            return family.keys
        return self.signed if name in SIGNED else family.texts


def names_in(address: Address) -> list[str]:
    """The names of its parameters."""
    return [first or second for first, second in PARAMETER.findall(address.route)]


def _shared_in(address: Address) -> dict[str, Iterator[str]]:
    return {
        parameter.partition(":")[2]: itertools.cycle(words())
        for parameter, words in SHARED.items()
        if f"<{parameter}>" in address.route
    }


def _path(address: Address, own: dict[str, str], shared: dict[str, str]) -> Path:
    none = {name: nobodys(value) for name, value in own.items()}
    return Path(
        filled(address, own | shared), filled(address, none | shared), tuple(own.values()), tuple(none.values())
    )


def filled(address: Address, values: dict[str, str]) -> str:
    """The path at which ``address`` answers with ``values``."""
    path = PARAMETER.sub(lambda found: values[found[1] or found[2]], address.route)
    return "/" + re.sub(r"\\(.)", r"\1", path.replace("^", "").replace("$", ""))


def plain_paths(site: str) -> list[str]:
    """Every address of ``party`` or ``public`` that is one page, but that which signs out."""
    return [filled(each, {}) for each in addresses(site) if not names_in(each) and "logout" not in each.route]


def nobodys(value: str) -> str:
    """A value of the same form that nobody has."""
    return value.translate(_NEXT)


def purposes() -> set[str]:
    """Everything for which something is signed, as the source says it."""
    said = re.compile(r"""\bSigner\(["']([\w.]+)["']\)""")
    return {
        word
        for folder in PACKAGES
        for path in (ROOT / folder).rglob("*.py")
        for word in said.findall(path.read_text("utf-8"))
    }


def _with_parents(row: models.Model, seen: dict[Any, models.Model]) -> Iterable[models.Model]:
    seen[(type(row), row.pk)] = row
    for column in row._meta.concrete_fields:
        parent = getattr(row, column.name) if column.is_relation and _is_owner(column) else None
        if parent is not None and (type(parent), parent.pk) not in seen:
            _with_parents(parent, seen)
    return seen.values()


def _is_owner(column: Any) -> bool:
    return bool(column.related_model._meta.app_label not in ("auth", "contenttypes")) and not (
        column.null or column.related_model is get_user_model()
    )


def _unique_texts(row: models.Model) -> Iterator[str]:
    for column in row._meta.concrete_fields:
        value = getattr(row, column.attname)
        if column.unique and isinstance(value, str) and value:
            yield value
