"""The least that a layer has to state so that it says, upon those below, what is wanted."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tenants.profiles.files import read_toml, templates_in
from tenants.profiles.merging import over
from tenants.profiles.templates import (
    TEMPLATE,
    WHOLE,
    Layer,
    Layers,
    beginnings,
    names_in,
    said_of,
    template_chain,
    template_named,
    together,
)
from tenants.releases.parts import ReleasePart
from tenants.releases.plain import same, written


def stated(below: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """Return the least that a layer above ``below`` has to state so that both together say ``wanted``."""
    lifted = {key: False for key in below if key not in wanted and below[key] is not False}
    said = {key: _stated(below[key], value) if key in below else value for key, value in wanted.items()}
    least = lifted | {key: said[key] for key in wanted if key not in below or not _goes_without(said[key], below[key])}
    # Only a layer that names every key puts them in an order of its own; what has fields has no order.
    in_order = not has_order(wanted) or list(over(below, least)) == list(wanted)
    return least if in_order else lifted | said


def has_order(table: dict[str, Any]) -> bool:
    """Tell whether it is a table of tables (fees, stages), which stand in the order in which they are read."""
    return bool(table) and all(isinstance(each, dict) for each in table.values())


def _stated(below: Any, wanted: Any) -> Any:
    return stated(below, wanted) if isinstance(below, dict) and isinstance(wanted, dict) else wanted


def _goes_without(said: Any, below: Any) -> bool:
    """Tell whether the layer below says it: the same, or a table in which nothing is left to state."""
    return same(said, below) or (said == {} and isinstance(below, dict))


def least_upon_template(part: ReleasePart, wanted: dict[str, Any], above: Iterable[Path]) -> dict[str, Any]:
    """Return the least that a file upon the layers ``above`` has to state; it names the template that leaves least."""
    folders = list(above)
    below = [read_toml(layer / part.file) for layer in folders if (layer / part.file).exists()]
    offered = templates_in(folders, part.templates)
    unnamed = template_named(below, offered)
    found = []
    for name in offered:
        chain = template_chain(name, offered, lambda each: read_toml(offered[each]))
        naming = {} if name == unnamed else {TEMPLATE: name}
        found.append(naming | least_upon([*chain.values(), *below], wanted))
    return min(found, key=lambda each: len(written(each)), default=wanted)


def least_upon(below: Layers, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Return the least that a layer has to state upon ``below``, its tables perhaps in full where that is shorter."""
    own: dict[str, Any] = {}
    for name in _sources_first(dict.fromkeys([*names_in(below), *wanted]), below):
        if (said := _least_of(name, [*below, own], wanted)) is not None:
            own[name] = said
    if list(together([*below, own])) == list(wanted):
        return {name: own[name] for name in sorted(own, key=list(dict.fromkeys([*wanted, *own])).index)}
    # Only a layer that names every table of those below orders them anew.
    lifted = {name: False for name in names_in(below) if name not in wanted}
    return lifted | {name: own.get(name, {}) for name in wanted}


def _least_of(name: str, layers: Layers, wanted: Mapping[str, Any]) -> Any:
    """What a layer has to state of one table; None where it goes without saying."""
    begun = said_of(name, layers)
    if name not in wanted:
        return None if begun is None else False
    table = wanted[name]
    if _alike(begun, table):
        return None
    if not isinstance(begun, dict) or not isinstance(table, dict):
        return table
    in_full: Layer = {WHOLE: True, **table}
    least = stated(begun, table)
    return least if _alike(over(begun, least), table) and len(written(least)) < len(written(in_full)) else in_full


def _alike(one: Any, other: Any) -> bool:
    """Tell whether two values say the same, in the same order where that is told: what has fields has none."""
    if not isinstance(one, dict) or not isinstance(other, dict):
        return same(one, other)
    in_order = list(one) == list(other) if has_order(other) else set(one) == set(other)
    return in_order and all(_alike(one[key], other[key]) for key in other)


def _sources_first(names: Iterable[str], below: Layers) -> Iterator[str]:
    """Every name after those as which it begins, for what is stated of these it has as well."""
    yield from sorted(names, key=lambda name: len(list(beginnings(name, below))))
