"""What ``workflow.toml`` may say: one table for each document type, of stages and the moves between them.

Everything is keyed by name rather than listed, so that a region or a country states only its differences::

    [EXP]
    name = { en = "Fishing licence" }
    first = "draft"

    [EXP.stages.draft]
    label = { en = "Draft" }
    kind = "waiting"
    people = ["trader", "agent"]

    [EXP.moves.submit]
    from = ["draft"]
    to = "submitted"
    roles = ["trader", "agent"]
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    RootModel,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    model_validator,
)

from kernel.text import LocalisedText
from workflows.errors import BadDefinition

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
DocumentType = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]{1,19}$")]
Text = Annotated[LocalisedText, Field(min_length=1)]


class StageKind(StrEnum):
    """Whose turn it is."""

    OPEN = "open"  # the office has to act
    WAITING = "waiting"  # the applicant, the cashier or the border has to act
    FINAL = "final"  # nothing more happens


def _as_values(stated: Any) -> Any:
    """``true`` stands for "yes", one value for a list of one."""
    values = stated if isinstance(stated, list | tuple) else [stated]
    return tuple({True: "yes", False: "no"}[value] if isinstance(value, bool) else value for value in values)


FactValues = Annotated[tuple[str, ...], BeforeValidator(_as_values), Field(min_length=1)]
FactTests = dict[Key, FactValues]
"""Facts of a case by name, each with the values that will do."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Conditional(_Table):
    """What holds only for some cases, told from the facts of their lines and of the case itself.

    A line answers to tests when it answers to every one of them. Nothing stated: it holds for every case.
    """

    when: FactTests = Field(default={}, description="Some line of the case answers to all of this.")
    only: FactTests = Field(default={}, description="Every line of the case answers to all of this.")
    unless: FactTests = Field(default={}, description="No line of the case answers to all of this.")

    @property
    def is_conditional(self) -> bool:
        """Tell whether it asks for anything."""
        return bool(self.when or self.only or self.unless)


class Station(_Table):
    """Where a case may stand: what officers call it and what the applicant is told there."""

    label: Text = Field(description="What officers call it, by language.")
    applicant_text: LocalisedText = Field(default=LocalisedText(), description="What the applicant is told there.")
    kind: StageKind = Field(default=StageKind.OPEN, description="Whose turn it is: the office's, another's, nobody's.")
    people: tuple[Key, ...] = Field(default=(), description="Roles that have to act, in whose lists it stands.")
    working_days: int | None = Field(default=None, ge=1, le=366, description="How long it should take at most.")
    remind_after: int | None = Field(
        default=None, ge=1, le=366, description="Working days after which those who have to act are reminded."
    )


class Move(Conditional):
    """One action at one or more stages: who may do it, on what conditions, and where it leads.

    ``verb`` is the name of the action; it defaults to the move's own key and differs only where
    one verb leads to different stages. ``needs`` names guards. An automatic move is made by an event (a
    payment), by the clock (``after_working_days``) or as soon as a case arrives (``at_once``), and by nobody.
    """

    origins: tuple[Key, ...] = Field(alias="from", min_length=1, description="Stages in which it may be made.")
    target: Key = Field(alias="to", description="The stage to which it leads.")
    verb: Key = Field(default="", description="The action; by default the move's own name.")
    roles: tuple[Key, ...] = Field(default=(), description="Who may make it.")
    label: LocalisedText = Field(
        default=LocalisedText(), description="What its button says, where not the action's name."
    )
    needs: tuple[Key, ...] = Field(default=(), description="Conditions besides.")
    automatic: bool = Field(default=False, description="Made by an event (a payment, a date) and by nobody.")
    at_once: bool = Field(default=False, description="Automatic: made as soon as a case arrives.")
    after_working_days: int | None = Field(
        default=None, ge=1, le=366, description="Automatic: made when a case has stood there so many working days."
    )
    tells: tuple[Key, ...] = Field(default=(), description="Who gets a notice of it: roles, or the applicant.")
    text: LocalisedText = Field(default=LocalisedText(), description="What the applicant's notice says besides.")
    documents: tuple[Key, ...] = Field(default=(), description="Papers that it produces.")

    @property
    def is_asked_for(self) -> bool:
        """Tell whether a person or an event asks for it by its verb; a case makes the others by itself."""
        return not self.at_once and self.after_working_days is None

    @model_validator(mode="after")
    def _is_made_by_somebody_or_by_an_event(self) -> "Move":
        if self.automatic and self.roles:
            raise ValueError(_("what happens by itself has no roles"))
        if not self.automatic and (self.at_once or self.after_working_days):
            raise ValueError(_("at_once and after_working_days: only an automatic move is made so"))
        if self.at_once and self.after_working_days:
            raise ValueError(_("at_once or after_working_days: state one of them"))
        if not self.automatic and not self.roles:
            raise ValueError(_("roles: say who may do this, or make it automatic"))
        return self


