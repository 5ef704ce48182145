"""Prints how the demo people of every host sign in."""

from typing import Any

from django.core.management.base import BaseCommand

from cites.accounts.demo import PASSWORD, demo_people, refuse_in_production
from tenants.models import Party


class Command(BaseCommand):
    """``manage.py demo_logins``"""

    help = "Print e-mail, role and present one-time code of the demo people of every host."

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_in_production()
        self.stdout.write(f"Password of everybody: {PASSWORD}\n")
        for iso2 in (None, *Party.objects.filter(practice=False).values_list("iso2", flat=True)):
            for each in demo_people(iso2):
                code = each.code() if each.has_code else "-"
                self.stdout.write(f"{each.email:<32} {each.role.label!s:<32} {code:<8} {each.full_name}\n")
