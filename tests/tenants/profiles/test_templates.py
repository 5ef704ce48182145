"""A profile names the template that its file begins as; a table begins as another one, or is stated in full."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.errors import ProfileFaulty
from tenants.profiles.files import PROFILES, folder_of, layered, read_toml, templates_in
from tenants.profiles.templates import said_of, template_chain, together
from tenants.releases.folder_check import faults_of_folder
from tenants.releases.stating import least_upon
from tests.factories.profiles import CAYMAN, at, leaves, written

BASE = [PROFILES / "base"]
SHIPPED = ["standard", "agencies", "appeal", "committee", "fast_track", "two_officers"]
NAMES = ["EXP", "REX", "IMP"]
FIELDS = st.dictionaries(st.sampled_from("abc"), st.integers(0, 3), max_size=3)
TABLES = st.dictionaries(st.sampled_from("xyz"), FIELDS, max_size=3)
LAYERS = st.dictionaries(
    st.sampled_from(NAMES),
    TABLES
    | st.just(False)
    | st.builds(lambda table: {"whole": True, **table}, TABLES)
    | st.builds(lambda table, name: {"like": name, **table}, TABLES, st.sampled_from(NAMES)),
)


def workflows(folder: Path) -> Any:
    return layered(folder, "workflow.toml", "workflows")


def faults(folder: Path) -> list[tuple[str, str]]:
    """Key and reason of each fault of the country's own file of workflows."""
    own = str(folder / "workflow.toml")
    return [(fault["key"], fault["reason"]) for fault in faults_of_folder(folder) if fault["file"] == own]


def test_the_standard_one_is_offered_first() -> None:
    assert list(templates_in(BASE, "workflows")) == SHIPPED


def test_who_names_none_begins_as_the_standard_one(tmp_path: Path) -> None:
    named = written(tmp_path / "ky", CAYMAN, workflow='template = "standard"\n')
    assert workflows(named) == workflows(written(tmp_path / "other", CAYMAN))


def test_a_country_names_another_one(tmp_path: Path) -> None:
    folder = written(tmp_path / "ky", CAYMAN, workflow='template = "committee"\n')
    assert "committee" in workflows(folder)["EXP"]["stages"]
    assert "template" not in workflows(folder)


def test_a_region_names_one_for_its_countries_and_a_country_another(tmp_path: Path) -> None:
    written(tmp_path / "islands", "", workflow='template = "committee"\n')
    follows = written(tmp_path / "ky", CAYMAN.replace('"caribbean"', '"../islands"'))
    assert "committee" in workflows(follows)["EXP"]["stages"]
    differs = written(
        tmp_path / "tc", CAYMAN.replace('"caribbean"', '"../islands"'), workflow='template = "standard"\n'
    )
    assert "committee" not in workflows(differs)["EXP"]["stages"]


def test_what_an_export_says_otherwise_those_like_it_say_as_well(tmp_path: Path) -> None:
    text = '[EXP.stages.submitted.applicant_text]\nen = "The Section has it."\n'
    said = workflows(written(tmp_path / "ky", CAYMAN, workflow=text))
    assert {table["stages"]["submitted"]["applicant_text"]["en"] for table in said.values()} == {"The Section has it."}


def test_what_a_table_says_itself_stands_over_that_as_which_it_begins(tmp_path: Path) -> None:
    text = '[EXP.stages.finding.applicant_text]\nen = "Ours."\n'
    said = workflows(written(tmp_path / "ky", CAYMAN, workflow=text))
    assert said["IMP"]["stages"]["finding"]["applicant_text"]["en"].startswith(
        "The Scientific Authority is considering"
    )


def test_a_table_stated_whole_has_nothing_of_what_is_below() -> None:
    said = together([{"A": {"x": {"a": 1}}, "B": {"like": "A"}}, {"A": {"whole": True, "y": {"b": 2}}}])
    assert said["A"] == {"y": {"b": 2}}


def test_those_that_were_like_it_below_keep_what_they_had() -> None:
    said = together([{"A": {"x": {"a": 1}}, "B": {"like": "A"}}, {"A": {"whole": True, "y": {"b": 2}}}])
    assert said["B"] == {"x": {"a": 1}}


def test_those_that_are_made_like_it_beside_it_begin_as_it() -> None:
    said = together([{"A": {"x": {"a": 1}}, "B": {}}, {"A": {"whole": True, "y": {"b": 2}}, "B": {"like": "A"}}])
    assert said["B"] == {"y": {"b": 2}}


def test_a_table_that_is_taken_away_leaves_those_like_it() -> None:
    assert together([{"A": {"x": {"a": 1}}, "B": {"like": "A"}}, {"A": False}]) == {"B": {"x": {"a": 1}}}


def test_taking_away_what_is_gone_already_says_nothing() -> None:
    below = {"A": {"x": {"gone": {"a": 1}, "left": {"a": 2}}}, "B": {"like": "A", "x": {"gone": False}}}
    assert together([below, {"A": {"x": {"gone": False}}}])["B"] == {"x": {"left": {"a": 2}}}


