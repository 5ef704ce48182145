"""Fill the demo Parties with people, cases and registers; refused in production."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cites.accounts.demo import DEMO_PARTIES, ensure_demo_people, refuse_in_production
from cites.accounts.errors import DemoRefused
from cites.permits.demo import ensure_demo_cases
from cites.permits.demo_registers import ensure_demo_operators, ensure_demo_registers
from tenants.models import Party


class Command(BaseCommand):
    """``manage.py load_demo``: harmless when repeated."""

    help = "Fill the demo Parties with people, cases and registers (development only)."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            refuse_in_production()
        except DemoRefused as error:
            raise CommandError(str(error)) from error
        ensure_demo_people(None)
        self.stdout.write(f"Registers: {ensure_demo_registers()} new entries")
        for party in Party.objects.filter(iso2__in=DEMO_PARTIES, practice=False).order_by("iso2"):
            people = ensure_demo_people(party)
            made = ensure_demo_cases(party)
            registered = ensure_demo_operators(party)
            self.stdout.write(f"{party.name}: {len(people)} people, {made} new cases, {registered} new operators")
