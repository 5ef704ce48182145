"""Django's own registers in a schema: content types and permissions of the models whose tables lie there."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from psycopg2 import sql

from tenants.names import TEMPLATE
from tenants.schemas.contents import configs_in

_TYPES = """
    INSERT INTO {schema}.django_content_type (app_label, model)
    SELECT app_label, model FROM {template}.django_content_type
    ON CONFLICT (app_label, model) DO NOTHING"""
_PERMISSIONS = """
    INSERT INTO {schema}.auth_permission (content_type_id, codename, name)
    SELECT own.id, permission.codename, permission.name
      FROM {template}.auth_permission AS permission
      JOIN {template}.django_content_type AS type ON type.id = permission.content_type_id
      JOIN {schema}.django_content_type AS own ON (own.app_label, own.model) = (type.app_label, type.model)
    ON CONFLICT (content_type_id, codename) DO NOTHING"""


def make_types_and_permissions(schema: str) -> None:
    """Add what the models of ``schema`` (which must be active) need, as Django does after migrating."""
    with _quiet_cache():
        for config in configs_in(schema):
            create_contenttypes(config, verbosity=0)
            create_permissions(config, verbosity=0)


def copy_types_and_permissions(cursor: Any, schema: str) -> None:
    """Add to ``schema`` what the template has and it has not, in two statements."""
    for statement in (_TYPES, _PERMISSIONS):
        cursor.execute(sql.SQL(statement).format(schema=sql.Identifier(schema), template=sql.Identifier(TEMPLATE)))


@contextmanager
def _quiet_cache() -> Iterator[None]:
    from django.contrib.contenttypes.models import ContentType

    ContentType.objects.clear_cache()
    yield
    ContentType.objects.clear_cache()
