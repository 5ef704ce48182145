"""What schemas of one history lack, worked out once: each operation with the models before and after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.management import inject_rename_contenttypes_operations
from django.db import connection, models
from django.db.migrations import operations as ops
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from tenants.context import as_owner
from tenants.schemas.contents import targets
from tenants.upgrades.histories import Target, digest_of

# What these send to one schema they send to every schema of the same history.
_SAME_EVERYWHERE = (
    ops.CreateModel, ops.DeleteModel, ops.AlterModelTable, ops.AlterModelOptions, ops.AlterModelManagers,
    ops.AlterUniqueTogether, ops.AlterIndexTogether, ops.AddField, ops.AlterField, ops.RemoveField, ops.RenameField,
    ops.AddIndex, ops.RemoveIndex, ops.RenameIndex, ops.AddConstraint, ops.RemoveConstraint, ops.RunSQL,
)  # fmt: skip


@dataclass(slots=True)
class Step:
    """One operation, with the models as they are before and after it."""

    operation: Operation
    before: ProjectState
    after: ProjectState

    def same_everywhere(self) -> bool:
        """Tell whether what it sends to the database may be kept and sent to other schemas word by word."""
        return _same_everywhere(self.operation)

    def settle(self) -> None:
        # RunPython drops models that were rendered by and by, and would render them anew for each Party.
        if isinstance(self.operation, ops.RunPython):
            for state in (self.before, self.after):
                state.clear_delayed_apps_cache()
                state.is_delayed = False

    def forget_types(self) -> None:
        """Let go of content types, whose ids differ from schema to schema."""
        for state in (self.before, self.after):
            if "apps" in state.__dict__ and "contenttypes" in state.apps.all_models:
                manager: Any = state.apps.get_model("contenttypes", "ContentType")._default_manager
                getattr(manager, "clear_cache", lambda: None)()


@dataclass(slots=True)
class PlannedMigration:
    """One migration, with its steps."""

    migration: Migration
    steps: list[Step]

    @property
    def name(self) -> str:
        return f"{self.migration.app_label}.{self.migration.name}"

    @property
    def recorded(self) -> list[Target]:
        """What is written into the history once it is done: itself and what it replaces."""
        itself = (self.migration.app_label, self.migration.name)
        return [*((app, name) for app, name in self.migration.replaces), itself]

    @property
    def in_one_transaction(self) -> bool:
        """Tell whether all of it may be undone together."""
        return bool(self.migration.atomic)


@dataclass(frozen=True)
class Plan:
    """All that schemas of one history lack; ``squashed`` are names to record because what they replace is done."""

    digest: str
    migrations: tuple[PlannedMigration, ...]
    squashed: tuple[Target, ...] = field(default=())

    def __bool__(self) -> bool:
        return bool(self.migrations or self.squashed)

    @cached_property
    def same_everywhere(self) -> bool:
        """Tell whether it may be recorded on one schema and replayed on the others."""
        return all(
            migration.in_one_transaction and all(step.same_everywhere() for step in migration.steps)
            for migration in self.migrations
        )

    def segments(self) -> Iterator[list[PlannedMigration]]:
        """Yield runs of migrations that are done in one transaction; one that may not stands alone."""
        run: list[PlannedMigration] = []
        for migration in self.migrations:
            if migration.in_one_transaction:
                run.append(migration)
                continue
            if run:
                yield run
            yield [migration]
            run = []
        if run:
            yield run

    def forget_types(self) -> None:
        """Let go of what the models remember of the last schema."""
        for migration in self.migrations:
            for step in migration.steps:
                step.forget_types()


def make_plan(schema: str) -> Plan:
    """Return what ``schema``, and every other of its history, lacks.

    Raises InconsistentMigrationHistory for one in which a migration stands without what it depends on.
    """
    with as_owner(schema):
        executor: Any = MigrationExecutor(connection)
        executor.loader.check_consistent_history(connection)
        wanted = executor.migration_plan(targets(executor.loader, schema))
        state = executor._create_project_state(with_applied_migrations=True)
        inject_rename_contenttypes_operations(plan=wanted, apps=state.apps, using=connection.alias)
        applied = executor.loader.applied_migrations
        planned = tuple(_walk(state, [migration for migration, _ in wanted]))
        return Plan(digest_of(applied), planned, tuple(_squashed(executor, set(applied))))


def _walk(state: ProjectState, migrations: list[Migration]) -> Iterator[PlannedMigration]:
    for migration in migrations:
        steps = []
        for operation in migration.operations:
            before, state = state, state.clone()
            operation.state_forwards(migration.app_label, state)
            steps.append(Step(operation, before, state))
            steps[-1].settle()
        yield PlannedMigration(migration, steps)


def _squashed(executor: MigrationExecutor, applied: set[Target]) -> Iterator[Target]:
    for key, migration in executor.loader.replacements.items():
        if key not in applied and applied.issuperset((app, name) for app, name in migration.replaces):
            yield key


def _same_everywhere(operation: Operation) -> bool:
    if isinstance(operation, ops.SeparateDatabaseAndState):
        return all(map(_same_everywhere, operation.database_operations))
    # A subclass may do anything, so the exact class counts.
    return type(operation) in _SAME_EVERYWHERE and not _draws_a_default(operation)


def _draws_a_default(operation: Operation) -> bool:
    # A default that is drawn for each schema (a key, a moment) must not be frozen at the first one's.
    if not isinstance(operation, ops.AddField | ops.AlterField):
        return False
    column: models.Field[Any, Any] = operation.field
    if column.has_default():
        return callable(column.default)
    # Django fills existing rows of both with the moment of the migration.
    return bool(getattr(column, "auto_now", False) or getattr(column, "auto_now_add", False))
