"""Which mark each stage and each way of a drawing carries; pure."""

from workflows.definition import Workflow
from workflows.drawing.order import JOINED, Edge
from workflows.drawing.shapes import Mark
from workflows.drawing.walked import Marks, walk

Inside = tuple[str, str] | None
"""Stage and branch within which something stands; None for the case itself."""


class Marking:
    """Answers for each thing drawn how it is pointed out."""

    def __init__(self, workflow: Workflow, marks: Marks) -> None:
        self._marks = marks
        self._numbers: dict[tuple[Inside, str, str], list[str]] = {}
        number = 0
        for step in walk(workflow, marks.path):
            number += step.key != JOINED
            inside = (step.stage, step.branch) if step.branch else None
            self._numbers.setdefault((inside, step.key, step.origin), []).append(
                str(number) if step.key != JOINED else ""
            )

    def numbers_of(self, edge: Edge, inside: Inside) -> str:
        """Return at which places of the path the way is taken, such as “2, 5”; nothing where it is not."""
        return ", ".join(filter(None, self._numbers.get((inside, edge.key, edge.origin), [])))

    def of_stage(self, stage: str, inside: Inside) -> Mark:
        """Return how a stage is pointed out."""
        here = self._marks.here
        stands = here is not None and (
            here.stage == stage if inside is None else here.stage == inside[0] and (inside[1], stage) in here.branches
        )
        if stands:
            return Mark.HERE
        prefix = f"stages.{inside[0]}.branches.{inside[1]}." if inside else ""
        return Mark.FAULT if f"{prefix}stages.{stage}" in self._marks.faults else Mark.NONE
