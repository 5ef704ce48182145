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

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any

from pydantic import (
    BaseModel,
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


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Stage(_Table):
    """Where a case may stand: what officers call it and what the applicant is told there."""

    label: Text = Field(description="What officers call it, by language.")
    applicant_text: LocalisedText = Field(default=LocalisedText(), description="What the applicant is told there.")
    kind: StageKind = Field(default=StageKind.OPEN, description="Whose turn it is: the office's, another's, nobody's.")
    people: tuple[Key, ...] = Field(default=(), description="Roles that have to act, in whose lists it stands.")
    working_days: int | None = Field(default=None, ge=1, le=366, description="How long it should take at most.")


class Move(_Table):
    """One action at one or more stages: who may do it, on what conditions, and where it leads.

    ``verb`` is the name of the action; it defaults to the move's own key and differs only where
    one verb leads to different stages. ``needs`` names guards. An automatic move is made
    by an event (a payment, a date) and by nobody.
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

    @model_validator(mode="after")
    def _is_made_by_somebody_or_by_an_event(self) -> "Move":
        if self.automatic and self.roles:
            raise ValueError("an automatic move has no roles")
        if not self.automatic and not self.roles:
            raise ValueError("roles: say who may do this, or make it automatic")
        return self


def _checked_later(info: ValidationInfo) -> bool:
    """Whether a check will list every such fault at once, where a validator could name only the first."""
    return bool(info.context and info.context.get("checked_later"))


class Workflow(_Table):
    """The stages of one document type, and the moves between them."""

    name: Text = Field(description="What the document is called, by language.")
    first: Key = Field(description="The stage in which a case begins.")
    stages: dict[Key, Stage] = Field(min_length=1, description="Where a case may stand, by name.")
    moves: dict[Key, Move] = Field(min_length=1, description="How it gets from stage to stage, by name.")

    @model_validator(mode="before")
    @classmethod
    def _name_the_verbs(cls, table: Any) -> Any:
        if not isinstance(table, dict) or not isinstance(table.get("moves"), dict):
            return table
        named = {key: {"verb": key, **move} if isinstance(move, dict) else move for key, move in table["moves"].items()}
        return {**table, "moves": named}

    @model_validator(mode="after")
    def _names_only_its_own_stages(self, info: ValidationInfo) -> "Workflow":
        unknown = [] if _checked_later(info) else self.stages_unknown()
        for key, stage in unknown:
            raise ValueError(f"{key}: there is no stage {stage!r}")
        return self

    @model_validator(mode="after")
    def _leads_one_way_by_each_verb(self, info: ValidationInfo) -> "Workflow":
        for key, other, verb, origin in () if _checked_later(info) else self.moves_doubled():
            raise ValueError(f"moves.{key}: {other} does {verb!r} from {origin!r} already")
        return self

    def stages_unknown(self) -> list[tuple[str, str]]:
        """Return key and name of each stage that is named and does not exist."""
        return [(key, stage) for key, stage in self._stages_named() if stage not in self.stages]

    def moves_doubled(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield move, other move, verb and origin where one verb leads two ways."""
        seen: dict[tuple[str, str], str] = {}
        for key, move in self.moves.items():
            for origin in move.origins:
                other = seen.setdefault((move.verb, origin), key)
                if other != key:
                    yield key, other, move.verb, origin

    def _stages_named(self) -> Iterator[tuple[str, str]]:
        yield "first", self.first
        for key, move in self.moves.items():
            yield f"moves.{key}.to", move.target
            yield from ((f"moves.{key}.from", origin) for origin in move.origins)

    def moves_from(self, stage: str) -> list[Move]:
        """Return every move out of ``stage``, in the order of the file."""
        return [move for move in self.moves.values() if stage in move.origins]

    def find_move(self, verb: str, stage: str) -> Move | None:
        """Return the move that ``verb`` makes from ``stage``, or None when it makes none."""
        return next((move for move in self.moves_from(stage) if move.verb == verb), None)


class WorkflowFile(RootModel[dict[DocumentType, Workflow]]):
    """A whole ``workflow.toml``: a workflow for each document type."""

    model_config = ConfigDict(frozen=True)

    def find(self, document_type: str) -> Workflow | None:
        """Return the workflow of ``document_type``, or None."""
        return self.root.get(document_type)


def read_workflows(document: Mapping[str, Any], *, file: str) -> WorkflowFile:
    """Return ``document`` (parsed TOML) as workflows; raise BadDefinition naming file, key and reason."""
    try:
        return WorkflowFile.model_validate(dict(document))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"]) or "(whole file)"
        raise BadDefinition(file=file, key=key, reason=first["msg"]) from error
