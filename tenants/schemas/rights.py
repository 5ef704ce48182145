"""Who may do what in the database, stated anew after every change of structure."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection, transaction
from psycopg2 import sql

from tenants.context import as_owner
from tenants.logins import Login, front_login, party_login, role_name
from tenants.names import PUBLIC
from tenants.schemas.contents import configs_in

_ALL = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})
# Tables that only migrations write.
_ONLY_READ = ("django_migrations",)
_HELD = """
    SELECT c.relname, c.relkind = 'S', array_remove(array_agg(a.privilege_type::text), NULL)
      FROM pg_class c LEFT JOIN aclexplode(c.relacl) AS a
        ON a.grantee = (SELECT oid FROM pg_roles WHERE rolname = %s)
     WHERE c.relkind IN ('r', 'p', 'v', 'S') AND c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = %s)
     GROUP BY 1, 2"""


def grant_shared() -> None:
    """Make the front's login and the common role of all Parties, and state their rights in ``public``."""
    with as_owner(PUBLIC), connection.cursor() as cursor:
        _ensure_role(cursor, front_login(), login=True)
        _ensure_role(cursor, Login(role_name("parties"), ""), login=False)
        _close_to_everybody(cursor)
        state_rights(cursor, PUBLIC, front_login().role)
        for table in tables_read_by_parties():
            _run(cursor, "GRANT SELECT ON {}.{} TO {}", PUBLIC, table, role_name("parties"))
        for role in (front_login().role, role_name("parties")):
            _run(cursor, "GRANT CONNECT ON DATABASE {} TO {}", connection.settings_dict["NAME"], role)
            _run(cursor, "GRANT USAGE ON SCHEMA {} TO {}", PUBLIC, role)


def grant_party(schema: str, version: int = 1) -> None:
    """Make the login of the Party with ``schema`` and state its rights there, all at once or not at all."""
    login = party_login(schema, version)
    with as_owner(schema), transaction.atomic(), connection.cursor() as cursor:
        _ensure_role(cursor, login, login=True)
        _run(cursor, "GRANT {} TO {}", role_name("parties"), login.role)
        _run(cursor, "GRANT USAGE ON SCHEMA {} TO {}", schema, login.role)
        state_rights(cursor, schema, login.role)


def state_rights(cursor: object, schema: str, role: str) -> None:
    """State anew what ``role`` may do with the tables of ``schema``."""
    _run(cursor, "REVOKE ALL ON ALL TABLES IN SCHEMA {} FROM {}", schema, role)
    _run(cursor, "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {} TO {}", schema, role)
    _run(cursor, "GRANT USAGE ON ALL SEQUENCES IN SCHEMA {} TO {}", schema, role)
    for table, rights in limited_tables(schema).items():
        _run(cursor, f"REVOKE {', '.join(sorted(_ALL - rights))}, TRUNCATE ON {{}}.{{}} FROM {{}}", schema, table, role)


def holds_its_rights(cursor: object, schema: str, role: str) -> bool:
    """Tell whether ``role`` may do in ``schema`` what ``state_rights`` states, and with no table more."""
    limited = limited_tables(schema)
    cursor.execute(_HELD, [role, schema])  # type: ignore[attr-defined]
    return all(
        "USAGE" in held if is_sequence else set(held) == limited.get(name, _ALL)
        for name, is_sequence, held in cursor.fetchall()  # type: ignore[attr-defined]
    )


def expected_rights(cursor: object, schema: str) -> dict[str, set[str]]:
    """Return what the login of ``schema`` should be allowed, by table."""
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema])  # type: ignore[attr-defined]
    limited = limited_tables(schema)
    return {table: set(limited.get(table, _ALL)) for (table,) in cursor.fetchall()}  # type: ignore[attr-defined]


def limited_tables(schema: str) -> dict[str, frozenset[str]]:
    """Return the tables of ``schema`` with which its login may not do everything, and what it may.

    A model in which rows are only ever added says ``append_only``; one with other limits, or where the owner alone
    adds them, says ``login_may``.
    """
    models = (model for config in configs_in(schema) for model in config.get_models(include_auto_created=True))
    limited = {model._meta.db_table: rights for model in models if (rights := _rights_stated(model))}
    return limited | dict.fromkeys(_ONLY_READ, frozenset({"SELECT"}))


def _rights_stated(model: object) -> frozenset[str]:
    stated = frozenset(getattr(model, "login_may", ()))
    return stated or frozenset({"SELECT", "INSERT"} if getattr(model, "append_only", False) else ())


def tables_read_by_parties() -> Iterator[str]:
    """Yield the shared tables that every Party may read; an app of reference data says so itself."""
    for config in apps.get_app_configs():
        if getattr(config, "read_by_parties", False):
            yield from (model._meta.db_table for model in config.get_models(include_auto_created=True))


def lock_login(role: str) -> None:
    """Let nobody log in as ``role`` any more, and end what it has open."""
    with as_owner(PUBLIC), connection.cursor() as cursor:
        if _role_exists(cursor, role):
            _run(cursor, "ALTER ROLE {} NOLOGIN", role)
            _run(cursor, "GRANT {} TO CURRENT_USER", role)  # only a member may end its sessions
            cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", [role])


def drop_login(role: str) -> None:
    """Remove a database role with its rights; nothing is owned by it."""
    with as_owner(PUBLIC), connection.cursor() as cursor:
        if _role_exists(cursor, role):
            _run(cursor, "GRANT {} TO CURRENT_USER", role)  # only a member may drop what it was granted
            _run(cursor, "DROP OWNED BY {}", role)
            _run(cursor, "DROP ROLE {}", role)


def _close_to_everybody(cursor: object) -> None:
    _run(cursor, "REVOKE ALL ON DATABASE {} FROM PUBLIC", connection.settings_dict["NAME"])
    _run(cursor, "REVOKE ALL ON SCHEMA {} FROM PUBLIC", PUBLIC)


def _ensure_role(cursor: object, role: Login, *, login: bool) -> None:
    if not _role_exists(cursor, role.role):
        _run(cursor, "CREATE ROLE {} NOSUPERUSER NOCREATEDB NOCREATEROLE INHERIT", role.role)
    if login:
        statement = sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}")
        cursor.execute(statement.format(sql.Identifier(role.role), sql.Literal(role.password)))  # type: ignore[attr-defined]


def _role_exists(cursor: object, role: str) -> bool:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])  # type: ignore[attr-defined]
    return cursor.fetchone() is not None  # type: ignore[attr-defined]


def _run(cursor: object, statement: str, *names: str) -> None:
    cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))  # type: ignore[attr-defined]
