"""The whole process of a case, drawn with its place in it, and the same in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workflows.drawing.layout import draw
from workflows.drawing.shapes import Drawing
from workflows.drawing.telling import StageTold, StepTold, tell
from workflows.drawing.walked import Marks
from workflows.places import Place
from workflows.queries import CaseNow


@dataclass(frozen=True, slots=True)
class StageRow:
    """One stage in words; ``within`` names the branch of which it is, if any."""

    label: str
    turn: str
    steps: tuple[StepTold, ...]
    is_here: bool
    within: str = ""


@dataclass(frozen=True, slots=True)
class PlaceDrawn:
    """The drawing in which the stages at which a case stands are pointed out, and every stage in words."""

    drawing: Drawing
    rows: tuple[StageRow, ...]

    @property
    def here(self) -> list[str]:
        """Where the case stands, by the labels of its stages."""
        return [f"{row.within}: {row.label}" if row.within else row.label for row in self.rows if row.is_here]


def place_drawn(now: CaseNow) -> PlaceDrawn:
    """Return the process that the case pins, drawn with the place of the case."""
    rows = tuple(_rows(tell(now.workflow), _keys(now.place)))
    return PlaceDrawn(draw(now.workflow, Marks(here=now.place)), rows)


def _keys(place: Place) -> frozenset[str]:
    """Where in the file the stages stand at which a case is."""
    own = f"stages.{place.stage}"
    return frozenset({own, *(f"{own}.branches.{name}.stages.{at}" for name, at in place.branches)})


def _rows(stages: Iterable[StageTold], here: frozenset[str], within: str = "") -> Iterator[StageRow]:
    for stage in stages:
        yield StageRow(stage.label, stage.turn, stage.steps, stage.key in here, within)
        for branch in stage.branches:
            yield from _rows(branch.stages, here, branch.label)