def test_a_no_among_other_values_stays() -> None:
    assert together([{"A": {"x": {"automatic": False, "to": "here"}}}]) == {
        "A": {"x": {"automatic": False, "to": "here"}}
    }


FAULTY = """
template = "grand"

[EXP]
like = "EXX"

[IMP]
like = "REX"
whole = true

[REX]
like = "CAP"

[CAP]
like = "REX"

[ART]
whole = "yes"
"""


def test_all_that_cannot_begin_is_said_at_once(tmp_path: Path) -> None:
    folder = written(tmp_path / "ky", CAYMAN, workflow=FAULTY)
    found = dict(faults(folder))
    assert found["template"] == f"there is no template “grand”; there are: {', '.join(SHIPPED)}"
    assert found["EXP.like"].startswith("there is no other “EXX”; there are: IMP, IFS, REX")
    assert found["IMP.like"] == "what is stated whole begins as nothing else; state one of the two"
    assert found["REX.like"] == "leads round in a circle: REX, CAP, REX"
    assert found["CAP.like"] == "leads round in a circle: CAP, REX, CAP"
    assert found["ART.whole"] == "is true, or left out"
    with pytest.raises(ProfileFaulty) as refused:
        workflows(folder)
    assert {fault["key"] for fault in refused.value.data["faults"]} == set(found)


def test_a_template_is_no_path(tmp_path: Path) -> None:
    folder = written(tmp_path / "ky", CAYMAN, workflow='template = "../../fj/workflow"\n')
    assert [key for key, _reason in faults(folder)] == ["template"]


def test_templates_of_a_partys_own_may_stand_upon_one_another_but_not_in_a_circle(tmp_path: Path) -> None:
    folder = written(tmp_path / "ky", CAYMAN, workflow='template = "ours"\n')
    own = folder / "workflows"
    own.mkdir()
    (own / "ours.toml").write_text('template = "standard"\n[EXP.stages.submitted]\nworking_days = 9\n')
    assert faults(folder) == []
    assert workflows(folder)["REX"]["stages"]["submitted"]["working_days"] == 9
    (own / "ours.toml").write_text('template = "theirs"\n')
    (own / "theirs.toml").write_text('template = "ours"\n')
    with pytest.raises(ProfileFaulty, match="circle"):
        workflows(folder)


def test_a_value_is_at_fault_once_where_it_is_stated(tmp_path: Path) -> None:
    text = '[EXP.stages.submitted]\nworking_days = "soon"\n\n[REX.stages.payment]\nworking_days = "soon"\n'
    found = faults(written(tmp_path / "ky", CAYMAN, workflow=text))
    assert [key for key, _reason in found] == ["EXP.stages.submitted.working_days", "REX.stages.payment.working_days"]


def test_a_broken_template_is_named(tmp_path: Path) -> None:
    folder = written(tmp_path / "ky", CAYMAN, workflow='template = "ours"\n')
    (folder / "workflows").mkdir()
    (folder / "workflows" / "ours.toml").write_text("[EXP\n")
    assert str(folder / "workflows" / "ours.toml") in {fault["file"] for fault in faults_of_folder(folder)}


def test_fiji_states_its_exports_in_full() -> None:
    said = workflows(folder_of("fj"))
    assert said["EXP"]["stages"]["finding"]["label"]["en"] == "With the Scientific Council"
    assert said["EXP"]["stages"]["finding"]["working_days"] == 15
    assert said["EXP"]["moves"] == workflows(folder_of("bb"))["EXP"]["moves"]


def layers_up_to(folder: Path) -> list[Any]:
    """The layers of workflows of a country or template, its own file the last."""
    own = read_toml(folder) if folder.suffix else read_toml(folder / "workflow.toml")
    offered = templates_in(BASE, "workflows")
    named = own.get("template", None if folder.suffix else "standard")
    chain = template_chain(named, offered, lambda name: read_toml(offered[name]))
    return [*chain.values(), own]


@pytest.mark.parametrize(
    "path",
    [*templates_in(BASE, "workflows").values(), *(path.parent for path in PROFILES.glob("??/workflow.toml"))],
    ids=lambda path: path.stem,
)
def test_neither_template_nor_country_repeats_what_is_below_it(path: Path) -> None:
    *below, own = layers_up_to(path)
    for name, stated in own.items():
        if isinstance(stated, dict) and not stated.get("whole"):
            others = {each: table for each, table in own.items() if each != name}
            begins = {key: value for key, value in stated.items() if key == "like"}
            begun = said_of(name, [*below, {**others, name: begins}])
            assert [place for place, value in leaves(stated) if at(begun, place) == value] == [], name


@given(st.lists(LAYERS, min_size=1, max_size=3), st.dictionaries(st.sampled_from(NAMES), TABLES))
def test_the_least_that_is_stated_says_what_is_wanted(below: list[Any], wanted: Any) -> None:
    own = least_upon(below, wanted)
    assert together([*below, own]) == wanted
    assert list(together([*below, own])) == list(wanted)


@given(st.lists(LAYERS, min_size=1, max_size=3))
def test_nothing_is_stated_that_goes_without_saying(below: list[Any]) -> None:
    assert least_upon(below, together(below)) == {}
