"""Brings one schema to the newest migrations, as the owner of its tables."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.apps import AppConfig, apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from tenants.context import as_owner
from tenants.names import PUBLIC

Target = tuple[str, str]
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
            _create_types_and_permissions(schema)
        return len(plan)


def missing_migrations(schema: str) -> set[Target]:
    """Return the migrations on disk that ``schema`` has not had."""
    with as_owner(schema):
        applied = set(MigrationRecorder(connection).applied_migrations())
    return {key for key in known_migrations(schema) if key not in applied}


def known_migrations(schema: str) -> set[Target]:
    """Return every migration on disk of the apps whose tables lie in ``schema``."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    labels = labels_in(schema)
    return {key for key in loader.disk_migrations if key[0] in labels}


def targets(loader: MigrationLoader, schema: str) -> list[Target]:
    """Return the newest migration of each app whose tables lie in ``schema``."""
    labels = labels_in(schema)
    return [key for key in loader.graph.leaf_nodes() if key[0] in labels]


def labels_in(schema: str) -> set[str]:
    """Return the labels of the apps whose tables lie in ``schema``."""
    return {config.label for config in configs_in(schema)}


def configs_in(schema: str) -> list[AppConfig]:
    """Return the apps whose tables lie in ``schema``."""
    names = settings.SHARED_APPS if schema == PUBLIC else settings.TENANT_APPS
    return [config for config in apps.get_app_configs() if config.name in names]


def create_schema(schema: str) -> None:
    """Create ``schema`` unless it exists."""
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE SCHEMA IF NOT EXISTS "{schema}"')


def _create_types_and_permissions(schema: str) -> None:
    with _quiet_cache():
        for config in configs_in(schema):
            create_contenttypes(config, verbosity=0)
            create_permissions(config, verbosity=0)


@contextmanager
def _quiet_cache() -> Iterator[None]:
    from django.contrib.contenttypes.models import ContentType

    ContentType.objects.clear_cache()
    yield
    ContentType.objects.clear_cache()


def _reporter(progress: Progress) -> Callable[..., None]:
    def report(action: str, migration: object = None, fake: bool = False) -> None:
        if action == "apply_success":
            progress(str(migration))

    return report
