"""``manage.py move_cases BB [REFERENCE …] [--apply …]``: let open cases follow a newer release."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kernel.errors import DomainError
from tenants.context import party_context
from tenants.life.operators import operator
from tenants.management.parties import find_party
from tenants.releases.queries import release_in_force
from workflows.errors import CaseDoesNotFit
from workflows.fitting import Fit
from workflows.moving import move_case, previews


class Command(BaseCommand):
    """Without ``--apply`` it only tells what would happen; a case that does not fit stays, and is named."""

    help = "Let open cases follow a newer release; tells what would happen unless told to apply it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("iso2", type=str.upper, help="code of the Party, e.g. BB")
        parser.add_argument("references", nargs="*", metavar="REFERENCE", help="these cases; else all that are older")
        parser.add_argument("--to", type=int, metavar="N", help="the release; else the one in force")
        parser.add_argument("--apply", action="store_true", help="move the cases that fit")
        parser.add_argument("--by", default="", metavar="EMAIL", help="the operator who does it")
        parser.add_argument("--note", default="", help="why, for the history of each case")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["apply"] and not (options["by"] and options["note"]):
            raise CommandError("--apply needs --by EMAIL and --note: both stand in the history of each case")
        try:
            by = operator(options["by"]).email if options["apply"] else ""
            with party_context(find_party(options["iso2"])):
                number = options["to"] or release_in_force().number
                self._tell(number, options, by)
        except DomainError as error:
            raise CommandError(str(error)) from error

    def _tell(self, number: int, options: dict[str, Any], by: str) -> None:
        fits = previews(number, options["references"])
        missing = sorted(set(options["references"]) - {fit.reference for fit in fits})
        if missing:
            raise CommandError(f"no such case: {', '.join(missing)}")
        for fit in fits:
            self.stdout.write(self._moved(fit, number, options["note"], by) if by else _line(fit))
        self.stdout.write(_summary(fits, number, applied=bool(by)))

    def _moved(self, fit: Fit, number: int, note: str, by: str) -> str:
        if not fit.fits:
            return _line(fit)
        try:
            move_case(reference=fit.reference, number=number, actor=None, note=note, operator=by)
        except CaseDoesNotFit as error:  # it has gone on meanwhile
            return f"{fit.reference}: stays: {error}"
        return f"{_line(fit)}: moved"


def _line(fit: Fit) -> str:
    if not fit.fits:
        return f"{fit.reference}: stays at release {fit.before}: {'; '.join(map(str, fit.obstacles))}"
    changes = "; ".join(map(str, fit.changes)) or "keeps its stage"
    return f"{fit.reference}: release {fit.before} to {fit.after}: {changes}"


def _summary(fits: list[Fit], number: int, *, applied: bool) -> str:
    fitting = sum(fit.fits for fit in fits)
    rule = f"Fees, texts and documents of release {number} apply to a case from then on; an invoice that is made stays."
    done = "" if applied else " Nothing was changed: --apply moves them."
    return f"{fitting} of {len(fits)} cases fit. {rule}{done}"
