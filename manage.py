#!/usr/bin/env python
"""Django's command line; on a development machine it finds the embedded servers through `var/`."""

import os
import sys

from infra.development import fill_environment
from infra.launcher import LauncherError


def main(arguments: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cites.settings")
    try:
        fill_environment(os.environ, arguments[1] if len(arguments) > 1 else "")
    except LauncherError as error:
        sys.exit(str(error))
    if arguments[1:] == ["upgrade"] and _nothing_to_upgrade():
        return
    from django.core.management import execute_from_command_line

    execute_from_command_line(arguments)


def _nothing_to_upgrade() -> bool:
    # Before Django loads the apps, which takes most of the time that an upgrade with nothing to do would.
    from tenants.upgrades.marks import nothing_to_do

    if nothing_to_do():
        sys.stdout.write("Everything is upgraded already.\n")
        return True
    return False


if __name__ == "__main__":
    main(sys.argv)
