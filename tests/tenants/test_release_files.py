"""A release is written to files that state only what differs, and that read back as they were."""

import random
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.profiles.files import BASE, PROFILES, folder_of, layered_from, shipped
from tenants.profiles.merging import over
from tenants.releases.exporting import files_of, stated, write_files
from tenants.releases.folder_check import faults_of_folder
from tenants.releases.from_files import data_of_file
from tenants.releases.plain import same, written
from tenants.releases.services import parts_of
from tests.thorough import some
from workflows.part import WORKFLOW

KEYS = st.sampled_from(["a", "b", "c", "en", "fr"])
# TOML has no null; false is how a layer lifts, so it is a value only where a yes or no is expected.
LEAVES = st.integers(-2, 2) | st.text("ab\n\"'\\é ", max_size=4) | st.lists(st.integers(0, 3), max_size=2)
TABLES = st.recursive(
    st.dictionaries(KEYS, LEAVES, max_size=4),
    lambda inner: st.dictionaries(KEYS, LEAVES | inner, max_size=4),
    max_leaves=10,
)


@pytest.mark.parametrize("iso2", some(shipped(), 8))
def test_every_shipped_profile_reads_back_as_it_was(iso2: str, tmp_path: Path) -> None:
    parts = parts_of(folder_of(iso2))
    write_files(parts, tmp_path, "Release 1")
    assert faults_of_folder(tmp_path) == []
    again = parts_of(tmp_path)
    for name in parts:
        assert _ordered(again[name]) == _ordered(parts[name]), name


@pytest.mark.parametrize("iso2", some(shipped(), 8))
def test_no_file_states_more_than_the_hand_written_one(iso2: str) -> None:
    for name, text in files_of(parts_of(folder_of(iso2))).items():
        if name.endswith(".toml"):
            by_hand = tomllib.loads((folder_of(iso2) / name).read_text("utf-8"))
            if any(isinstance(table, dict) and table.get("whole") for table in by_hand.values()):
                assert len(text) <= len((folder_of(iso2) / name).read_text("utf-8"))
            else:
                assert set(_keys(tomllib.loads(text))) <= set(_keys(by_hand)), name


@given(TABLES, TABLES)
def test_what_is_stated_makes_what_is_wanted_of_any_layer_below(below: Any, wanted: Any) -> None:
    assert _ordered(over(below, stated(below, wanted))) == _ordered(wanted)


@given(TABLES)
def test_nothing_is_stated_that_goes_without_saying(below: Any) -> None:
    assert stated(below, below) == {}


@given(TABLES, TABLES)
def test_what_is_stated_survives_the_file(below: Any, wanted: Any) -> None:
    from tenants.releases.exporting import _document

    least = stated(below, wanted)
    assert _ordered(over(below, tomllib.loads(_document(least).as_string()))) == _ordered(wanted)


def test_what_a_party_took_away_stays_away(tmp_path: Path) -> None:
    parts = parts_of(folder_of("bb"))
    del parts["fees"]["fees"]["further_lines"]
    del parts["fees"]["exemptions"]["science"]
    del parts["profile"]["validity_months"]["IMP"]
    parts["fees"]["confirmed"] = True
    write_files(parts, tmp_path)
    again = parts_of(tmp_path)
    assert list(again["fees"]["exemptions"]) == ["papers", "enforcement"]
    assert "IMP" not in again["profile"]["validity_months"]
    assert again["fees"]["confirmed"] is True
    assert faults_of_folder(tmp_path) == []


def test_the_order_in_which_fees_stand_is_kept(tmp_path: Path) -> None:
    parts = parts_of(folder_of("bb"))
    fees = list(parts["fees"]["fees"].items())
    random.Random(1).shuffle(fees)
    parts["fees"]["fees"] = dict(reversed(parts["fees"]["fees"].items()))
    write_files(parts, tmp_path)
    assert list(parts_of(tmp_path)["fees"]["fees"]) == ["further_lines", "application"]


def test_a_file_that_states_nothing_any_more_goes(tmp_path: Path) -> None:
    write_files(parts_of(folder_of("bb")), tmp_path)
    assert (tmp_path / "fees.toml").exists()
    parts = parts_of(folder_of("bb"))
    for part, file, templates in (("fees", "fees.toml", ""), ("workflow", "workflow.toml", "workflows")):
        parts[part] = layered_from([PROFILES / BASE, PROFILES / "regions" / "caribbean"], file, templates)
    write_files(parts, tmp_path)
    assert not (tmp_path / "fees.toml").exists()
    assert same(parts_of(tmp_path)["fees"], parts["fees"])


@pytest.mark.parametrize("template", ["agencies", "appeal", "committee", "fast_track", "two_officers"])
def test_a_file_names_the_template_that_leaves_least_to_state(template: str) -> None:
    parts = parts_of(folder_of("ag"))
    parts["workflow"] = layered_from([PROFILES / BASE], "workflow.toml", "workflows", {"template": template})
    assert files_of(parts)["workflow.toml"] == f'template = "{template}"\n'
    parts["workflow"]["EXP"]["stages"]["draft"]["remind_after"] = 5
    assert tomllib.loads(files_of(parts)["workflow.toml"])["template"] == template


@pytest.mark.parametrize("iso2", ["fj", "to", "vu"])
def test_a_file_that_was_downloaded_is_uploaded_as_it_was(iso2: str) -> None:
    parts = parts_of(folder_of(iso2))
    content = files_of(parts)["workflow.toml"].encode()
    assert _ordered(data_of_file(WORKFLOW, content, parts)) == _ordered(parts["workflow"])


def test_layers_of_a_partys_own_are_stated_in_full(tmp_path: Path) -> None:
    parts = parts_of(folder_of("bb"))
    parts["profile"] |= {"region": "./ours", "base": "./ours/base"}
    write_files(parts, tmp_path)
    again = parts_of(tmp_path)
    assert "region" not in again["profile"]
    assert again["profile"]["currency"] == "BBD"
    assert faults_of_folder(tmp_path) == []


def _ordered(value: Any) -> str:
    """As text, with the keys of what has fields in any order: TOML puts single values before tables."""
    return written(_sorted(value))


def _sorted(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    keys = list(value) if all(isinstance(each, dict) for each in value.values()) else sorted(value)
    return {key: _sorted(value[key]) for key in keys}


def _keys(table: Any, path: str = "") -> Any:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _keys(value, f"{path}{key}.")
        else:
            yield f"{path}{key}"