def _checked_later(info: ValidationInfo) -> bool:
    """Whether a check will list every such fault at once, where a validator could name only the first."""
    return bool(info.context and info.context.get("checked_later"))


def _with_named_verbs(table: Any) -> Any:
    """Each move of a table that states no verb is named after its own."""
    if not isinstance(table, dict) or not isinstance(table.get("moves"), dict):
        return table
    named = {key: {"verb": key, **move} if isinstance(move, dict) else move for key, move in table["moves"].items()}
    return {**table, "moves": named}


class Branch(Conditional):
    """One of several things that go on side by side at a stage, e.g. what another authority has to find.

    It is opened for cases that answer to its conditions, and for every case where it states none.
    """

    label: Text = Field(description="What officers call it, by language.")
    first: Key = Field(description="The stage in which it begins.")
    stages: dict[Key, Station] = Field(min_length=1, description="Where it may stand, by name.")
    moves: dict[Key, Move] = Field(min_length=1, description="How it gets from stage to stage, by name.")

    _name_the_verbs = model_validator(mode="before")(_with_named_verbs)


class Stage(Station):
    """A stage of the case itself.

    One with ``branches`` is stood at in each of them at once, until each that was opened has come to a final
    stage of its own; then the case goes on to ``joined``.
    """

    branches: dict[Key, Branch] = Field(default={}, description="What goes on side by side here, by name.")
    joined: Key | None = Field(default=None, description="The stage that follows when every branch has ended.")

    @model_validator(mode="after")
    def _joins_what_it_parts(self) -> "Stage":
        if bool(self.branches) != bool(self.joined):
            raise ValueError(_("branches and joined: state both or neither"))
        if self.branches and self.kind is StageKind.FINAL:
            raise ValueError(_("a final stage has no branches"))
        return self


