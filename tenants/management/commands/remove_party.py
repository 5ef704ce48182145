"""``manage.py remove_party BB --by EMAIL --begin|--confirm|--now``: remove a Party in three steps."""

from typing import Any

from django.core.management.base import CommandParser

from tenants.life.removal import begin_removal, confirm_removal, removable_from, remove_party
from tenants.management.parties import PartyCommand
from tenants.models import Party


class Command(PartyCommand):
    """Two operators and a waiting time (REMOVAL_WAIT_DAYS) stand before it; ``reopen`` calls it off."""

    help = "Remove a Party with all that it has: one operator begins, another confirms, later either does it."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        step = parser.add_mutually_exclusive_group(required=True)
        step.add_argument("--begin", metavar="REASON", help="ask for it; the service closes at once")
        step.add_argument("--confirm", action="store_true", help="as another operator; the waiting time begins")
        step.add_argument("--now", action="store_true", help="remove it; nothing is left but the shared trail")

    def work(self, party: Party, by: Any, options: dict[str, Any]) -> str:
        if options["begin"]:
            begin_removal(party=party, by=by, reason=options["begin"])
            return "closed; another operator has to confirm the removal"
        if options["confirm"]:
            moment = removable_from(confirm_removal(party=party, by=by))
            return f"confirmed; may be removed from {moment:%Y-%m-%d %H:%M} UTC on"
        remove_party(party=party, by=by)
        return "removed"
