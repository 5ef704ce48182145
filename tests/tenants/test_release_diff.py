"""What differs between two parts is named completely, and nothing else is."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.profiles.files import folder_of, shipped
from tenants.releases.diff import Difference, Kind, applied, differences
from tenants.releases.merging import merged
from tenants.releases.plain import keyed, same, written
from tenants.releases.services import parts_of

KEYS = st.sampled_from(["en", "fr", "label", "amount", "locode", "ports", "2"])
LEAVES = (
    st.none() | st.booleans() | st.integers(-2, 2) | st.sampled_from(["", "1", "50.00", "Bridgetown"]) | st.floats(0, 1)
)
PORTS = st.lists(
    st.fixed_dictionaries({"locode": st.sampled_from(["BBBGI", "BBSTM", "FJSUV"])}, optional={"name": LEAVES}),
    max_size=3,
)
PLAIN = st.recursive(
    LEAVES | PORTS, lambda inner: st.dictionaries(KEYS, inner, max_size=4) | st.lists(inner, max_size=3), max_leaves=12
)
TABLES = st.dictionaries(KEYS, PLAIN, max_size=5)


@given(TABLES, TABLES)
def test_the_differences_make_the_one_of_the_other(before: Any, after: Any) -> None:
    assert written(applied(before, differences(before, after))) == written(after)


@given(TABLES)
def test_what_is_the_same_differs_in_nothing(value: Any) -> None:
    assert list(differences(value, value)) == []


@given(TABLES, TABLES)
def test_every_leaf_that_differs_is_named(before: Any, after: Any) -> None:
    named = [each.path for each in differences(before, after)]
    for one, other in ((before, after), (after, before)):
        there = dict(_leaves(other))
        for path, leaf in _leaves(one):
            if path not in there or not same(leaf, there[path]):
                assert any(path[: len(each)] == each or each[: len(path)] == path for each in named), path


@given(TABLES, TABLES)
def test_nothing_is_named_that_is_the_same(before: Any, after: Any) -> None:
    for each in differences(before, after):
        assert not same(each.before, each.after) or each.kind in (Kind.ADDED, Kind.REMOVED)


@given(TABLES, TABLES, TABLES)
def test_a_draft_that_is_brought_up_loses_nothing(base: Any, draft: Any, newer: Any) -> None:
    alone, none = merged({"p": base}, {"p": draft}, {"p": base})
    assert (written(alone["p"]), none) == (written(draft), [])
    untouched, none = merged({"p": base}, {"p": base}, {"p": newer})
    assert (written(untouched["p"]), none) == (written(newer), [])
    agreed, none = merged({"p": base}, {"p": newer}, {"p": newer})
    assert (written(agreed["p"]), none) == (written(newer), [])
    both, conflicts = merged({"p": base}, {"p": draft}, {"p": newer})
    if not conflicts:
        turned, none = merged({"p": base}, {"p": newer}, {"p": draft})
        assert none == []
        assert _unordered(turned["p"]) == _unordered(both["p"])


def test_a_port_is_known_by_its_code_wherever_it_stands() -> None:
    before = {"ports": [{"locode": "BBBGI", "name": "Bridgetown"}, {"locode": "BBSTM", "name": "Saint Michael"}]}
    after = {"ports": [{"locode": "BBSTM", "name": "Saint Michael"}, {"locode": "BBBGI", "name": "Deep Water Harbour"}]}
    assert list(differences(before, after)) == [
        Difference(("ports", "BBBGI", "name"), Kind.CHANGED, "Bridgetown", "Deep Water Harbour"),
        Difference(("ports",), Kind.REORDERED, ["BBBGI", "BBSTM"], ["BBSTM", "BBBGI"]),
    ]


def test_a_text_differs_in_one_language() -> None:
    before, after = {"label": {"en": "Fee", "fr": "Droit"}}, {"label": {"en": "Fee", "fr": "Redevance"}}
    assert list(differences(before, after)) == [Difference(("label", "fr"), Kind.CHANGED, "Droit", "Redevance")]


def test_what_each_of_two_changed_comes_together() -> None:
    base = {"a": {"x": 1, "y": 1}}
    together, conflicts = merged({"p": base}, {"p": {"a": {"x": 2, "y": 1}}}, {"p": {"a": {"x": 1, "y": 2}}})
    assert (together, conflicts) == ({"p": {"a": {"x": 2, "y": 2}}}, [])


@pytest.mark.parametrize("iso2", shipped())
def test_any_partys_parts_become_those_of_barbados(iso2: str) -> None:
    ours, theirs = parts_of(folder_of("bb")), parts_of(folder_of(iso2))
    for name in ours:
        assert written(applied(theirs[name], differences(theirs[name], ours[name]))) == written(ours[name])


def _leaves(value: Any, path: tuple[str, ...] = ()) -> Any:
    if not (table := keyed(value)):
        yield path, value
        return
    for key, inner in table.items():
        yield from _leaves(inner, (*path, key))


def _unordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _unordered(value[key]) for key in sorted(value)}
    return [_unordered(each) for each in value] if isinstance(value, list) else value
