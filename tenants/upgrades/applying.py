"""Does a plan in one schema: live, or by replaying what another schema of the same history was sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from psycopg2 import sql

from tenants.context import as_owner
from tenants.names import TEMPLATE
from tenants.schemas.registers import copy_types_and_permissions, make_types_and_permissions
from tenants.schemas.rights import holds_its_rights, state_rights
from tenants.upgrades.errors import HistoryMoved
from tenants.upgrades.histories import Target, digest_query
from tenants.upgrades.plans import Plan, PlannedMigration, Step

LOCK_SECONDS = 10
"""How long a change waits for a table that somebody uses before it gives up."""


def apply_live(schema: str, plan: Plan, *, role: str = "", recording: list[str] | None = None) -> None:
    """Do ``plan`` in ``schema``, and state the rights of ``role`` there.

    Each run of migrations that can be undone is one transaction: on an error the schema is as it was
    before that run, and the error is raised. ``recording`` collects what was sent to the database.
    """
    plan.forget_types()
    runs = list(plan.segments())
    last = runs.pop() if runs and runs[-1][0].in_one_transaction else []
    digest: str | None = plan.digest
    with as_owner(schema):
        for run in runs:
            _do_run(schema, run, digest, recording)
            digest = None  # what we have just done ourselves has moved the history
        with _one_transaction(schema, digest) as cursor:
            _do_together(last, recording)
            _record(plan.squashed)
            _finish(cursor, schema, role)


def replay(schema: str, plan: Plan, script: str, *, role: str) -> None:
    """Send ``script`` (what another schema of the same history was sent for ``plan``) to ``schema``, in one go."""
    with as_owner(schema), _one_transaction(schema, plan.digest) as cursor:
        if script:
            cursor.execute(script)
        _record([entry for migration in plan.migrations for entry in migration.recorded])
        _record(plan.squashed)
        _finish(cursor, schema, role)


def _do_run(schema: str, run: list[PlannedMigration], digest: str | None, recording: list[str] | None) -> None:
    if not run[0].in_one_transaction:
        return _do_outside(schema, run[0])
    with _one_transaction(schema, digest):
        _do_together(run, recording)


def _do_together(run: list[PlannedMigration], recording: list[str] | None) -> None:
    for migration in run:
        with _editor(recording) as editor:
            for step in migration.steps:
                _forwards(migration, step, editor)
        _record(migration.recorded)


def _do_outside(schema: str, migration: PlannedMigration) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SET lock_timeout = {}").format(sql.Literal(f"{LOCK_SECONDS}s")))
    try:
        with connection.schema_editor(atomic=False) as editor:
            for step in migration.steps:
                _drop_left_behind(schema, step)
                if step.operation.atomic:
                    with transaction.atomic():
                        _forwards(migration, step, editor)
                else:
                    _forwards(migration, step, editor)
        _record(migration.recorded)
    except Exception:
        _drop_unfinished_indexes(schema)
        raise
    finally:
        if connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("RESET lock_timeout")


def _forwards(migration: PlannedMigration, step: Step, editor: Any) -> None:
    step.operation.database_forwards(migration.migration.app_label, editor, step.before, step.after)


@contextmanager
def _one_transaction(schema: str, digest: str | None) -> Iterator[Any]:
    """A transaction that holds the history, so that nobody else upgrades the schema meanwhile."""
    with transaction.atomic(), connection.cursor() as cursor:
        # The server would write the whole script into its log, and what a Party keeps with it.
        cursor.execute("SET LOCAL log_min_error_statement = panic") if _may_quieten(cursor) else None
        cursor.execute(sql.SQL("SET LOCAL lock_timeout = {}").format(sql.Literal(f"{LOCK_SECONDS}s")))
        cursor.execute(sql.SQL("LOCK TABLE {}.django_migrations IN SHARE ROW EXCLUSIVE MODE").format(_name(schema)))
        if digest is not None:
            _require_history(cursor, schema, digest)
        yield cursor


def _require_history(cursor: Any, schema: str, digest: str) -> None:
    cursor.execute(digest_query(schema))
    if cursor.fetchone()[0] != digest:
        raise HistoryMoved(message="the history of %(schema)s changed meanwhile", data={"schema": schema})


def _may_quieten(cursor: Any) -> bool:
    cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    return bool(cursor.fetchone()[0])


def _finish(cursor: Any, schema: str, role: str) -> None:
    if schema == TEMPLATE:
        make_types_and_permissions(schema)
    else:
        copy_types_and_permissions(cursor, schema)
    # Most changes leave every right as it was, and stating them takes a question for each limited table.
    if role and not holds_its_rights(cursor, schema, role):
        state_rights(cursor, schema, role)


def _record(entries: Iterable[Target]) -> None:
    """Write what was done into the history; not by ``record_applied``, which lists every table for each entry."""
    history = MigrationRecorder(connection).migration_qs
    recorded = set(history.values_list("app", "name"))
    new = [history.model(app=app, name=name) for app, name in entries if (app, name) not in recorded]
    history.bulk_create(new)


def _drop_left_behind(schema: str, step: Step) -> None:
    # A process that was killed after building an index had no time to record the migration.
    if isinstance(step.operation, AddIndexConcurrently):
        with connection.cursor() as cursor:
            index = sql.Identifier(schema, step.operation.index.name)
            cursor.execute(sql.SQL("DROP INDEX CONCURRENTLY IF EXISTS {}").format(index))


def _drop_unfinished_indexes(schema: str) -> None:
    # An index whose concurrent building broke off stays, is kept up and is never used.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
            "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = %s AND NOT i.indisvalid",
            [schema],
        )
        for (index,) in cursor.fetchall():
            cursor.execute(sql.SQL("DROP INDEX CONCURRENTLY {}.{}").format(_name(schema), _name(index)))


@contextmanager
def _editor(recording: list[str] | None) -> Iterator[Any]:
    if recording is None:
        with connection.schema_editor(atomic=False) as editor:
            yield editor
        return
    with _recording_class(recording)(connection, atomic=False) as editor:
        yield editor


def _recording_class(recording: list[str]) -> Any:
    class RecordingEditor(connection.SchemaEditorClass):  # type: ignore[name-defined,misc]
        """Keeps the text of each statement that it sends."""

        def execute(self, statement: Any, params: Any = ()) -> None:
            text = str(statement)
            recording.append(text if params is None else self.connection.ops.compose_sql(text, params))
            super().execute(statement, params)

    return RecordingEditor


def _name(name: str) -> sql.Identifier:
    return sql.Identifier(name)
