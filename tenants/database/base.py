"""The backend: django-tenants' schemas, with a login for each Party and connections parked between them."""

from __future__ import annotations

import os
import weakref
from typing import Any

from django.conf import settings
from django.db.backends.postgresql.operations import DatabaseOperations as PostgresOperations
from django_tenants.postgresql_backend.base import DatabaseWrapper as SchemaWrapper

from tenants.database.parking import Park, Parked
from tenants.errors import NotTheOwner, PartyChangeInTransaction
from tenants.logins import Login, login_for


class DatabaseOperations(PostgresOperations):
    """PostgreSQL with immediate foreign keys: a broken one is refused where it is written, on a cluster too."""

    def deferrable_sql(self) -> str:
        return ""


class DatabaseWrapper(SchemaWrapper):  # type: ignore[misc]
    """When the Party changes, the connection in use is parked and the one of that Party's login taken up.

    Raises PartyChangeInTransaction when asked to change inside a transaction, unless
    ``moves_in_transaction`` is set, as only tests do, which hold one transaction per Party.
    """

    ops_class = DatabaseOperations
    moves_in_transaction = False
    in_atomic_block: bool
    search_path_set_schemas: list[str] | None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._login: Login | None = None
        self._park = Park(limit=settings.DATABASE_PARKED_CONNECTIONS, idle=settings.DATABASE_IDLE_TIME)
        _wrappers.add(self)
        super().__init__(*args, **kwargs)

    def set_tenant(self, tenant: Any, include_public: bool = True) -> None:
        """Work for ``tenant`` from now on, under its login (or the owner's, for ``tenants.context.as_owner``)."""
        self._log_in(self._login_of(tenant))
        self.tenant = tenant
        self.schema_name = tenant.schema_name
        self.include_public_schema = include_public
        self.set_settings_schema(self.schema_name)
        if self.search_path_set_schemas != self._get_cursor_search_paths():
            self.search_path_set_schemas = None

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        assert self._login is not None
        return params | {"user": self._login.role, "password": self._login.password}

    def close_if_unusable_or_obsolete(self) -> None:
        """Close what the next request or task cannot use, be it because a transaction was never left.

        Django leaves alone what is in a transaction, and the thread could work for no other Party ever after.
        """
        if self.in_atomic_block and not self.moves_in_transaction:
            self.in_atomic_block = False
            self.close()
        super().close_if_unusable_or_obsolete()

    def close_everything(self) -> None:
        """Close the connection in use and every parked one."""
        self.close()
        self._park.close()

    def close_login(self, role: str) -> None:
        """Close what ``role`` has open in this thread; for a Party that goes."""
        if self._login and self._login.role == role:
            self.close()
        self._park.close(role)

    def parked_roles(self) -> list[str]:
        """Return the roles with a connection at rest in this thread."""
        return self._park.roles()

    def forget_connections(self) -> None:
        """Let go of every connection without closing it; for the child of a fork."""
        self._park.forget()
        Parked.fresh().resume_in(self)

    def _login_of(self, tenant: Any) -> Login:
        version = getattr(tenant, "login_version", 1)
        try:
            return login_for(tenant.schema_name, version, as_owner=getattr(tenant, "as_owner", False))
        except LookupError as error:
            raise NotTheOwner(message="this process has no owner's login") from error

    def _log_in(self, login: Login) -> None:
        if login == self._login:
            return
        if self._login is not None:
            self._change_connection(self._login, login)
        self._login = login

    def _change_connection(self, old: Login, new: Login) -> None:
        if self.in_atomic_block and not self.moves_in_transaction:
            raise PartyChangeInTransaction(message="the Party may not change inside a transaction")
        self._park.put(old.role, Parked.of(self))
        self._park.take(new.role).resume_in(self)
        if not self.in_atomic_block:
            # A parked connection may have died with its server: look before its first use.
            self.health_check_enabled = bool(self.settings_dict["CONN_HEALTH_CHECKS"])
            self.health_check_done = False


_wrappers: weakref.WeakSet[DatabaseWrapper] = weakref.WeakSet()


def _let_go_after_fork() -> None:
    for wrapper in list(_wrappers):
        wrapper.forget_connections()


os.register_at_fork(after_in_child=_let_go_after_fork)
