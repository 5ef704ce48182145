"""What lies in a schema: which apps' tables, and which migrations made them."""

from collections.abc import Iterator
from importlib.util import find_spec
from pkgutil import iter_modules

from django.apps import AppConfig, apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from tenants.names import PUBLIC

Target = tuple[str, str]


def known_migrations(schema: str) -> set[Target]:
    """Return every migration on disk of the apps whose tables lie in ``schema``."""
    return {(label, name) for label in labels_in(schema) for name in _names_on_disk(label)}


def _names_on_disk(label: str) -> Iterator[str]:
    """Yield the names that Django's loader would, without making each migration."""
    package, _is_stated = MigrationLoader.migrations_module(label)
    spec = find_spec(package) if package else None
    # Never None, for which ``iter_modules`` lists whatever can be imported: an app's migrations may be one file.
    places = (spec.submodule_search_locations if spec else None) or ()
    for module in iter_modules(places):
        if not module.ispkg and module.name[0] not in "_~":
            yield module.name


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
