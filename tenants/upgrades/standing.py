"""How far each schema is behind the migrations of this version, asked of all at once."""

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from tenants.context import as_owner, as_public
from tenants.models import Party
from tenants.names import PUBLIC, TEMPLATE
from tenants.schemas.contents import known_migrations
from tenants.schemas.migrate import missing_migrations
from tenants.upgrades.histories import digests


def migrations_lacking() -> dict[str, int]:
    """Return how many migrations the shared schema, the template and each Party lack; needs the owner's login.

    Schemas of one history lack the same, so only one of them is looked at.
    """
    with as_owner(PUBLIC), connection.cursor() as cursor:
        schemas = [TEMPLATE, *Party.objects.values_list("schema_name", flat=True)]
        found = digests(cursor, schemas)
    one_of_each = {digest: schema for schema, digest in found.items()}
    of_history = {digest: len(missing_migrations(schema)) for digest, schema in one_of_each.items()}
    return {PUBLIC: len(missing_migrations(PUBLIC)), **{name: of_history[digest] for name, digest in found.items()}}


def shared_migrations_lacking() -> int:
    """Return how many migrations the shared schema lacks; any login may ask."""
    with as_public():
        applied = set(MigrationRecorder.Migration.objects.values_list("app", "name"))
    return sum(1 for key in known_migrations(PUBLIC) if key not in applied)