class Workflow(_Table):
    """The stages of one document type, and the moves between them."""

    name: Text = Field(description="What the document is called, by language.")
    first: Key = Field(description="The stage in which a case begins.")
    stages: dict[Key, Stage] = Field(min_length=1, description="Where a case may stand, by name.")
    moves: dict[Key, Move] = Field(min_length=1, description="How it gets from stage to stage, by name.")

    _name_the_verbs = model_validator(mode="before")(_with_named_verbs)

    @model_validator(mode="after")
    def _names_only_its_own_stages(self, info: ValidationInfo) -> "Workflow":
        unknown = [] if _checked_later(info) else self.stages_unknown()
        for key, stage in unknown:
            raise ValueError(f"{key}: {no_such_stage(stage)}")
        return self

    @model_validator(mode="after")
    def _leads_one_way_by_each_verb(self, info: ValidationInfo) -> "Workflow":
        for key, other, verb, origin in () if _checked_later(info) else self.moves_doubled():
            raise ValueError(f"{key}: {done_already(other, verb, origin)}")
        return self

    def stages_unknown(self) -> list[tuple[str, str]]:
        """Return key and name of each stage that is named and does not exist."""
        named = [*_stages_named(self), *self._joined_named()]
        unknown = [(key, stage) for key, stage in named if stage not in self.stages]
        for place, branch in self.branches():
            inside = _stages_named(branch)
            unknown += [(f"{place}.{key}", stage) for key, stage in inside if stage not in branch.stages]
        return unknown

    def _joined_named(self) -> Iterator[tuple[str, str]]:
        yield from ((f"stages.{key}.joined", stage.joined) for key, stage in self.stages.items() if stage.joined)

    def branches(self) -> Iterator[tuple[str, Branch]]:
        """Yield every branch with its place in the file."""
        for key, stage in self.stages.items():
            yield from ((f"stages.{key}.branches.{name}", branch) for name, branch in stage.branches.items())

    def moves_doubled(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield place of the move, place of the other, verb and stage where one verb leads two ways.

        Moves that make a verb under conditions are told apart by these: the first whose conditions hold is
        made, and the one without any where none does. Branches that go on side by side share no verb that
        somebody asks for by its name; what is made at once or by the clock may stand in each of them.
        """
        yield from _doubled(
            (f"moves.{key}", move, origin) for key, move in self.moves.items() for origin in move.origins
        )
        for place, branch in self.branches():
            places = ((f"{place}.moves.{key}", move) for key, move in branch.moves.items())
            yield from _doubled((inner, move, origin) for inner, move in places for origin in move.origins)
        for key, stage in self.stages.items():
            yield from self._shared_between_branches(key, stage)

    def _shared_between_branches(self, key: str, stage: Stage) -> Iterator[tuple[str, str, str, str]]:
        asked = {name: move for name, move in self.moves.items() if key in move.origins and move.is_asked_for}
        owners = {move.verb: f"moves.{name}" for name, move in asked.items()}
        for name, branch in stage.branches.items():
            inside = {inner: move for inner, move in branch.moves.items() if move.is_asked_for}
            mine = {move.verb: f"stages.{key}.branches.{name}.moves.{inner}" for inner, move in inside.items()}
            yield from ((place, owners[verb], verb, key) for verb, place in mine.items() if verb in owners)
            owners = mine | owners

    def moves_from(self, stage: str) -> list[Move]:
        """Return every move of the case itself out of ``stage``, in the order of the file."""
        return [move for move in self.moves.values() if stage in move.origins]

    def find_move(self, verb: str, stage: str) -> Move | None:
        """Return the move that ``verb`` makes from ``stage``, or None when it makes none."""
        return next((move for move in self.moves_from(stage) if move.verb == verb), None)


def _stages_named(process: Workflow | Branch) -> Iterator[tuple[str, str]]:
    yield "first", process.first
    for key, move in process.moves.items():
        yield f"moves.{key}.to", move.target
        yield from ((f"moves.{key}.from", origin) for origin in move.origins)


def _doubled(moves: Iterable[tuple[str, Move, str]]) -> Iterator[tuple[str, str, str, str]]:
    seen: dict[tuple[str, str], str] = {}
    for place, move, origin in moves:
        if not move.is_conditional:
            other = seen.setdefault((move.verb, origin), place)
            if other != place:
                yield place, other, move.verb, origin


class WorkflowFile(RootModel[dict[DocumentType, Workflow]]):
    """A whole ``workflow.toml``: a workflow for each document type."""

    model_config = ConfigDict(frozen=True)

    def find(self, document_type: str) -> Workflow | None:
        """Return the workflow of ``document_type``, or None."""
        return self.root.get(document_type)


def no_such_stage(stage: str) -> str:
    """Say that a stage is named and does not exist."""
    return _("there is no stage “%(stage)s”") % {"stage": stage}


def done_already(move: str, verb: str, origin: str) -> str:
    """Say that another move does the same from the same stage."""
    return _("“%(move)s” does “%(verb)s” from “%(origin)s” already") % {"move": move, "verb": verb, "origin": origin}


def read_workflows(document: Mapping[str, Any], *, file: str) -> WorkflowFile:
    """Return ``document`` (parsed TOML) as workflows; raise BadDefinition naming file, key and reason."""
    try:
        return WorkflowFile.model_validate(dict(document))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"]) or "(whole file)"
        raise BadDefinition(file=file, key=key, reason=first["msg"]) from error
