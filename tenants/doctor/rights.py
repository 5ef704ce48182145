"""Database logins and what they may do, against what ``tenants.schemas.rights`` states."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import psycopg2
from django.db import connection, transaction
from psycopg2 import sql

from kernel.text import gettext_noop
from tenants.context import as_owner
from tenants.doctor.checks import DoctorCheck, Finding
from tenants.logins import Login, front_login, party_login, role_name
from tenants.models import Party
from tenants.names import PUBLIC
from tenants.schemas.rights import (
    expected_rights,
    grant_party,
    grant_shared,
    state_rights,
    tables_read_by_parties,
)

_ROLE = """
    SELECT rolcanlogin, rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls
      FROM pg_roles WHERE rolname = %s"""
_HELD = """
    SELECT n.nspname, c.relname, array_agg(a.privilege_type::text)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) AS a
     WHERE c.relkind IN ('r', 'p', 'v') AND a.grantee = (SELECT oid FROM pg_roles WHERE rolname = %s)
     GROUP BY 1, 2"""
_OTHERS = """
    SELECT DISTINCT coalesce(r.rolname, 'PUBLIC'), what.name FROM (
        SELECT n.nspname AS name, n.nspname, n.nspacl AS acl, n.nspowner AS owner FROM pg_namespace n
        UNION ALL
        SELECT n.nspname || '.' || c.relname, n.nspname, c.relacl, c.relowner
          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'S', 'v')
    ) AS what, aclexplode(what.acl) AS a LEFT JOIN pg_roles r ON r.oid = a.grantee
     WHERE what.nspname = %s AND a.grantee <> what.owner AND coalesce(r.rolname, '') <> %s"""
_MEMBERS = """
    SELECT of_.rolname, member.rolname FROM pg_auth_members m
      JOIN pg_roles of_ ON of_.oid = m.roleid JOIN pg_roles member ON member.oid = m.member
     WHERE (member.rolname = %(role)s AND of_.rolname <> %(parties)s)
        OR (of_.rolname = %(role)s AND member.rolname <> current_user)"""
_SEQUENCES = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = %s AND CASE c.relkind WHEN 'S' THEN NOT has_sequence_privilege(%s, c.oid, 'USAGE') END"""

_NO_LOGIN = gettext_noop("login %(login)s does not exist")
_LIKE_OWNER = gettext_noop("login %(login)s may do what only the owner should")
_NO_ENTRY = gettext_noop("nobody can log in as %(login)s")
_SHARED_UNREAD = gettext_noop("%(login)s may not read all that Parties share")
_EVERY_PARTY = gettext_noop("every Party may %(rights)s on %(place)s")
_ACTS_AS = gettext_noop("%(login)s may act as %(other)s")
_LACKING = gettext_noop("%(login)s may not %(rights)s on %(place)s")
_EXCESS = gettext_noop("%(login)s may %(rights)s on %(place)s, which must not be")
_NO_NUMBERS = gettext_noop("%(login)s may not draw from %(place)s")
_NO_USE = gettext_noop("%(login)s may not use the schema")
_REACHES = gettext_noop("%(login)s reaches %(place)s")


def look(party: Party) -> Iterator[Finding]:
    """Yield what is wrong with the login of ``party``, with its rights, and with others' rights in its schema."""
    schema, login = party.schema_name, party_login(party.schema_name, party.login_version)
    anew = partial(_anew, party)
    with as_owner(PUBLIC), connection.cursor() as cursor:
        if wrong := _wrong_with(cursor, login):
            yield Finding(schema, wrong, anew, {"login": login.role})
        if wrong == _NO_LOGIN:
            return
        yield from _memberships(cursor, schema, login.role)
        yield from _rights(cursor, schema, login.role, anew)
        yield from _rights_elsewhere(cursor, schema, login.role)
        yield from _rights_of_others(cursor, schema, login.role)


def look_at_all() -> Iterator[Finding]:
    """Yield what is wrong with the front's login and with what all Parties may read."""
    front, parties = front_login(), role_name("parties")
    with as_owner(PUBLIC), connection.cursor() as cursor:
        if wrong := _wrong_with(cursor, front):
            yield Finding(PUBLIC, wrong, grant_shared, {"login": front.role})
        else:
            yield from _rights(cursor, PUBLIC, front.role, grant_shared)
        wanted = {(PUBLIC, table): {"SELECT"} for table in tables_read_by_parties()}
        held = _held(cursor, parties)
        if any(held.get(table) is None for table in wanted):
            yield Finding(PUBLIC, _SHARED_UNREAD, grant_shared, {"login": parties})
        for (schema, table), rights in held.items():
            if excess := rights - wanted.get((schema, table), set()):
                told = {"rights": _listed(excess), "place": f"{schema}.{table}"}
                yield Finding(PUBLIC, _EVERY_PARTY, partial(_revoke, told["place"], parties), told)


