"""Which migrations would break the version that is still running, or hold a table for long; no database is asked.

A migration that does such a thing all the same says why that is safe: ``safe_because = "…"`` in its class.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.postgres import operations as postgres
from django.db import models
from django.db.migrations import operations as ops
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models.fields import NOT_PROVIDED

SHORTEST_REASON = 10
_HARMLESS = (
    ops.CreateModel, ops.AlterModelOptions, ops.AlterModelManagers, ops.AlterModelTableComment, ops.RemoveConstraint,
    ops.RemoveIndex, ops.RenameIndex, postgres.AddIndexConcurrently, postgres.RemoveIndexConcurrently,
    postgres.AddConstraintNotValid, postgres.ValidateConstraint,
)  # fmt: skip
# What may be done again after a kill, and so may stand in a migration outside a transaction.
_REPEATABLE = (
    postgres.AddIndexConcurrently, postgres.RemoveIndexConcurrently, postgres.ValidateConstraint, ops.RunPython,
)  # fmt: skip
_GONE = "the version still running needs it; stop using it in one version and remove it in the next"
_REASONS: dict[type[Operation], str] = {
    ops.RemoveField: f"removes a column: {_GONE}",
    ops.DeleteModel: f"removes a table: {_GONE}",
    ops.RenameField: f"renames a column: {_GONE}",
    ops.RenameModel: f"renames a table: {_GONE}",
    ops.AlterModelTable: f"renames a table: {_GONE}",
    ops.AlterOrderWithRespectTo: "adds a column that the version still running does not fill",
    ops.AddIndex: "builds an index while nobody may write: use AddIndexConcurrently and atomic = False",
    ops.AddConstraint: "looks through the table while nobody may write: use AddConstraintNotValid, "
    "then ValidateConstraint in a migration of its own",
    ops.AlterUniqueTogether: "builds an index while nobody may write: build it concurrently first",
    ops.AlterIndexTogether: "builds an index while nobody may write: use AddIndexConcurrently",
    ops.RunSQL: "nobody can tell what this SQL locks or breaks",
}


@dataclass(frozen=True, slots=True)
class Danger:
    """One operation that should not be done like that."""

    migration: str
    operation: str
    reason: str


def dangers() -> list[Danger]:
    """Return what is dangerous in the migrations of our own apps and not explained by them."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    root = Path(__file__).resolve().parents[2]
    ours = {config.label for config in apps.get_app_configs() if _is_ours(Path(config.path), root)}
    found: list[Danger] = []
    state = ProjectState()
    for key in _in_order(loader):
        migration = loader.graph.nodes[key]
        if key[0] in ours and not _is_explained(migration):
            found += dangers_of(migration, state)
        state = migration.mutate_state(state, preserve=False)
    return found


def dangers_of(migration: Migration, state: ProjectState) -> Iterator[Danger]:
    """Yield what is dangerous in ``migration``, done after ``state``; tables that it makes itself are empty."""
    name, state, new = f"{migration.app_label}.{migration.name}", state.clone(), set[str]()
    for operation in migration.operations:
        if isinstance(operation, ops.CreateModel):
            new.add(operation.name_lower)
        for part in _done_in_database(operation):
            if getattr(part, "model_name_lower", None) not in new and (
                reason := _reason(part, migration.app_label, state)
            ):
                yield Danger(name, part.describe(), reason)
        operation.state_forwards(migration.app_label, state)
    if reason := _mixed(migration, new):
        yield Danger(name, "RunPython", reason)
    for operation in migration.operations if not migration.atomic else ():
        if not isinstance(operation, _REPEATABLE):
            reason = "outside a transaction, and cannot be done again after a kill: a migration of its own"
            yield Danger(name, operation.describe(), reason)


def _reason(operation: Operation, app: str, state: ProjectState) -> str:
    if isinstance(operation, ops.AddField):
        return _reason_to_add(operation.field)
    if isinstance(operation, ops.AlterField):
        before = state.models[app, operation.model_name_lower].fields[operation.name]
        return _reason_to_alter(before, operation.field)
    if isinstance(operation, ops.RunPython):
        return ""
    if isinstance(operation, ops.AlterUniqueTogether | ops.AlterIndexTogether) and not operation.option_value:
        return ""
    if isinstance(operation, ops.AddConstraint) and isinstance(operation.constraint, models.UniqueConstraint):
        return "builds an index while nobody may write: build a unique index concurrently instead"
    known = _REASONS.get(type(operation), "")
    return known or ("" if isinstance(operation, _HARMLESS) else "nobody has said whether this operation is safe")


def _reason_to_add(field: models.Field[Any, Any]) -> str:
    if field.many_to_many:
        return ""
    if _is_indexed(field) and not field.remote_field:
        return "builds an index while nobody may write: add the column first and its index concurrently"
    if not field.null and field.db_default is NOT_PROVIDED:
        return "the version still running writes rows without it: give it null=True or a db_default"
    return ""


def _reason_to_alter(before: models.Field[Any, Any], after: models.Field[Any, Any]) -> str:
    if before.null and not after.null:
        return "the version still running may leave it empty, and the whole table is looked through"
    if (not before.unique and after.unique) or (_is_indexed(after) and not _is_indexed(before)):
        return "builds an index while nobody may write: build it concurrently first"
    if before.db_column != after.db_column:
        return f"renames a column: {_GONE}"
    if before.get_internal_type() != after.get_internal_type() or _is_narrower(before, after):
        return "writes the whole table anew, or refuses what the version still running writes"
    return ""


def _is_indexed(field: models.Field[Any, Any]) -> bool:
    return field.unique or bool(getattr(field, "db_index", False))


def _is_narrower(before: models.Field[Any, Any], after: models.Field[Any, Any]) -> bool:
    for name in ("max_length", "max_digits", "decimal_places"):
        old, new = getattr(before, name, None), getattr(after, name, None)
        if new is not None and (old is None or new < old):
            return True
    return False


def _mixed(migration: Migration, new: set[str]) -> str:
    # Rows that are written hold what was altered before them, until the whole is committed.
    altered = [part for operation in migration.operations for part in _done_in_database(operation)]
    writes = any(isinstance(part, ops.RunPython) for part in altered)
    others = [part for part in altered if not isinstance(part, ops.RunPython | ops.CreateModel)]
    held = any(getattr(part, "model_name_lower", None) not in new for part in others)
    return "holds altered tables while rows are written: a migration of its own" if writes and held else ""


def _done_in_database(operation: Operation) -> list[Operation]:
    if isinstance(operation, ops.SeparateDatabaseAndState):
        return list(operation.database_operations)
    return [operation]


def _in_order(loader: MigrationLoader) -> list[tuple[str, str]]:
    plan: dict[tuple[str, str], None] = {}
    for leaf in sorted(loader.graph.leaf_nodes()):
        plan |= dict.fromkeys(loader.graph.forwards_plan(leaf))
    return list(plan)


def _is_explained(migration: Migration) -> bool:
    return len(str(getattr(migration, "safe_because", "")).strip()) >= SHORTEST_REASON


def _is_ours(path: Path, root: Path) -> bool:
    return path.resolve().is_relative_to(root) and "site-packages" not in path.parts
