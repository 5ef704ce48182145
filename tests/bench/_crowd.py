"""A crowd of Parties for measurements: countries that are not served, with the profile of Barbados."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from babel import Locale
from psycopg2 import sql

from tenants.profiles import files


def invented(how_many: int) -> list[str]:
    """So many codes of countries that no profile is shipped for."""
    codes = [code for code in sorted(Locale("en").territories) if len(code) == 2 and code.isalpha()]
    return [code for code in codes if code not in {each.upper() for each in files.shipped()}][:how_many]


@contextmanager
def profiles_of(codes: list[str], folder: Path) -> Iterator[None]:
    """Within, each of these countries has a profile, equal to that of Barbados but for its code."""
    for shared in (files.PROFILES / files.BASE, files.REGIONS):
        (folder / shared.name).symlink_to(shared)
    stated = (files.PROFILES / "bb" / files.PROFILE).read_text()
    for code in codes:
        own = folder / code.lower()
        own.mkdir()
        (own / files.PROFILE).write_text(
            stated.replace('"BB"', f'"{code}"').replace("BBBGI", f"{code}BGI") + '\n[holidays]\ncountry = "BB"\n'
        )
    with patch.object(files, "PROFILES", folder):
        yield


def drop_logins(codes: list[str]) -> None:
    """Remove the database logins of Parties whose databases are gone."""
    prefix = os.environ["DATABASE_ROLE_PREFIX"]
    parts = urlsplit(os.environ["DATABASE_URL"])
    raw = psycopg2.connect(urlunsplit(parts._replace(path="/postgres")))
    with raw, raw.cursor() as cursor:
        for code in codes:
            cursor.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(f"{prefix}_party_{code.lower()}")))
    raw.close()
