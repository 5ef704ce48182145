"""The passwords and keys of a development installation, made once and kept in `var/secrets.json`."""

import base64
import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

# The names of two entries, not passwords.
DATABASE_ADMIN_PASSWORD = "database_admin_password"
DATABASE_OWNER_PASSWORD = "database_owner_password"
APPLICATION_KEYS = ("SECRET_KEY", "DATABASE_ROLE_KEY", "FIELD_KEY", "AUDIT_KEY")
ALL_KEYS = (*APPLICATION_KEYS, DATABASE_ADMIN_PASSWORD, DATABASE_OWNER_PASSWORD)


def load_or_make_keys(path: Path) -> dict[str, str]:
    """Read the keys, first adding those that are not there yet; the file is readable by its owner only."""
    known = _read(path)
    missing = {name: make_key() for name in ALL_KEYS if name not in known}
    if missing:
        _write(path, known | missing)
    return known | missing


def make_key() -> str:
    """32 random bytes in the URL-safe alphabet: fit for an address, an HMAC and a Fernet key alike."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def application_keys(keys: Mapping[str, str]) -> dict[str, str]:
    """The keys that the product reads from its environment, without the passwords of the servers."""
    return {name: keys[name] for name in APPLICATION_KEYS}


def _read(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    content: dict[str, str] = json.loads(path.read_text())
    return content


def _write(path: Path, content: Mapping[str, str]) -> None:
    fresh = path.with_suffix(".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
