"""``manage.py import_register``: take over a register of the Secretariat from a table, as the owner."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cites.species.imports.register_writing import SECRETARIAT, RegisterImported, import_register
from cites.species.management.commands.import_species import day_told
from cites.species.models import Register
from kernel.errors import DomainError
from localization.sentences import sentence_of
from tenants.context import as_owner
from tenants.names import PUBLIC

_SIGNS = {"added": "+", "changed": "~", "removed": "-"}


class Command(BaseCommand):
    """Import a register of breeding operations, nurseries or scientific institutions; safe to run again."""

    help = (
        "Import a register of the Secretariat, all of it, from a CSV whose columns are found by their headings. What "
        "is not in the file any more ends on the eve of the data's day. Run again, it changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("register", choices=Register.values, help="Which register it is.")
        parser.add_argument("path", type=Path, help="The file.")
        parser.add_argument("--as-of", type=day_told, required=True, help="The day of the data, as YYYY-MM-DD.")
        parser.add_argument("--source", default=SECRETARIAT, help="Where it is from, such as a Notification.")
        parser.add_argument("--dry-run", action="store_true", help="Tell what would change, and change nothing.")
        parser.add_argument("--accept-removals", action="store_true", help="Many entries are missing: that is meant.")

    def handle(self, *args: object, **options: Any) -> None:
        path, register = options["path"], Register(options["register"])
        if not path.is_file():
            raise CommandError(f"There is no file {path}")
        try:
            with as_owner(PUBLIC):
                found = import_register(
                    register, path, as_of=options["as_of"], source=options["source"][:200],
                    dry=options["dry_run"], removals=options["accept_removals"],
                )  # fmt: skip
        except DomainError as error:
            raise CommandError(str(error)) from error
        for place, fault in found.faults:
            self.stderr.write(f"line {place}: {sentence_of(_Spoken(fault.text, fault.facts))}")
        for line in _lines(found):
            self.stdout.write(line)
        self.stdout.write(_outcome(register, found, dry=options["dry_run"]))


class _Spoken:
    """A fault as a sentence is made of it."""

    def __init__(self, message: str, data: Mapping[str, Any]) -> None:
        self.message, self.data = message, data


def _lines(found: RegisterImported) -> Iterator[str]:
    for told in found.told:
        before, after = told.get("before", {}), told.get("after", {})
        row = after or before
        about = " ".join(filter(None, (row["code"], row.get("scientific_name"), f"({row['name']})")))
        what = "; ".join(_differences(before, after)) if before and after else ""
        yield f"{_SIGNS[told['what']]} {about}{': ' + what if what else ''}"


def _differences(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) != after.get(name):
            yield f"{name} {before.get(name, '–')} → {after.get(name, '–')}"


def _outcome(register: Register, found: RegisterImported, *, dry: bool) -> str:
    state = "Nothing of it is in force" if dry else "In force"
    unreadable = sum(fault.unreadable for _place, fault in found.faults)
    return (
        f"{register.label}: {found.added} added, {found.changed} changed, {found.ended} ended, "
        f"{found.removed} removed; {unreadable} unreadable. {state}."
    )
