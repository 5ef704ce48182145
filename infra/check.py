"""`python -m infra.check migrations|deployment|templates|locks`: checks that take more than one command."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from infra.development import ROOT
from infra.launcher.keys import make_key
from infra.locks import addresses_in
from infra.run.progress import say

TEMPLATE_FOLDERS = ("platform/cites", "tenants", "workflows", "billing", "cms", "localization")

# A deployment as it should be; every value is made up.
PRODUCTION = {
    "ENVIRONMENT": "production",
    "DATABASE_URL": "postgres://archipelago:made-up@database.example/archipelago",
    "REDIS_URL": "redis://redis.example:6379/0",
    "BASE_HOST": "permits.example",
    "ALLOWED_HOSTS": "permits.example",
    "EMAIL_URL": "smtp://mail.example:587?tls=1",
    "MAIL_FROM": "permits@permits.example",
    "AUDIT_HEADS_DIR": "/nonexistent",
    "CLAMAV_URL": "tcp://clamav.example:3310",
}
SECRETS = ("SECRET_KEY", "DATABASE_ROLE_KEY", "FIELD_KEY", "AUDIT_KEY")


def check_migrations(_options: Sequence[str]) -> int:
    """Fail when a model has changed without a migration, or when one would break the version still running."""
    return _manage({}, "makemigrations", "--check", "--dry-run") or _manage({}, "check_migrations")


def check_deployment(_options: Sequence[str]) -> int:
    """Django's own review of the settings that a country would run with."""
    made_up = {**PRODUCTION, **{name: make_key() * 2 for name in SECRETS}}
    return _manage(made_up, "check", "--deploy", "--fail-level", "WARNING")


def check_templates(options: Sequence[str]) -> int:
    """Indentation by djhtml; `--fix` indents. That each compiles is a test (tests/test_templates.py)."""
    found = [path for folder in TEMPLATE_FOLDERS for path in (ROOT / folder).rglob("*.html")]
    files = [str(path.relative_to(ROOT)) for path in sorted(found) if "node_modules" not in path.parts]
    if not files:
        return 0
    if "--fix" in options:
        return _run(_program("djhtml"), *files)
    return _run(_program("djhtml"), "--check", *files)


def check_locks(_options: Sequence[str]) -> int:
    """Fail when a lock names the address of a registry, for that would tie the product to one machine."""
    found = [line for name in ("requirements.lock", "package-lock.json") for line in addresses_in(ROOT / name)]
    for line in found:
        say(line)
    return 1 if found else 0


CHECKS: dict[str, Callable[[Sequence[str]], int]] = {
    "migrations": check_migrations,
    "deployment": check_deployment,
    "templates": check_templates,
    "locks": check_locks,
}


def _manage(variables: dict[str, str], *arguments: str) -> int:
    return _run(sys.executable, "manage.py", *arguments, variables=variables)


def _run(*command: str, variables: dict[str, str] | None = None) -> int:
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **(variables or {})}, check=False).returncode


def _program(name: str) -> str:
    return str(Path(sys.prefix) / "bin" / name)


if __name__ == "__main__":
    sys.exit(CHECKS[sys.argv[1]](sys.argv[2:]))
