"""What can go wrong with the embedded servers, said so that the reader knows what to do next."""


class LauncherError(Exception):
    """The embedded servers cannot be started, stopped or found; the message is for the person."""


class ServersDown(LauncherError):
    """The embedded servers of a folder are not running."""

    def __init__(self) -> None:
        super().__init__("The database is not running. Start it with `make run` in another shell.")


class ProgramMissing(LauncherError):
    """A server's program is not installed."""


class NoUnprivilegedUser(LauncherError):
    """PostgreSQL refuses root and no way was found to run it as somebody else."""


class StartFailed(LauncherError):
    """A server was started and did not come up; its log says why."""
