"""All that a process keeps between two requests, found by looking: caches of functions, and what modules hold."""

import functools
import gc
import sys
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType, ModuleType
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.template import engines

OURS = ("kernel", "cites", "tenants", "workflows", "localization", "billing", "cms")
OF_TESTS = ("tests", "_pytest", "pytest", "pluggy", "xdist", "execnet", "infra")
_CACHE = functools._lru_cache_wrapper
_PLACES = Mapping | list | set | frozenset | tuple | deque
_NOTHING_TO_READ = (
    ModuleType, FunctionType, BuiltinFunctionType, MethodType, CodeType, type, bytes, int, float, complex, bool,
    type(None),
)  # fmt: skip


class Kept(NamedTuple):
    """A text that is kept, where, and the keys on the way to it."""

    where: str
    keys: str
    text: str

    @property
    def is_constant(self) -> bool:
        """Whether it is written so in the source: such words are nobody's."""
        return self.text in _source_of(self.where)


def kept() -> Iterator[Kept]:
    """Every text that can be reached from a cache of any library or from what a module of any holds."""
    for where, thing in _roots():
        for keys, text in _texts(thing):
            yield Kept(where, keys, text)


def caches() -> list[Any]:
    """Every function whose answers are kept."""
    return [each for each in gc.get_objects() if type(each) is _CACHE and not _is_of_tests(each.__module__)]


def _roots() -> Iterator[tuple[str, Any]]:
    for cache in caches():
        yield f"{cache.__module__}.{cache.__qualname__}", _answers(cache)
    for module in list(sys.modules.values()):
        if "site-packages" in str(getattr(module, "__file__", "")) or module.__name__.split(".")[0] in OURS:
            yield from _held_by(module)
    yield "the cache of content types", ContentType.objects._cache
    yield "templates", [engine.engine.template_loaders for engine in engines.all()]


def _held_by(module: Any) -> Iterator[tuple[str, Any]]:
    name = module.__name__
    ours = name.split(".")[0] in OURS
    for word, thing in list(vars(module).items()) if not _is_of_tests(name) else []:
        if word.startswith("__"):
            continue
        if _is(thing, _PLACES) or (ours and not _is(thing, _NOTHING_TO_READ)):
            yield f"{name}.{word}", thing
        elif ours and _is(thing, type):
            yield f"{name}.{word}", [each for each in vars(thing).values() if _is(each, _PLACES)]


@functools.cache
def _source_of(where: str) -> str:
    """The source of the module that ``where`` is in."""
    module = sys.modules.get(where.rpartition(".")[0])
    path = getattr(module, "__file__", None) or ""
    return Path(path).read_text("utf-8") if path.endswith(".py") else ""


def _answers(cache: Any) -> list[Any]:
    """Keys and answers; those of a bounded cache cannot be seen from outside, so it is asked for them."""
    found: list[Any] = []
    for table in [each for each in gc.get_referents(cache) if isinstance(each, dict) and each is not vars(cache)]:
        for key, answer in table.items():
            hidden = type(answer).__name__ == "_lru_list_elem"
            found.append({str(key): _asked(cache, key) if hidden else answer})
    return found


def _asked(cache: Any, key: Any) -> Any:
    if cache.__module__.split(".")[0] in OURS:
        return cache(*(key if isinstance(key, list | tuple) else [key]))
    return None


def _texts(thing: Any) -> Iterator[tuple[str, str]]:
    waiting, seen = [("", thing)], set()
    while waiting:
        keys, each = waiting.pop()
        if _is(each, str):
            yield keys, each
        elif not _is(each, _NOTHING_TO_READ) and (keys, id(each)) not in seen:
            seen.add((keys, id(each)))
            with suppress(Exception):  # what does not want to be looked at, such as a proxy that is not bound
                waiting.extend(_parts(keys, each))


def _parts(keys: str, each: Any) -> list[tuple[str, Any]]:
    if _is(each, Mapping):
        return [
            part
            for key, value in list(each.items())
            for part in ((_longer(keys, key), key), (_longer(keys, key), value))
        ]
    if _is(each, _PLACES):
        return [(keys, value) for value in each]
    slots = [
        getattr(each, name)
        for kind in type(each).__mro__
        for name in getattr(kind, "__slots__", ())
        if not name.startswith("__")
    ]
    return [(keys, value) for value in (*getattr(each, "__dict__", {}).values(), *slots)]


def _longer(keys: str, key: Any) -> str:
    """Only keys that tell a Party matter, and paths without them are one path."""
    said = str(key) if isinstance(key, str | tuple) else ""
    return f"{keys}/{said}" if "party_" in said or ".localhost" in said else keys


def _is_of_tests(name: str | None) -> bool:
    return (name or "").split(".")[0] in OF_TESTS


def _is(thing: Any, kinds: Any) -> bool:
    """As isinstance, but asks nothing of the thing itself, which may be a proxy of something that is not there."""
    return issubclass(type(thing), kinds)
