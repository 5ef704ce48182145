"""The environment of a process on a development machine, filled up from `var/` where it is silent."""

from collections.abc import Mapping, MutableMapping
from pathlib import Path

from infra.launcher import LauncherError, ServersDown, addresses
from infra.launcher.keys import APPLICATION_KEYS, application_keys, load_or_make_keys, make_key
from infra.launcher.layout import layout, make_private

SERVERS = ("DATABASE_URL", "REDIS_URL")
ROOT = Path(__file__).resolve().parent.parent

# Commands that work while the servers are down.
WITHOUT_SERVERS = frozenset(
    {
        "check",
        "check_messages",
        "check_migrations",
        "check_profile",
        "collectstatic",
        "compile_messages",
        "diffsettings",
        "findstatic",
        "help",
        "makemessages",
        "makemigrations",
        "make_messages",
        "write_profile_schema",
        "version",
        "--help",
        "--version",
        "",
    }
)


def var_dir(variables: Mapping[str, str]) -> Path:
    """The folder of all state: VAR_DIR, or `var` beside manage.py whatever the working folder is."""
    return (ROOT / variables.get("VAR_DIR", "var")).resolve()


def has_own_servers(variables: Mapping[str, str]) -> bool:
    """True when the environment names both servers. Raises LauncherError when it names only one."""
    named = [name for name in SERVERS if variables.get(name)]
    if len(named) == 1:
        raise LauncherError(f"Only {named[0]} is set. Set both DATABASE_URL and REDIS_URL, or neither.")
    return bool(named)


def fill_environment(variables: MutableMapping[str, str], command: str) -> None:
    """Add the addresses and keys of the embedded servers; what is set stays, production is left alone.

    Raises ServersDown when the command needs servers and they are not running.
    """
    if variables.get("ENVIRONMENT") == "production":
        return
    var = var_dir(variables)
    variables.setdefault("VAR_DIR", str(var))
    for name, value in _borrowed(variables, var, command).items():
        variables.setdefault(name, value)


def _borrowed(variables: Mapping[str, str], var: Path, command: str) -> dict[str, str]:
    if has_own_servers(variables):
        return development_keys(var)
    try:
        return addresses(var).environment(as_owner=True)
    except ServersDown:
        if command not in WITHOUT_SERVERS:
            raise
        return {name: make_key() for name in APPLICATION_KEYS}


def development_keys(var: Path) -> dict[str, str]:
    """The keys of this folder, made now where there are none."""
    make_private(var)
    return application_keys(load_or_make_keys(layout(var).keys))
