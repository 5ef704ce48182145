"""What lies in a schema: which apps' tables, and which migrations made them."""

from django.apps import AppConfig, apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from tenants.names import PUBLIC

Target = tuple[str, str]


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
