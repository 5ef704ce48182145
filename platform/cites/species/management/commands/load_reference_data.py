"""``manage.py load_reference_data``: fill the shared tables from the product's own files."""

from django.core.management.base import BaseCommand, CommandError

from cites.species.errors import FaultyReferenceData
from cites.species.services import load_reference_data


class Command(BaseCommand):
    """Load taxa, listings, codes and pairs; safe to run again."""

    help = "Load taxa, listings, code lists and pairs from the product's own tables; safe to run again."

    def handle(self, *args: object, **options: object) -> None:
        try:
            loaded = load_reference_data()
        except FaultyReferenceData as fault:
            raise CommandError(str(fault)) from fault
        for table in loaded:
            self.stdout.write(
                f"{table.table:20} {table.rows:5} rows, {table.created:5} new, "
                f"{table.changed:5} changed, {table.removed:5} removed"
            )
