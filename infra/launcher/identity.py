"""Who the database runs as: PostgreSQL refuses root, so root steps into another identity."""

import json
import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from infra.launcher.errors import NoUnprivilegedUser
from infra.launcher.layout import Layout

SERVICE_USER = "archipelago"
SERVICE_HOME = Path("/var/lib/archipelago")


@dataclass(frozen=True)
class Identity:
    """How to start the database's programs, and where its data and programs lie for that user."""

    data: Path
    prefix: tuple[str, ...] = ()
    programs: Path | None = None
    """Where a copy of the programs belongs, when the originals lie where the user may not look."""
    user: str | None = None

    def give(self, path: Path) -> None:
        """Hand a file or folder to the user that the database runs as."""
        if self.user is not None:
            account = pwd.getpwnam(self.user)
            os.chown(path, account.pw_uid, account.pw_gid)


def choose_identity(places: Layout) -> Identity:
    """Ourselves; as root a user namespace; where those are forbidden a service user (then kept to)."""
    if os.geteuid() != 0:
        return Identity(places.database)
    if not places.elsewhere.exists():
        prefix = _namespace()
        if _works(prefix):
            return Identity(places.database, prefix)
    return _service_identity(places)


def _namespace() -> tuple[str, ...]:
    account = _somebody()
    return ("unshare", "--user", f"--map-user={account.pw_uid}", f"--map-group={account.pw_gid}")


def _somebody() -> pwd.struct_passwd:
    """Any account but root: the database's programs insist on a user number that has a name."""
    accounts = sorted(pwd.getpwall(), key=lambda account: (account.pw_uid != 1000, -account.pw_uid))
    for account in accounts:
        if account.pw_uid != 0:
            return account
    raise NoUnprivilegedUser("PostgreSQL cannot run as root and this machine has no other user.")


def _works(prefix: Sequence[str]) -> bool:
    try:
        return subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _service_identity(places: Layout) -> Identity:
    account = _service_user()
    prefix = ("setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups", "--")
    if not _works(prefix):
        raise NoUnprivilegedUser(
            "PostgreSQL cannot run as root, and neither unshare nor setpriv works here. "
            "Run as an ordinary user, or set DATABASE_URL and REDIS_URL to servers of your own."
        )
    home = SERVICE_HOME / places.digest
    identity = Identity(home / "postgres", prefix, home / "programs", account.pw_name)
    _settle(places, identity, home)
    return identity


def _service_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(SERVICE_USER)
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SERVICE_USER]
        subprocess.run(command, capture_output=True, check=False)
    try:
        return pwd.getpwnam(SERVICE_USER)
    except KeyError:
        return pwd.getpwnam("nobody")


def _settle(places: Layout, identity: Identity, home: Path) -> None:
    """Give the service user its folder, bring data made under another identity, and note it in `var/`."""
    for folder in (SERVICE_HOME, home):
        folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        folder.chmod(0o755)
    if places.database.exists() and not identity.data.exists():
        shutil.move(places.database, identity.data)
        subprocess.run(["chown", "-R", f"{identity.user}:", str(identity.data)], check=True)
    sockets = home / "run"
    sockets.mkdir(mode=0o700, exist_ok=True)
    identity.give(sockets)
    note = {"user": identity.user, "data": identity.data, "programs": identity.programs, "sockets": sockets}
    places.elsewhere.write_text(json.dumps(note, default=str, indent=1))
