"""Where the embedded servers of a folder can be reached, for any process of the same user."""

import socket
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from infra.launcher.errors import ServersDown
from infra.launcher.keys import DATABASE_OWNER_PASSWORD, application_keys, load_or_make_keys
from infra.launcher.layout import layout
from infra.launcher.postgres import DATABASE, OWNER, postgres_socket
from infra.launcher.redis_server import redis_socket
from infra.launcher.state import read_state


@dataclass(frozen=True)
class Addresses:
    """The addresses of running servers and the keys that belong to their data."""

    owner_url: str
    """The database with its owner's login, for migrations and onboarding."""
    database_url: str
    """The database without a login, for processes that use the front's and the Parties' only."""
    redis_url: str
    keys: dict[str, str]
    started: bool = False
    """True when the call that returned this started a server."""

    def environment(self, *, as_owner: bool) -> dict[str, str]:
        """The variables that a process of the product needs."""
        address = self.owner_url if as_owner else self.database_url
        return {"DATABASE_URL": address, "REDIS_URL": self.redis_url, **self.keys}


def addresses(var: Path) -> Addresses:
    """The addresses of the servers of this folder. Raises ServersDown unless both take connections."""
    places = layout(var)
    state = read_state(places.state)
    if state is None or not places.keys.exists():
        raise ServersDown
    sockets = state.sockets
    if not (accepts(postgres_socket(sockets)) and accepts(redis_socket(sockets))):
        raise ServersDown
    keys = load_or_make_keys(places.keys)
    return Addresses(
        owner_url=_database_url(sockets, f"{OWNER}:{quote(keys[DATABASE_OWNER_PASSWORD], safe='')}@"),
        database_url=_database_url(sockets, ""),
        redis_url=f"unix://{redis_socket(sockets)}",
        keys=application_keys(keys),
    )


def accepts(path: Path) -> bool:
    """True when a server listens at the socket."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(5)
        try:
            client.connect(str(path))
        except OSError:
            return False
    return True


def _database_url(sockets: Path, login: str) -> str:
    return f"postgres://{login}/{DATABASE}?host={quote(str(sockets))}"
