"""`python -m infra.launcher start|stop|status|environment [--var DIR]`."""

import argparse
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

from infra.launcher import LauncherError, addresses, ensure_running, stop_servers


def start(var: Path) -> str:
    moment = "now" if ensure_running(var).started else "already"
    return f"PostgreSQL and Redis are running {moment}."


def stop(var: Path) -> str:
    return "PostgreSQL and Redis are stopped." if stop_servers(var) else "Nothing was running."


def status(var: Path) -> str:
    addresses(var)
    return "PostgreSQL and Redis are running."


def environment(var: Path) -> str:
    """Shell lines that give a process the owner's login and the keys of this folder."""
    variables = addresses(var).environment(as_owner=True)
    return "\n".join(f"export {name}={shlex.quote(value)}" for name, value in variables.items())


COMMANDS: dict[str, Callable[[Path], str]] = {
    "start": start,
    "stop": stop,
    "status": status,
    "environment": environment,
}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m infra.launcher", description=__doc__)
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("--var", type=Path, default=Path("var"))
    chosen = parser.parse_args(arguments)
    try:
        sys.stdout.write(COMMANDS[chosen.command](chosen.var) + "\n")
    except LauncherError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
