"""Lays a workflow out from top to bottom: its main line, side tracks set in, branches side by side between two bars.

What leads on to the next stage runs straight down; every other move leaves its box at the right and runs in a
lane of its target. So any workflow can be drawn, however unfinished, and no line crosses a text.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from localization.languages import page_language
from workflows.definition import Branch, Stage, StageKind, Workflow
from workflows.drawing.lanes import Routes, routes_of
from workflows.drawing.marking import Marking
from workflows.drawing.order import Edge, Row, edges_of, rows_of
from workflows.drawing.shapes import (
    LINE_HEIGHT,
    Badge,
    Bar,
    Box,
    Drawing,
    Line,
    Mark,
    Road,
    down_head,
    left_head,
    wrapped,
)
from workflows.drawing.walked import Marks
from workflows.drawing.words import days_in_words, joined_in_words, label_of, label_of_move, turn_in_words

WIDTH = 358.0
COLUMN = 118.0
_LANE, _SET_IN, _PAD, _GAP, _LINE_AT = 10.0, 26.0, 10.0, 12.0, 15.0
_END = "\n"  # the bar at which branches join: no stage is called so


def draw(workflow: Workflow, marks: Marks | None = None) -> Drawing:
    """Return the drawing of a workflow in the page's language, with ``marks`` pointed out."""
    most = max((len(stage.branches) for stage in workflow.stages.values()), default=0)
    drawing = Drawing(workflow.name.in_language(page_language()), max(WIDTH, most * COLUMN + 46))
    column = _Column(drawing, workflow, Marking(workflow, marks or Marks()), 1.0, drawing.width - 2)
    drawing.height = column.lay(1.0) + 2
    return drawing


