"""``manage.py verify_audit [ISO2]``: has anybody rewritten the past?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants.audit.verify import Verdict, verify_audit
from tenants.context import as_public, party_context
from tenants.models import Party


class Command(BaseCommand):
    """Follows each trail from its first entry; exits 1 when one does not verify."""

    help = "Verify the audit trail of one Party, or of all and of the shared schema."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("iso2", nargs="?", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        parties = Party.objects.filter(iso2=options["iso2"].upper()) if options["iso2"] else Party.objects.all()
        if options["iso2"] and not parties:
            raise CommandError(f"no Party {options['iso2']} is served here")
        broken = [party.slug.upper() for party in parties if not self._verify(party)]
        if not options["iso2"]:
            with as_public():
                broken += [] if self._say("public", verify_audit()) else ["public"]
        if broken:
            raise CommandError(f"the trail does not verify: {', '.join(broken)}")

    def _verify(self, party: Party) -> bool:
        with party_context(party):
            return self._say(party.slug.upper(), verify_audit())

    def _say(self, name: str, verdict: Verdict) -> bool:
        self.stdout.write(f"{name}: {verdict.sealed} entries sealed, {len(verdict.unsealed)} unsealed")
        for entry in verdict.unsealed[:20]:
            self.stdout.write(f"  entry {entry} is not sealed yet")
        for fault in verdict.faults:
            self.stdout.write(f"  {fault}")
        return verdict.intact
