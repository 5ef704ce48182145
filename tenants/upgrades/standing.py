"""How far each schema is behind the migrations of this version, asked of all at once."""

from django.db import connection

from tenants.context import as_owner
from tenants.models import Party
from tenants.names import PUBLIC, TEMPLATE
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
