"""The environment: development needs no variable; production names all that are wrong at once."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import cites.urls
import cites.urls_public
from cites.accounts import demo
from cites.accounts.errors import DemoRefused
from cites.env import (
    DEVELOPMENT_SECRET,
    MOST_SIGNING_CONFIRMED_MINUTES,
    REQUIRED_IN_PRODUCTION,
    SettingsIncomplete,
    read_env,
)

SAFE = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": "s" * 50,
    "DATABASE_URL": "postgres://db.example/archipelago",
    "DATABASE_ROLE_KEY": "r" * 50,
    "REDIS_URL": "redis://redis.example/0",
    "FIELD_KEY": "f" * 50,
    "AUDIT_KEY": "a" * 50,
    "AUDIT_HEADS_DIR": "/srv/heads",
    "BASE_HOST": "permits.example",
    "EMAIL_URL": "smtp://mail.example",
    "MAIL_FROM": "permits@permits.example",
}


def test_development_needs_no_variable() -> None:
    assert read_env({}).development


def test_production_starts_with_what_it_requires() -> None:
    assert set(SAFE) - {"ENVIRONMENT"} == set(REQUIRED_IN_PRODUCTION)
    assert read_env(SAFE).production
    assert not read_env(SAFE).development


def test_every_missing_variable_is_named_at_once() -> None:
    with pytest.raises(SettingsIncomplete) as caught:
        read_env({"ENVIRONMENT": "production"})
    assert all(f"{name}: missing" in str(caught.value) for name in REQUIRED_IN_PRODUCTION)


def test_missing_unsafe_and_unusable_values_are_named_together() -> None:
    wrong = SAFE | {"SECRET_KEY": DEVELOPMENT_SECRET, "BASE_HOST": "", "PORT": "no", "FIELD_KEY": "short"}
    with pytest.raises(SettingsIncomplete) as caught:
        read_env(wrong)
    for fault in ("SECRET_KEY: the development value", "BASE_HOST: missing", "PORT: ", "FIELD_KEY: "):
        assert fault in str(caught.value)


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_ROLE_KEY", "FIELD_KEY", "AUDIT_KEY"])
def test_no_key_of_development_serves_a_country(name: str) -> None:
    with pytest.raises(SettingsIncomplete, match=f"{name}: the development value"):
        read_env(SAFE | {name: DEVELOPMENT_SECRET})


def test_a_signatory_is_asked_again_within_a_quarter_of_an_hour_wherever_a_country_signs() -> None:
    longest = {"SIGNING_CONFIRMED_MINUTES": str(MOST_SIGNING_CONFIRMED_MINUTES)}
    too_long = {"SIGNING_CONFIRMED_MINUTES": str(MOST_SIGNING_CONFIRMED_MINUTES + 1)}
    assert read_env(SAFE | longest).SIGNING_CONFIRMED_MINUTES == MOST_SIGNING_CONFIRMED_MINUTES
    with pytest.raises(SettingsIncomplete, match="SIGNING_CONFIRMED_MINUTES: more than 15"):
        read_env(SAFE | too_long)
    for environment in ("development", "test"):  # journeys in which people sign in once for many
        assert read_env(too_long | {"ENVIRONMENT": environment}).SIGNING_CONFIRMED_MINUTES > 15


def test_a_secret_may_lie_in_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret_key"
    secret.write_text("k" * 40 + "\n")
    named = {name: value for name, value in SAFE.items() if name != "SECRET_KEY"}
    assert read_env(named | {"SECRET_KEY_FILE": str(secret)}).SECRET_KEY == "k" * 40


def test_a_secret_is_not_repeated_in_the_message() -> None:
    with pytest.raises(SettingsIncomplete) as caught:
        read_env(SAFE | {"SECRET_KEY": "too-short-but-secret"})
    assert "too-short-but-secret" not in str(caught.value)


def test_demo_people_are_refused_in_production(monkeypatch: Any) -> None:
    monkeypatch.setattr(demo, "settings", SimpleNamespace(ENVIRONMENT="production", DEVELOPMENT=False))
    with pytest.raises(DemoRefused):
        demo.refuse_in_production()


# The address tables are read with the settings of the tests, before a test changes any.
ADDRESSES = (cites.urls, cites.urls_public)


def test_the_development_page_is_not_there_in_production(parties: Any, settings: Any, front_door: Any) -> None:
    settings.DEVELOPMENT = False
    assert front_door.client().get("/dev/").status_code == 404


def test_cookies_in_production_come_from_this_very_host_only() -> None:
    tell = "from cites import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE)"
    told = subprocess.run(
        [sys.executable, "-c", tell], env={**os.environ, **SAFE}, capture_output=True, text=True, check=True, timeout=60
    )
    assert told.stdout.split() == ["__Host-sessionid", "__Host-csrftoken", "True"]
