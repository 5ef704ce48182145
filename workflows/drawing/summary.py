"""A stage, step or branch in a few lines, as a comparison says what came or went."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from localization.languages import page_language
from workflows.definition import Branch, Move, Stage, Station
from workflows.drawing.conditions import conditions_in_words
from workflows.drawing.telling import told_in_words, who_in_words
from workflows.drawing.words import called_in, days_in_words, label_of, label_of_move, turn_in_words

_SHAPES: dict[str, type[BaseModel]] = {"stages": Stage, "moves": Move, "branches": Branch}


def thing_in_words(table: str, plain: dict[str, Any], stage: Callable[[str], str]) -> str | None:
    """Return what stands in a table of a workflow in a few lines; None for what cannot be read.

    ``stage`` returns what a stage of its process is called.
    """
    try:
        thing = _SHAPES[table].model_validate(plain)
    except ValidationError:
        return None
    if isinstance(thing, Move):
        return "\n".join(_step(thing, stage))
    return "\n".join(_branch(thing) if isinstance(thing, Branch) else _stage(thing))


def _step(move: Move, stage: Callable[[str], str]) -> Iterator[str]:
    origins = ", ".join(stage(each) for each in move.origins)
    yield f"{origins} → {stage(move.target)}"
    yield who_in_words(move)
    yield from conditions_in_words(move)
    if told := told_in_words(move):
        yield _("told: %(people)s") % {"people": told}


def _stage(stage: Any) -> Iterator[str]:
    assert isinstance(stage, Station)
    yield " · ".join(filter(None, (turn_in_words(stage), days_in_words(stage.working_days))))
    if text := stage.applicant_text.in_language(page_language()):
        yield text
    for branch in getattr(stage, "branches", {}).values():
        yield f"{label_of(branch)}:"
        yield from _branch(branch)


def _branch(branch: Branch) -> Iterator[str]:
    yield from conditions_in_words(branch)
    for key, stage in branch.stages.items():
        yield f"{label_of(stage, key)}: {' · '.join(_stage(stage))}"
    for key, move in branch.moves.items():
        yield f"{label_of_move(key, move)}: {'; '.join(_step(move, lambda name: called_in(branch, name)))}"
