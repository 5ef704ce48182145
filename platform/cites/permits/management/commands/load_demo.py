"""Fill the demo Parties with people and cases; refused in production."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cites.accounts.demo import DEMO_PARTIES, ensure_demo_people, refuse_in_production
from cites.accounts.errors import DemoRefused
from cites.permits.demo import ensure_demo_cases
from tenants.models import Party


class Command(BaseCommand):
    """``manage.py load_demo``: harmless when repeated."""

    help = "Fill the demo Parties with people and cases (development only)."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            refuse_in_production()
        except DemoRefused as error:
            raise CommandError(str(error)) from error
        ensure_demo_people(None)
        for party in Party.objects.filter(iso2__in=DEMO_PARTIES, practice=False).order_by("iso2"):
            people = ensure_demo_people(party)
            made = ensure_demo_cases(party)
            self.stdout.write(f"{party.name}: {len(people)} people, {made} new cases")
