"""`manage.py ensure_front_door`: put up the shared front door; harmless when it stands."""

from django.conf import settings
from django.core.management.base import BaseCommand

from cms.services import ensure_front_door


class Command(BaseCommand):
    help = "Create the front door's site, first pages and editors' rights where they are missing."

    def handle(self, *args: object, **options: object) -> None:
        home = ensure_front_door(host=settings.BASE_HOST)
        self.stdout.write(f"Front door: {home.title}")
