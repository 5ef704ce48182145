"""The three kinds of database login: the owner, the front, and one for each Party.

A password is derived from a key of the environment, so none but the owner's is stored anywhere.
"""

import hashlib
import hmac
from dataclasses import dataclass, field

from django.conf import settings

from tenants.errors import OwnerLoginHere
from tenants.names import PUBLIC


@dataclass(frozen=True, slots=True)
class Login:
    """A database role and its password."""

    role: str
    password: str = field(repr=False)


def role_name(name: str) -> str:
    """Return the name of a database role of this deployment."""
    return f"{settings.DATABASE_ROLE_PREFIX}_{name}"


def party_login(schema: str, version: int = 1) -> Login:
    """Return the login that may use only ``schema`` and read the shared reference tables."""
    return Login(role_name(schema), _password(schema, version))


def front_login() -> Login:
    """Return the login of the public site, which has no right in any Party's schema."""
    return Login(role_name("front"), _password("front", 1))


def owner_login() -> Login | None:
    """Return the login that owns every table, or None in a process that was not given it."""
    database = settings.DATABASES["default"]
    return Login(str(database["USER"]), str(database["PASSWORD"])) if database["USER"] else None


def refuse_owner_login() -> None:
    """Raise OwnerLoginHere in a process of a deployment that must not hold it: one that serves pages."""
    if settings.ENVIRONMENT == "production" and owner_login():
        raise OwnerLoginHere(
            message="DATABASE_URL names a user: only the operator worker and operators' commands may hold that login"
        )


def login_for(schema: str, version: int = 1, *, as_owner: bool = False) -> Login:
    """Return the login under which ``schema`` is used; raise LookupError for an owner that is not here."""
    owner = owner_login()
    if as_owner and owner is None:
        raise LookupError("no owner's login in this process")
    if owner and (as_owner or schema == PUBLIC):
        return owner
    return front_login() if schema == PUBLIC else party_login(schema, version)


def _password(name: str, version: int) -> str:
    text = f"database-login:{name}:{version}".encode()
    return hmac.new(settings.DATABASE_ROLE_KEY.encode(), text, hashlib.sha256).hexdigest()
