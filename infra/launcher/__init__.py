"""The embedded PostgreSQL and Redis of a development machine, with all their state in one folder."""

from infra.launcher.addresses import Addresses, addresses
from infra.launcher.errors import LauncherError, ServersDown
from infra.launcher.servers import ensure_running, keeps_servers, servers_alive, stop_servers

__all__ = [
    "Addresses",
    "LauncherError",
    "ServersDown",
    "addresses",
    "ensure_running",
    "keeps_servers",
    "servers_alive",
    "stop_servers",
]
