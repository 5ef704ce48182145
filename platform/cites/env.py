"""The typed list of every variable that this deployment reads from its environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from kernel.errors import DomainError


class Environment(StrEnum):
    """What a deployment is for."""

    DEVELOPMENT = "development"
    TEST = "test"
    PRODUCTION = "production"


class SettingsIncomplete(DomainError):
    """Variables are missing or unusable; ``data`` names every one of them at once."""

    code = "settings_incomplete"


def _words(value: object) -> object:
    return value.split() if isinstance(value, str) else value


Words = Annotated[list[str], BeforeValidator(_words)]

DEVELOPMENT_SECRET = "only-for-development-and-tests-never-for-a-country"  # noqa: S105 - refused in production


class Env(BaseModel):
    """Every variable, with what it means; a secret may instead be a file named by ``<NAME>_FILE``."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    ENVIRONMENT: Environment = Field(Environment.DEVELOPMENT, description="What this deployment is for.")
    SECRET_KEY: str = Field(DEVELOPMENT_SECRET, min_length=32, description="Signs sessions, links and forms.")
    DATABASE_URL: str = Field(
        "postgres:///archipelago",
        description="PostgreSQL. With user and password: the owner's login, for the operator worker and "
        "operators' commands alone. Without: the process may log in only as front and as the Parties; web and tasks "
        "so.",
    )
    DATABASE_ROLE_KEY: str = Field(
        DEVELOPMENT_SECRET,
        min_length=32,
        description="The passwords of the front's and Parties' logins derive from it.",
    )
    DATABASE_ROLE_PREFIX: str = Field(
        "archipelago", pattern=r"^[a-z][a-z0-9_]{0,30}$", description="Begins the name of each database role."
    )
    DATABASE_PARKED_CONNECTIONS: int = Field(
        40,
        ge=1,
        description="Connections a thread keeps open besides the one in use; one more than its Parties.",
    )
    DATABASE_CONNECTION_AGE: int = Field(600, ge=0, description="Seconds after which a connection is renewed.")
    DATABASE_IDLE_TIME: int = Field(300, ge=1, description="Seconds after which an unused connection is closed.")
    REDIS_URL: str = Field("redis://localhost:6379/0", description="Redis, for tasks and the cache.")
    FIELD_KEY: str = Field(
        DEVELOPMENT_SECRET, min_length=32, description="Encrypts one-time-code secrets and signing keys at rest."
    )
    AUDIT_KEY: str = Field(DEVELOPMENT_SECRET, min_length=32, description="Signs the heads of the audit trails.")
    AUDIT_HEADS_DIR: Path | None = Field(
        None,
        description="Folder outside the database for signed heads of the audit trails. Default: in VAR_DIR.",
    )
    BASE_HOST: str = Field("localhost", description="Host name of the front door; Parties are at <code>.<BASE_HOST>.")
    ALLOWED_HOSTS: Words = Field(default_factory=list, description="More host names, separated by spaces.")
    PORT: int = Field(8000, ge=1, le=65535, description="Port of the web server.")
    TRUSTED_PROXIES: int = Field(
        0,
        ge=0,
        le=9,
        description="Proxies of ours before the web server; so many entries at the end of X-Forwarded-For are true.",
    )
    VAR_DIR: Path = Field(Path("var"), description="Folder of all state that is not in the database.")
    REMOVAL_WAIT_DAYS: int = Field(
        30, ge=0, description="Days between the second operator's word and the removal of a Party."
    )
    SIGNING_CONFIRMED_MINUTES: int = Field(
        5,
        ge=1,
        le=480,
        description="Minutes in which a signatory is not asked again for the second step; at most 15 in production.",
    )
    EMAIL_URL: str = Field("", description="Mail server, smtp://user:password@host:587?tls=1. Empty: kept for /dev/.")
    MAIL_FROM: str = Field("permits@localhost", description="Sender of mails.")
    CLAMAV_URL: str = Field(
        "",
        pattern=r"^(tcp://[^/\s]+:\d+|unix:///\S+)?$",
        description="ClamAV's daemon, tcp://host:port or unix:///path; scans what people attach. Empty: nothing is.",
    )
    TIMESTAMP_URL: str = Field(
        "",
        pattern=r"^(https?://[^\s?#@]+)?$",
        description="A time-stamp service (RFC 3161), for signatures that last. Empty: permits are signed without.",
    )
    TIMESTAMP_ROOTS: Path | None = Field(
        None, description="PEM file of the roots by which the time stamps are believed; needed with TIMESTAMP_URL."
    )
    HSM_MODULE: Path | None = Field(
        None,
        description="Library (PKCS #11) of a hardware module, in which new signing keys are made. Empty: they are "
        "sealed under FIELD_KEY.",
    )
    HSM_TOKEN: str = Field("", description="Label of the token in it; needed with HSM_MODULE.")
    HSM_PIN: str = Field("", description="PIN of its user; needed with HSM_MODULE, by the tasks and operators alone.")
    SPECIES_PLUS_URL: str = Field(
        "https://api.speciesplus.net/api/v1",
        pattern=r"^https?://[^\s?#@]+$",
        description="The API of Species+, version 1.",
    )
    SPECIES_PLUS_TOKEN: str = Field(
        "", description="Token for the API of Species+, for imports; the operator worker alone needs it."
    )
    SENTRY_DSN: str = Field("", description="Where errors are reported. Empty: nowhere.")
    LOG_FORMAT: str = Field("console", pattern="^(console|json)$", description="How log lines are written.")
    LOG_LEVEL: str = Field("INFO", description="From which level on log lines are written.")

    @property
    def production(self) -> bool:
        """Tell whether this deployment serves a real country."""
        return self.ENVIRONMENT is Environment.PRODUCTION

    @property
    def development(self) -> bool:
        """Tell whether demo accounts and /dev/ may exist."""
        return self.ENVIRONMENT is not Environment.PRODUCTION


