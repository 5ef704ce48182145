"""Where the embedded servers keep their things: everything under one folder, normally `var/`."""

import hashlib
import json
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from infra.launcher.errors import LauncherError

LONGEST_SOCKET_PATH = 107
POSTGRES_SOCKET = ".s.PGSQL.5432"
SHORT_FOLDER = Path("/tmp")


@dataclass(frozen=True)
class Layout:
    """The places of one installation, all derived from its folder."""

    var: Path

    @property
    def database(self) -> Path:
        return self.var / "postgres"

    @property
    def redis(self) -> Path:
        return self.var / "redis"

    @property
    def logs(self) -> Path:
        return self.var / "log"

    @property
    def keys(self) -> Path:
        return self.var / "secrets.json"

    @property
    def state(self) -> Path:
        return self.var / "servers.json"

    @property
    def elsewhere(self) -> Path:
        """Names the folder of the database when it cannot lie in `var/` itself."""
        return self.var / "database-elsewhere.json"

    @property
    def lock(self) -> Path:
        return self.var / "launcher.lock"

    @property
    def digest(self) -> str:
        return hashlib.sha256(str(self.var).encode()).hexdigest()[:12]

    def sockets(self) -> Path:
        """The folder of the sockets: `var/run`; a short one when that is too long for a socket's path; beside
        the database when that lies elsewhere."""
        if self.elsewhere.exists():
            return Path(json.loads(self.elsewhere.read_text())["sockets"])
        inside = self.var / "run"
        if len(os.fsencode(inside / POSTGRES_SOCKET)) <= LONGEST_SOCKET_PATH:
            return inside
        return SHORT_FOLDER / f"archipelago-{os.geteuid()}-{self.digest}"


def layout(var: Path) -> Layout:
    return Layout(var.resolve())


def make_private(folder: Path) -> None:
    """Create a folder that only its owner may enter; refuse one that somebody else put there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (os.geteuid(), 0):
        raise LauncherError(f"{folder} belongs to another user. Remove it or run as that user.")
    if found.st_uid == os.geteuid():
        folder.chmod(0o700)
