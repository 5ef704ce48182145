"""The schema and the login of a Party."""

from django.db import connection

from tenants.context import as_owner
from tenants.logins import party_login
from tenants.models import Party
from tenants.names import PUBLIC
from tenants.schemas.rights import grant_party
from tenants.schemas.template import make_party_schema


def is_whole(party: Party) -> bool:
    """Tell whether the schema of ``party`` stands and its login may use it."""
    with as_owner(PUBLIC), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_namespace n JOIN pg_roles r ON r.rolname = %s "
            "WHERE n.nspname = %s AND has_schema_privilege(r.oid, n.oid, 'USAGE')",
            [party_login(party.schema_name, party.login_version).role, party.schema_name],
        )
        return bool(cursor.fetchone()[0])


def make_whole(party: Party) -> None:
    """Make schema, login and rights of ``party``; harmless when repeated."""
    make_party_schema(party.schema_name)
    grant_party(party.schema_name, party.login_version)
