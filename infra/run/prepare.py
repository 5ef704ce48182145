"""`python -m infra.run.prepare files|database`: the slow steps before the first page, in one process."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import django
import psycopg2
from django.core.management import CommandError, call_command

from infra.development import ROOT, var_dir
from infra.digests import Stamp, digest_of, files_under
from infra.run.progress import step

DEMO_PARTIES = ("BB", "FJ", "VU")

Command = tuple[str, Sequence[str]]

FILES: dict[str, Command] = {
    "Compiling the translations": ("compile_messages", ()),
    "Collecting style sheets and scripts": ("collectstatic", ("--noinput", "--verbosity=0")),
}
DATABASE: dict[str, Command] = {
    "Migrating the database": ("upgrade", ()),
    **{f"Onboarding {iso2}": ("onboard", (iso2,)) for iso2 in DEMO_PARTIES},
    "Loading species, listings and code tables": ("load_reference_data", ()),
    "Putting up the shared front door": ("ensure_front_door", ()),
    "Filling the demo Parties with cases": ("load_demo", ()),
}
GROUPS = {"files": FILES, "database": DATABASE}

PACKAGES = ("platform", "tenants", "workflows", "localization", "billing", "cms")
DATA = ("*.toml", "*.csv", "*.json", "*.svg", "*.po", "*.sql", "*.typ")
STEPS = ("migrations/*.py", "management/**/*.py", "*demo*.py", "*onboarding*.py", "*invented*.py", "invented/*.py")


def files_digest() -> str:
    """Changes with the catalogues and with everything that is served as a file."""
    folders = [ROOT / name for name in PACKAGES]
    catalogues = [path for folder in folders for path in files_under(folder, "*.po")]
    return digest_of([*catalogues, *files_under(ROOT / "platform" / "cites" / "static", "*")], str(FILES))


def database_digest() -> str:
    """Changes with the migrations, the profiles, the reference data, the demo and the installed packages."""
    folders = [ROOT / name for name in PACKAGES]
    found = [path for folder in folders for path in files_under(folder, *DATA, *STEPS)]
    served = [path for path in found if "static" in path.parts]
    return digest_of([*set(found).difference(served), ROOT / "requirements.lock"], str(DATABASE))


def files_stamp(var: Path) -> Stamp:
    return Stamp(var / "files.digest")


def prepared_digest(owner_url: str) -> str:
    """The digest that the database was last prepared for, kept in the database itself; empty when never."""
    connection = psycopg2.connect(owner_url)
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT coalesce(shobj_description(oid, 'pg_database'), '')"
                " FROM pg_database WHERE datname = current_database()"
            )
            found: tuple[str] | None = cursor.fetchone()
            return found[0] if found else ""
    finally:
        connection.close()


def note_prepared(owner_url: str, digest: str) -> None:
    connection = psycopg2.connect(owner_url)
    try:
        with connection, connection.cursor() as cursor:
            name = connection.info.dbname.replace('"', '""')
            cursor.execute(f'COMMENT ON DATABASE "{name}" IS %s', [digest])
    finally:
        connection.close()


def main(groups: Sequence[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cites.settings")
    django.setup()
    var = var_dir(os.environ)
    with (var / "log" / "prepare.log").open("a", buffering=1) as log:
        for group in groups:
            for sentence, (command, arguments) in GROUPS[group].items():
                log.write(f"== {command} {' '.join(arguments)}\n")
                with step(sentence):
                    call_command(command, *arguments, stdout=log, stderr=log)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except CommandError as error:
        sys.exit(str(error))
