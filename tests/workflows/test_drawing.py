"""Every workflow can be drawn, whatever it says: each stage in a box of its own, each step at a line of its own."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.factories.workflows import licence, licence_table, move, stage
from workflows.definition import Workflow
from workflows.drawing.layout import WIDTH, draw
from workflows.drawing.order import rows_of
from workflows.drawing.shapes import Box, Drawing, Mark
from workflows.drawing.telling import tell
from workflows.drawing.walked import Marks, walk
from workflows.places import Place

NAMES = [f"s{number}" for number in range(7)]


@some.composite
def any_workflow(choose: Any) -> Workflow:
    """Stages and moves at random, also to stages that do not exist, some of them with branches."""
    stages = choose(some.lists(some.sampled_from(NAMES), min_size=1, unique=True))
    kinds = some.sampled_from(["open", "waiting", "final"])
    table: dict[str, Any] = {key: stage(f"Stage {key}", kind=choose(kinds)) for key in stages}
    for key in choose(some.lists(some.sampled_from(stages), max_size=2, unique=True)):
        table[key] |= {"kind": "open", "joined": choose(some.sampled_from(NAMES)), "branches": choose(branches())}
    steps = choose(some.lists(some.tuples(*[some.sampled_from(NAMES)] * 2), min_size=1, max_size=12))
    moves = {f"m{number}": move(origin, to, "ma_officer") for number, (origin, to) in enumerate(steps)}
    plain = {"name": {"en": "Licence"}, "first": choose(some.sampled_from(NAMES)), "stages": table, "moves": moves}
    return Workflow.model_validate(plain, context={"checked_later": True})


@some.composite
def branches(choose: Any) -> dict[str, Any]:
    inner = {
        "label": {"en": "Another"},
        "first": "a",
        "stages": {"a": stage("At work"), "b": stage("Done", kind="final"), "c": stage("Not needed", kind="final")},
        "moves": {"n0": move("a", "b", "ma_officer"), "n1": move("a", choose(some.sampled_from("abc")), "ma_officer")},
    }
    return {f"b{number}": inner for number in range(choose(some.integers(1, 4)))}


@given(any_workflow())
def test_each_stage_has_a_box_within_the_drawing_and_no_two_overlap(workflow: Workflow) -> None:
    drawing = draw(workflow)
    assert len(drawing.boxes) >= len(workflow.stages)
    for box in drawing.boxes:
        assert box.width > 20
        assert box.x >= 0
        assert box.x + box.width <= drawing.width
        assert box.y + box.height <= drawing.height
    for place, one in enumerate(drawing.boxes):
        for other in drawing.boxes[place + 1 :]:
            assert _apart(one, other) or _within(one, other) or _within(other, one)


@given(any_workflow())
def test_the_table_tells_every_stage_once_and_every_way_out_of_it(workflow: Workflow) -> None:
    told = tell(workflow)
    assert sorted(each.key for each in told) == sorted(f"stages.{key}" for key in workflow.stages)
    for each in told:
        name = each.key.removeprefix("stages.")
        assert [step.key for step in each.steps if step.key] == [
            f"moves.{key}" for key, step in workflow.moves.items() if name in step.origins
        ]


@given(any_workflow())
def test_every_line_of_text_stays_between_top_and_bottom(workflow: Workflow) -> None:
    drawing = draw(workflow)
    assert all(0 < line.y <= drawing.height for line in drawing.lines)


def test_the_main_line_runs_to_the_furthest_end_with_side_tracks_beside_it() -> None:
    rows = rows_of(licence())
    assert [row.stage for row in rows] == ["draft", "examining", "decision", "refused", "payment", "granted"]
    assert [row.stage for row in rows if not row.on_line] == ["refused"]


def test_a_stage_that_does_not_exist_is_drawn_as_missing() -> None:
    table = licence_table()
    table["moves"]["grant"]["to"] = "nowhere"
    drawing = draw(Workflow.model_validate(table, context={"checked_later": True}))
    assert [box.kind for box in drawing.boxes].count("missing") == 1
    assert "nowhere" in _said(drawing)


def test_a_drawing_is_as_wide_as_a_phone_and_wider_only_for_many_branches() -> None:
    assert draw(licence()).width == WIDTH


def test_a_path_is_numbered_where_it_is_walked_and_only_there() -> None:
    path = (("lodge", None), ("examine", None), ("deny", None))
    drawing = draw(licence(), Marks(path=path))
    assert sorted(badge.text for badge in drawing.badges) == ["1", "2", "3"]
    assert [road.mark for road in drawing.roads].count(Mark.PATH) == 3


def test_a_step_that_is_taken_twice_bears_both_numbers() -> None:
    workflow = licence(moves={"resend": move("decision", "draft", "ma_officer")})
    path = (("lodge", None), ("examine", None), ("resend", None), ("lodge", None))
    assert "1, 4" in [badge.text for badge in draw(workflow, Marks(path=path)).badges]


def test_a_path_that_breaks_off_is_told_as_far_as_it_goes() -> None:
    path = (("lodge", None), ("nothing", None), ("examine", None))
    assert [step.key for step in walk(licence(), path)] == ["lodge"]


def test_where_a_case_stands_is_said_and_not_only_coloured() -> None:
    drawing = draw(licence(), Marks(here=Place("decision")))
    assert "The case is here" in _said(drawing)
    assert [box.mark for box in drawing.boxes].count(Mark.HERE) == 1


def test_what_is_at_fault_carries_a_mark_and_a_badge() -> None:
    drawing = draw(licence(), Marks(faults=frozenset({"stages.decision"})))
    assert [badge.text for badge in drawing.badges] == ["!"]


@pytest.mark.parametrize("many", [2, 3, 5])
def test_branches_stand_side_by_side_between_two_bars(many: int) -> None:
    drawing = draw(_parted(many))
    assert len(drawing.bars) == 2
    at_work = [box for box in drawing.boxes if box.kind == "stage" and _within(box, _together(drawing))]
    assert len({round(box.y) for box in at_work}) == 1
    assert len({round(box.x) for box in at_work}) == many


def test_the_path_through_branches_passes_the_bar_where_they_join() -> None:
    path = (("lodge", None), ("look0", "b0"), ("look1", "b1"), ("grant", None))
    steps = list(walk(_parted(2), path))
    assert [(step.key, step.branch) for step in steps] == [
        ("lodge", None), ("look0", "b0"), ("look1", "b1"), ("joined", None), ("grant", None),
    ]  # fmt: skip


def _parted(many: int) -> Workflow:
    at_work = {"a": stage("At work"), "b": stage("Done", kind="final")}
    found = {
        f"b{number}": {
            "label": {"en": "An authority"},
            "first": "a",
            "stages": at_work,
            "moves": {f"look{number}": move("a", "b", "ma_officer")},
        }
        for number in range(many)
    }
    table = licence_table()
    table["stages"]["examining"] |= {"joined": "decision", "branches": found}
    del table["moves"]["examine"]
    return Workflow.model_validate(table)


def _together(drawing: Drawing) -> Box:
    return next(box for box in drawing.boxes if box.kind == "together")


def _said(drawing: Drawing) -> list[str]:
    return [line.text for line in drawing.lines]


def _apart(one: Box, other: Box) -> bool:
    return (
        one.y + one.height <= other.y
        or other.y + other.height <= one.y
        or one.x + one.width <= other.x
        or other.x + other.width <= one.x
    )


def _within(one: Box, other: Box) -> bool:
    return (
        other.x <= one.x
        and other.y <= one.y
        and one.x + one.width <= other.x + other.width
        and one.y + one.height <= other.y + other.height
    )
