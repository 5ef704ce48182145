"""Brings one schema to the newest migrations, as the owner of its tables."""

from collections.abc import Callable

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from tenants.context import as_owner
from tenants.schemas.contents import Target, known_migrations, targets
from tenants.schemas.registers import make_types_and_permissions

Progress = Callable[[str], None]


def migrate_schema(schema: str, progress: Progress = lambda line: None) -> int:
    """Apply to ``schema`` what it still lacks and return how many migrations that were.

    Needs the owner's login (raises NotTheOwner). Only the apps whose tables lie in the
    schema are planned: Wagtail's two hundred migrations would run as no-ops in a Party.
    """
    with as_owner(schema):
        create_schema(schema)
        executor = MigrationExecutor(connection, _reporter(progress))
        executor.loader.check_consistent_history(connection)
        plan = executor.migration_plan(targets(executor.loader, schema))
        if plan:
            executor.migrate(targets(executor.loader, schema), plan)
            make_types_and_permissions(schema)
        return len(plan)


def missing_migrations(schema: str) -> set[Target]:
    """Return the migrations on disk that ``schema`` has not had."""
    with as_owner(schema):
        applied = set(MigrationRecorder(connection).applied_migrations())
    return {key for key in known_migrations(schema) if key not in applied}


def create_schema(schema: str) -> None:
    """Create ``schema`` unless it exists."""
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE SCHEMA IF NOT EXISTS "{schema}"')


def _reporter(progress: Progress) -> Callable[..., None]:
    def report(action: str, migration: object = None, fake: bool = False) -> None:
        if action == "apply_success":
            progress(str(migration))

    return report
