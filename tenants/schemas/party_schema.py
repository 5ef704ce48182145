"""The schema and the login of a Party."""

from django.db import connection
from django.utils.translation import gettext

from tenants.context import as_owner
from tenants.logins import Login, party_login
from tenants.models import Party
from tenants.names import PUBLIC
from tenants.schemas.rights import grant_party
from tenants.schemas.template import make_party_schema

_LOGIN = """
    SELECT count(*) FROM pg_namespace n JOIN pg_roles r ON r.rolname = %s AND r.rolcanlogin
     WHERE n.nspname = %s AND has_schema_privilege(r.oid, n.oid, 'USAGE')"""


def has_schema(party: Party) -> bool:
    """Tell whether the schema of ``party`` stands; it is made in one transaction, so never by half."""
    return _counts("SELECT count(*) FROM pg_namespace WHERE nspname = %s", party.schema_name)


def make_schema(party: Party) -> None:
    """Make the schema of ``party``, empty; harmless when repeated."""
    make_party_schema(party.schema_name)


def has_login(party: Party) -> bool:
    """Tell whether the login of ``party`` may use its schema."""
    return _counts(_LOGIN, login_of(party).role, party.schema_name)


def make_login(party: Party) -> None:
    """Make the login of ``party`` with its rights, in one transaction; harmless when repeated."""
    grant_party(party.schema_name, party.login_version)


def login_of(party: Party) -> Login:
    """Return the login of ``party``."""
    return party_login(party.schema_name, party.login_version)


def says_login(party: Party) -> str:
    """Return the name of the login of ``party`` and where its password comes from, in a few words."""
    told = {"login": login_of(party).role}
    return gettext("%(login)s, its password derived from DATABASE_ROLE_KEY") % told


def _counts(question: str, *values: str) -> bool:
    with as_owner(PUBLIC), connection.cursor() as cursor:
        cursor.execute(question, values)
        return bool(cursor.fetchone()[0])
