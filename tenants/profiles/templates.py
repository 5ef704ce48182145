"""Files that begin as a template, and tables in them that begin as one another or are stated in full; pure.

Layers stand from general to particular, the template first (and before it the one upon which that stands). A table
of one of them that says ``like = "EXP"`` begins as that table, as all layers together say it; one that says
``whole = true`` begins empty. Either way nothing of that table in the layers below is merged in. Another table that
was ``like`` it in a layer below goes on from what the layers below say.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from tenants.profiles.merging import over

STANDARD = "standard"
TEMPLATE, LIKE, WHOLE = "template", "like", "whole"

Layer = Mapping[str, Any]
Layers = Sequence[Layer]


def template_named(layers: Layers, offered: Container[str]) -> str | None:
    """Return the template that the most particular layer names, or the standard one; None where it is not offered."""
    named = next((layer[TEMPLATE] for layer in reversed(layers) if TEMPLATE in layer), STANDARD)
    return _if_offered(named, offered)


def template_chain(named: str | None, offered: Container[str], read: Callable[[str], Layer]) -> dict[str, Layer]:
    """Return the template of that name and those upon which it stands, by name, the most general first."""
    chain: dict[str, Layer] = {}
    while named is not None and named not in chain:
        chain[named] = read(named)
        named = _if_offered(chain[named].get(TEMPLATE), offered)
    return dict(reversed(chain.items()))


def together(layers: Layers) -> dict[str, Any]:
    """Return every table as all layers together say it, in full; a faulty ``like`` counts as not stated."""
    said = {name: said_of(name, layers) for name in names_in(layers)}
    return {name: table for name, table in said.items() if table is not None}


def said_of(name: str, layers: Layers) -> Any:
    """Return one table as all layers together say it; None where none does, or the last takes it away."""
    said: Any = None
    for each, stating in reversed(list(beginnings(name, layers))):
        for layer in stating:
            said = _with_layer(said, layer[each]) if each in layer else said
    return _without_idle_lifts(said)


def beginnings(name: str, layers: Layers) -> Iterator[tuple[str, Layers]]:
    """Yield that table and those as which it begins, one after the other, each with the layers that count for it."""
    seen: set[str] = set()
    while name not in seen:
        start = _start(name, layers)
        yield name, layers[start:]
        seen.add(name)
        source = _source(name, layers, start)
        if source is None:
            return
        name, layers = source, _before_restart(source, layers, start)


def names_in(layers: Layers) -> list[str]:
    """Return the names of all tables in the order in which they stand; a layer that names all orders them anew."""
    names: list[str] = []
    for layer in layers:
        stated = [name for name in layer if name != TEMPLATE]
        names = stated if set(names) <= set(stated) else [*names, *(name for name in stated if name not in names)]
    return names


def faults_of_layers(files: Mapping[Path, Layer], offered: Mapping[str, Path]) -> list[dict[str, str]]:
    """Return file, key and reason of each template that is not offered, and of each beginning that cannot be.

    ``files`` hold the layers, those of ``offered`` among them that they name; templates that are not named are not
    looked at.
    """
    layers = list(files.values())
    return [
        *(_fault(path, TEMPLATE, reason) for path in files for reason in _faulty_template(path, files, offered)),
        *(
            _fault(path, f"{name}.{key}", reason)
            for index, (path, layer) in enumerate(files.items())
            for name in layer
            for key, reason in _faulty_beginning(name, layers, index)
        ),
    ]


def _faulty_template(path: Path, files: Mapping[Path, Layer], offered: Mapping[str, Path]) -> Iterator[str]:
    if TEMPLATE not in files[path]:
        return
    named = files[path][TEMPLATE]
    if _if_offered(named, offered) is None:
        reason = _("there is no template “%(name)s”; there are: %(offered)s")
        yield reason % {"name": named, "offered": ", ".join(offered) or "–"}
        return
    chain = template_chain(named, offered, lambda each: files.get(offered[each], {}))
    if path in (offered[each] for each in chain):
        yield _circular(reversed(chain))


def _if_offered(named: Any, offered: Container[str]) -> str | None:
    return named if isinstance(named, str) and named in offered else None


def _faulty_beginning(name: str, layers: list[Layer], index: int) -> Iterator[tuple[str, str]]:
    table = layers[index][name]
    if not isinstance(table, dict):
        return
    if WHOLE in table and table[WHOLE] is not True:
        yield WHOLE, _("is true, or left out")
    if LIKE not in table:
        return
    if WHOLE in table:
        yield LIKE, _("what is stated whole begins as nothing else; state one of the two")
    elif not _is_known(table[LIKE], name, layers, index):
        others = [each for each in names_in(layers[: index + 1]) if each != name]
        reason = _("there is no other “%(name)s”; there are: %(others)s")
        yield LIKE, reason % {"name": table[LIKE], "others": ", ".join(others)}
    elif circle := _circle(name, layers[: index + 1]):
        yield LIKE, _circular(circle)


def _circle(name: str, layers: Layers) -> list[str]:
    """The tables round which ``like`` leads from that table and back to it; none where it does not."""
    chain = list(beginnings(name, layers))
    last, stating = chain[-1]
    leads_back = _source(last, stating, 0) == name
    return [*(each for each, _stating in chain), name] if leads_back else []


def _start(name: str, layers: Layers) -> int:
    """The last layer in which the table begins anew; the first where none does."""
    return next((index for index in reversed(range(len(layers))) if _restarts(name, layers[index])), 0)


def _restarts(name: str, layer: Layer) -> bool:
    table = layer.get(name)
    return isinstance(table, dict) and (table.get(WHOLE) is True or LIKE in table)


def _source(name: str, layers: Layers, start: int) -> str | None:
    """The table as which that one begins, where it says so and can."""
    table = layers[start].get(name) if layers else None
    source = table.get(LIKE) if isinstance(table, dict) and WHOLE not in table else None
    return source if isinstance(source, str) and _is_known(source, name, layers, start) else None


def _is_known(source: Any, name: str, layers: Layers, index: int) -> bool:
    return source != name and any(isinstance(layer.get(source), dict) for layer in layers[: index + 1])


def _before_restart(source: str, layers: Layers, index: int) -> Layers:
    """The layers up to one above ``index`` in which the source begins anew or is taken away."""
    for end in range(index + 1, len(layers)):
        if _restarts(source, layers[end]) or layers[end].get(source) is False:
            return layers[:end]
    return layers


def _with_layer(said: Any, stated: Any) -> Any:
    if stated is False:
        return None
    if not isinstance(stated, dict):
        return stated
    table = {key: value for key, value in stated.items() if key not in (LIKE, WHOLE)}
    return over(said if isinstance(said, dict) else {}, table)


def _without_idle_lifts(said: Any) -> Any:
    """Leave out each ``false`` that lifts nothing, because what it would lift is not there any more.

    That is one among tables alone; among other values it is a yes or no.
    """
    if not isinstance(said, dict):
        return said
    kept = {key: value for key, value in said.items() if value is not False}
    of_tables = all(isinstance(value, dict) for value in kept.values())
    return {key: _without_idle_lifts(value) for key, value in (kept if of_tables else said).items()}


def _circular(names: Iterable[str]) -> str:
    return _("leads round in a circle: %(names)s") % {"names": ", ".join(names)}


def _fault(path: Path, key: str, reason: str) -> dict[str, str]:
    return {"file": str(path), "key": key, "reason": reason}