def _wrong_with(cursor: Any, login: Login) -> str:
    cursor.execute(_ROLE, [login.role])
    found = cursor.fetchone()
    if found is None:
        return _NO_LOGIN
    if found[1]:
        return _LIKE_OWNER
    return "" if found[0] and _lets_in(login) else _NO_ENTRY


def _lets_in(login: Login) -> bool:
    settings = connection.get_connection_params() | {"user": login.role, "password": login.password}
    try:
        psycopg2.connect(**{key: settings[key] for key in settings if key not in ("cursor_factory",)}).close()
    except psycopg2.OperationalError:
        return False
    return True


def _memberships(cursor: Any, schema: str, role: str) -> Iterator[Finding]:
    cursor.execute(_MEMBERS, {"role": role, "parties": role_name("parties")})
    for of, member in cursor.fetchall():
        yield Finding(schema, _ACTS_AS, partial(_leave, of, member), {"login": member, "other": of})


def _rights(cursor: Any, schema: str, role: str, mend: Any) -> Iterator[Finding]:
    held = {table: rights for (where, table), rights in _held(cursor, role).items() if where == schema}
    for table, wanted in expected_rights(cursor, schema).items():
        if lacking := wanted - held.get(table, set()):
            yield Finding(schema, _LACKING, mend, {"login": role, "rights": _listed(lacking), "place": table})
        if excess := held.get(table, set()) - wanted:
            yield Finding(schema, _EXCESS, mend, {"login": role, "rights": _listed(excess), "place": table})
    cursor.execute(_SEQUENCES, [schema, role])
    for (sequence,) in cursor.fetchall():
        yield Finding(schema, _NO_NUMBERS, mend, {"login": role, "place": sequence})
    cursor.execute("SELECT has_schema_privilege(%s, %s, 'USAGE')", [role, schema])
    if not cursor.fetchone()[0]:
        yield Finding(schema, _NO_USE, mend, {"login": role})


def _rights_elsewhere(cursor: Any, schema: str, role: str) -> Iterator[Finding]:
    for where, table in _held(cursor, role):
        if where != schema:
            place = f"{where}.{table}"
            yield Finding(schema, _REACHES, partial(_revoke, place, role), {"login": role, "place": place})


def _rights_of_others(cursor: Any, schema: str, role: str) -> Iterator[Finding]:
    cursor.execute(_OTHERS, [schema, role])
    for other, place in cursor.fetchall():
        yield Finding(schema, _REACHES, partial(_revoke, place, other), {"login": other, "place": place})


def _listed(rights: set[str]) -> str:
    return ", ".join(sorted(rights))


def _held(cursor: Any, role: str) -> dict[tuple[str, str], set[str]]:
    cursor.execute(_HELD, [role])
    return {(schema, table): set(rights) for schema, table, rights in cursor.fetchall()}


def _anew(party: Party) -> None:
    login = party_login(party.schema_name, party.login_version)
    with as_owner(PUBLIC), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [login.role])
        if cursor.fetchone():
            cursor.execute(sql.SQL("ALTER ROLE {} NOCREATEDB NOCREATEROLE").format(sql.Identifier(login.role)))
            state_rights(cursor, party.schema_name, login.role)
    grant_party(party.schema_name, party.login_version)
    # What is open of a login that was dropped and made again is another's, without any right.
    connection.close_login(login.role)  # type: ignore[attr-defined]


def _revoke(place: str, role: str) -> None:
    kind = "TABLE" if "." in place else "SCHEMA"
    whom = sql.SQL("PUBLIC") if role == "PUBLIC" else sql.Identifier(role)
    statement = sql.SQL("REVOKE ALL ON {} {} FROM {}")
    with as_owner(PUBLIC), connection.cursor() as cursor:
        cursor.execute(statement.format(sql.SQL(kind), sql.Identifier(*place.split(".")), whom))


def _leave(of: str, member: str) -> None:
    with as_owner(PUBLIC), connection.cursor() as cursor:
        cursor.execute(sql.SQL("REVOKE {} FROM {}").format(sql.Identifier(of), sql.Identifier(member)))


CHECK = DoctorCheck("rights", look, look_at_all)
