"""``manage.py migrate_all``: the shared schema, the template of an empty Party, and every Party."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tenants.models import Party
from tenants.names import PUBLIC
from tenants.schemas.migrate import migrate_schema
from tenants.schemas.rights import grant_party, grant_shared
from tenants.schemas.template import template_script


class Command(BaseCommand):
    """A Party that fails is named and the others go on; run again, it resumes."""

    help = "Bring every schema to the newest migrations and state all rights anew."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"public: {migrate_schema(PUBLIC, self._line)} migrations")
        grant_shared()
        template_script(self._line)
        failed = [party.iso2 for party in Party.objects.all() if not self._migrate(party)]
        if failed:
            raise CommandError(f"not migrated: {', '.join(failed)}")

    def _migrate(self, party: Party) -> bool:
        try:
            count = migrate_schema(party.schema_name, self._line)
            grant_party(party.schema_name, party.login_version)
        except Exception as error:  # one Party's trouble must not stop the others
            self.stderr.write(f"{party.iso2}: {type(error).__name__}: {error}")
            return False
        self.stdout.write(f"{party.iso2}: {count} migrations")
        return True

    def _line(self, line: str) -> None:
        self.stdout.write(f"  {line}")
