"""`python -m infra.run`: what `make run` calls once everything is installed."""

import os
import sys

from infra.development import var_dir
from infra.launcher import LauncherError
from infra.run.progress import say
from infra.run.runner import CannotRun, Runner


def main() -> int:
    port = os.environ.get("PORT", "8000")
    if not port.isdigit() or not 0 < int(port) < 65536:
        say(f"PORT is {port}; it must be a number from 1 to 65535.")
        return 1
    if os.environ.get("ENVIRONMENT") == "production":
        say("`make run` is for development: it makes demo accounts. See docs/ for a deployment.")
        return 1
    try:
        return Runner(var_dir(os.environ), int(port), os.environ.get("BASE_HOST", "localhost")).run()
    except (CannotRun, LauncherError) as error:
        say(str(error))
        return 1


if __name__ == "__main__":
    sys.exit(main())