MOST_SIGNING_CONFIRMED_MINUTES = 15
"""In production. Journeys and trials in which one person signs for a day may take more, up to a working day."""

# What production must state, for no default would be safe.
REQUIRED_IN_PRODUCTION = (
    "SECRET_KEY", "DATABASE_URL", "DATABASE_ROLE_KEY", "REDIS_URL", "FIELD_KEY", "AUDIT_KEY", "AUDIT_HEADS_DIR",
    "BASE_HOST", "EMAIL_URL", "MAIL_FROM",
)  # fmt: skip


def read_env(variables: Mapping[str, str] = os.environ) -> Env:
    """Return the environment, typed; raise SettingsIncomplete naming every fault at once."""
    values = _with_files(variables)
    faults = _faults_of_production(values) + _faults_of_hardware(values)
    try:
        env = Env.model_validate({name: value for name, value in values.items() if name in Env.model_fields})
        faults += _too_long(env)
    except ValidationError as error:
        faults += [f"{fault['loc'][0]}: {fault['msg']}" for fault in error.errors()]
    if faults:
        raise SettingsIncomplete(message="Settings: %(faults)s", data={"faults": "; ".join(sorted(set(faults)))})
    return env


def _with_files(variables: Mapping[str, str]) -> dict[str, str]:
    values = dict(variables)
    for name in Env.model_fields:
        if path := values.get(f"{name}_FILE"):
            values[name] = Path(path).read_text().strip()
    return values


def _faults_of_production(values: Mapping[str, str]) -> list[str]:
    if values.get("ENVIRONMENT") != Environment.PRODUCTION:
        return []
    missing = [f"{name}: missing" for name in REQUIRED_IN_PRODUCTION if not values.get(name)]
    unsafe = [f"{name}: the development value" for name, value in values.items() if value == DEVELOPMENT_SECRET]
    return missing + unsafe


def _too_long(env: Env) -> list[str]:
    """A window left open must not be enough to sign, however an operator sets it (decision 47)."""
    if not env.production or env.SIGNING_CONFIRMED_MINUTES <= MOST_SIGNING_CONFIRMED_MINUTES:
        return []
    return [f"SIGNING_CONFIRMED_MINUTES: more than {MOST_SIGNING_CONFIRMED_MINUTES}, the most in production"]


def _faults_of_hardware(values: Mapping[str, str]) -> list[str]:
    needed = ("HSM_TOKEN", "HSM_PIN") if values.get("HSM_MODULE") else ()
    return [f"{name}: missing, and HSM_MODULE is set" for name in needed if not values.get(name)]
