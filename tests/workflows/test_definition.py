"""A workflow file says what it means or is refused by file, key and reason."""

import tomllib
from typing import Any

import pytest

from tests.factories.workflows import inspected_table, inspection, licence, licence_table, move, stage
from workflows.definition import StageKind, read_workflows
from workflows.errors import BadDefinition


def read(table: dict[str, Any]) -> Any:
    return read_workflows({"LIC": table}, file="workflow.toml").root["LIC"]


def test_a_move_is_named_after_its_verb() -> None:
    found = licence().find_move("examine", "examining")
    assert found is not None
    assert (found.verb, found.target) == ("examine", "decision")


def test_one_verb_may_lead_to_different_stages_from_different_ones() -> None:
    again = move("decision", "examining", "ma_officer", verb="examine")
    workflow = licence(moves={"examine_again": again})
    assert workflow.find_move("examine", "decision").target == "examining"
    assert workflow.find_move("examine", "examining").target == "decision"


def test_no_move_is_found_where_none_leads() -> None:
    assert licence().find_move("grant", "draft") is None


def test_stages_are_open_unless_they_say_otherwise() -> None:
    assert licence().stages["examining"].kind is StageKind.OPEN


def test_labels_fall_back_to_english() -> None:
    assert licence().stages["draft"].label.in_language("fr") == "Draft"


def spoil(**changes: Any) -> dict[str, Any]:
    table = licence_table()
    for path, value in changes.items():
        *folders, key = path.split("__")
        inner = table
        for folder in folders:
            inner = inner[folder]
        inner[key] = value
    return table


@pytest.mark.parametrize(
    ("table", "key", "reason"),
    [
        (spoil(colour="red"), "LIC.colour", "Extra inputs are not permitted"),
        (spoil(first="nowhere"), "LIC", "first: there is no stage “nowhere”"),
        (spoil(stages__draft__deadline=3), "LIC.stages.draft.deadline", "Extra inputs"),
        (spoil(stages__draft__kind="sleepy"), "LIC.stages.draft.kind", "Input should be"),
        (spoil(stages__draft__working_days=0), "LIC.stages.draft.working_days", "greater than or equal to 1"),
        (spoil(stages__Draft=stage("Draft")), "LIC.stages.Draft.[key]", "String should match"),
        (spoil(moves__lodge__to="nowhere"), "LIC", "moves.lodge.to: there is no stage “nowhere”"),
        (spoil(moves__lodge__from=["x"]), "LIC", "moves.lodge.from: there is no stage “x”"),
        (spoil(moves__lodge__roles=[]), "LIC.moves.lodge", "say who may do this"),
        (spoil(moves__paid__roles=["cashier"]), "LIC.moves.paid", "what happens by itself has no roles"),
        (
            spoil(moves__other=move("draft", "refused", "trader", verb="lodge")),
            "LIC",
            "moves.other: “moves.lodge” does “lodge” from “draft” already",
        ),
    ],
)
def test_a_faulty_file_is_refused_by_key_and_reason(table: Any, key: str, reason: str) -> None:
    with pytest.raises(BadDefinition) as refused:
        read(table)
    assert refused.value.data["file"] == "workflow.toml"
    assert refused.value.data["key"] == key
    assert reason in refused.value.data["reason"]


def test_the_format_is_readable_as_toml() -> None:
    text = """
    [LIC]
    name = { en = "Licence" }
    first = "draft"
    [LIC.stages.draft]
    label = { en = "Draft" }
    [LIC.stages.done]
    label = { en = "Done" }
    kind = "final"
    [LIC.moves.finish]
    from = ["draft"]
    to = "done"
    roles = ["ma_officer"]
    """
    assert read_workflows(tomllib.loads(text), file="workflow.toml").find("LIC") is not None


def test_branches_share_no_verb_that_somebody_asks_for() -> None:
    table = inspected_table(hold=inspection("hull", "customs"))
    with pytest.raises(BadDefinition, match="inspect_hull"):
        read(table)


def test_what_the_clock_does_may_be_done_in_every_branch() -> None:
    late = {"from": ["todo"], "to": "done", "automatic": True, "after_working_days": 3, "verb": "escalate"}
    table = inspected_table()
    for branch in table["stages"]["examining"]["branches"].values():
        branch["moves"]["late"] = late
    assert len(list(read(table).branches())) == 3