class _Column:
    """One process in a strip of the drawing: the case itself, or a branch within a stage."""

    def __init__(
        self,
        drawing: Drawing,
        process: Workflow | Branch,
        marking: Marking,
        x: float,
        width: float,
        inside: tuple[str, str] | None = None,
    ) -> None:
        self.drawing, self.process, self.marking, self.inside = drawing, process, marking, inside
        self.rows = rows_of(process)
        self.routes = self._routes()
        self.x, self.right = x, x + width - self.routes.lanes * _LANE - (4 if self.routes.lanes else 0)
        self.boxes: dict[str, Box] = {}
        self.ports: dict[str, list[tuple[Edge, float]]] = {}

    def _routes(self) -> Routes:
        edges = edges_of(self.process)
        if self.inside is None:
            return routes_of(self.rows, edges)
        ends = [key for key, stage in self.process.stages.items() if stage.kind is StageKind.FINAL]
        edges += [Edge(_END, key, _END) for key in ends]
        return routes_of([*self.rows, Row(_END, on_line=True)], edges)

    def lay(self, y: float) -> float:
        """Lay everything out from ``y`` on, and return where it ends."""
        for place, row in enumerate(self.rows):
            y = self._box(row, y)
            if place < len(self.rows) - 1 or self.inside:
                y = self._way_down(row, y)
        for row in self.rows:
            self._roads(row, y)
        return y

    # boxes

    def _box(self, row: Row, y: float) -> float:
        x = self.x if row.on_line or len(self.rows) == 1 else self.x + self._set_in
        inner, top = self.right - x - 2 * _PAD, y
        y += _PAD - 2
        for text, kind in self._words(row):
            for part in wrapped(text, inner, kind):
                y += LINE_HEIGHT[kind]
                self.drawing.lines.append(Line(part, x + _PAD, y - 4, kind))
        stage = self.process.stages.get(row.stage)
        if isinstance(stage, Stage) and stage.branches:
            y = self._branches(row.stage, stage, x, y + 6)
        y = self._ports(row, x, y)
        box = Box(x, top, self.right - x, y + _PAD - 2 - top, self._kind(stage), self._mark(row))
        self.boxes[row.stage] = box
        self.drawing.boxes.append(box)
        if box.mark is Mark.FAULT:
            self.drawing.badges.append(Badge("!", box.x + box.width - 14, box.y, Mark.FAULT))
        return box.y + box.height

    @property
    def _set_in(self) -> float:
        return _SET_IN if self.inside is None else 12.0

    def _words(self, row: Row) -> Iterator[tuple[str, str]]:
        stage = self.process.stages.get(row.stage)
        if stage is None:
            yield row.stage, "label"
            yield _("There is no such stage"), "turn"
            return
        yield label_of(stage, row.stage), "label"
        yield " · ".join(filter(None, (turn_in_words(stage), days_in_words(stage.working_days)))), "turn"
        if self._mark(row) is Mark.HERE:
            yield _("The case is here"), "note"

    @staticmethod
    def _kind(stage: object) -> str:
        if stage is None:
            return "missing"
        if isinstance(stage, Stage) and stage.branches:
            return "together"
        return "final" if getattr(stage, "kind", None) is StageKind.FINAL else "stage"

    def _mark(self, row: Row) -> Mark:
        return self.marking.of_stage(row.stage, self.inside) if row.exists else Mark.FAULT

    def _ports(self, row: Row, x: float, y: float) -> float:
        """The moves that leave the box at its right, each on a line of its own."""
        found: list[tuple[Edge, float]] = []
        for edge in self.routes.beside[row.stage]:
            text = "" if edge.key == _END else _said(edge)
            for part in wrapped(text, self.right - x - _PAD - 16, "move"):
                y += LINE_HEIGHT["move"]
                self.drawing.lines.append(Line(part, self.right - 15, y - 3, "move", "end"))
            at = y - 8 if text else y - 2
            found.append((edge, at))
            self._badge(edge, self.right, at)
        self.ports[row.stage] = found
        return y + (2 if found else 0)

    def _badge(self, edge: Edge, x: float, y: float) -> None:
        if numbers := self.marking.numbers_of(edge, self.inside):
            self.drawing.badges.append(Badge(numbers, x, y, Mark.PATH))

    # branches

    def _branches(self, key: str, stage: Stage, x: float, y: float) -> float:
        left, right = x + _PAD - 2, self.right - _PAD + 2
        self.drawing.bars.append(Bar(left, y, right - left))
        width = (right - left + 6) / len(stage.branches)
        ends: list[float] = []
        columns: list[tuple[_Column, float]] = []
        for place, (name, branch) in enumerate(stage.branches.items()):
            at = left + place * width
            start = self._branch_words(name, branch, at, width - 6, y + 8)
            column = _Column(self.drawing, branch, self.marking, at, width - 6, (key, name))
            columns.append((column, start))
        start = max(each for _column, each in columns) + 14
        for column, said_until in columns:
            middle = column.x + _LINE_AT
            self.drawing.roads.append(Road(f"M{middle:g} {said_until + 3:g}V{start - 6:g}", down_head(middle, start)))
            ends.append(column.lay(start))
        end = max(ends)
        for column, _start in columns:
            column.join(end)
        self.drawing.bars.append(Bar(left, end, right - left))
        return end + 6

    def _branch_words(self, name: str, branch: Branch, x: float, width: float, y: float) -> float:
        told = [(label_of(branch, name), "branch")]
        if branch.is_conditional:
            told.append((_("in some cases"), "note"))
        for text, kind in told:
            for part in wrapped(text, width, kind):
                y += LINE_HEIGHT[kind]
                self.drawing.lines.append(Line(part, x, y - 4, kind))
        return y

    def join(self, end: float) -> None:
        """Lead every end of this branch to the bar at ``end``."""
        ended = [edge for edges in self.routes.straight.values() for edge in edges if edge.key == _END]
        for edge in ended:
            box = self.boxes[edge.origin]
            x = box.x + _LINE_AT
            self.drawing.roads.append(Road(f"M{x:g} {box.y + box.height:g}V{end - 6:g}", down_head(x, end)))
        for edge, at in (port for ports in self.ports.values() for port in ports):
            if edge.key == _END:
                x = self._lane(edge)
                self.drawing.roads.append(Road(f"M{self.right:g} {at:g}H{x:g}V{end - 6:g}", down_head(x, end)))

    # roads

    def _way_down(self, row: Row, y: float) -> float:
        """The words beside the way to the next stage of the line, and room for its head."""
        edges = [edge for edge in self.routes.straight[row.stage] if edge.key != _END]
        y += 3 if edges else 0
        for edge in edges:
            top, beside = y, 8 * (max(1, len(self.marking.numbers_of(edge, self.inside))) - 1)
            for part in wrapped(_said(edge), self.right - self.x - _LINE_AT - 18 - beside, "move"):
                y += LINE_HEIGHT["move"]
                self.drawing.lines.append(Line(part, self.x + _LINE_AT + 13 + beside, y - 3, "move"))
            self._badge(edge, self.x + _LINE_AT + beside / 2, (top + y) / 2)
        return y + _GAP

    def _roads(self, row: Row, end: float) -> None:
        box = self.boxes[row.stage]
        x = self.x + _LINE_AT
        straight = [edge for edge in self.routes.straight[row.stage] if edge.key != _END]
        if straight:
            to = self.boxes[straight[0].target]
            marked = [edge for edge in straight if self.marking.numbers_of(edge, self.inside)]
            some = all(edge.move is not None and edge.move.is_conditional for edge in straight)
            mark = Mark.PATH if marked else Mark.NONE
            line = f"M{x:g} {box.y + box.height:g}V{to.y - 6:g}"
            self.drawing.roads.append(Road(line, down_head(x, to.y), some, mark))
        for edge, at in self.ports[row.stage]:
            if edge.key != _END:
                self.drawing.roads.append(self._road_beside(edge, at))

    def _road_beside(self, edge: Edge, at: float) -> Road:
        to, lane = self.boxes[edge.target], self._lane(edge)
        entry = to.y + 14
        bend = 4 if entry > at else -4
        line = (
            f"M{self.right:g} {at:g}H{lane - 4:g}q4 0 4 {bend:g}V{entry - bend:g}"
            f"q0 {bend:g} -4 {bend:g}H{self.right + 6:g}"
        )
        some = edge.move is not None and edge.move.is_conditional
        mark = Mark.PATH if self.marking.numbers_of(edge, self.inside) else Mark.NONE
        return Road(line, left_head(self.right, entry), some, mark)

    def _lane(self, edge: Edge) -> float:
        return self.right + 11 + self.routes.lane[edge.target] * _LANE


def _said(edge: Edge) -> str:
    """What stands at a way: the move, and whether it is made by itself or in some cases alone."""
    if edge.move is None:
        return joined_in_words()
    said = label_of_move(edge.key, edge.move)
    if edge.move.automatic:
        said = _("%(move)s (by itself)") % {"move": said}
    return _("%(move)s (in some cases)") % {"move": said} if edge.move.is_conditional else said
