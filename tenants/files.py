"""Files of a Party lie in a folder of its own, chosen anew at each call."""

from pathlib import Path

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import FileSystemStorage
from django.utils._os import safe_join

from tenants.context import active_schema


class PartyFiles(FileSystemStorage):
    """Stores below ``location``/<schema>; a name of another Party cannot be reached from here."""

    @property
    def location(self) -> str:
        """The active schema's own folder; names are kept relative to it."""
        return safe_join(Path(self.base_location).resolve(), active_schema())

    def path(self, name: str) -> str:
        """Return where ``name`` lies; raise SuspiciousFileOperation where it, or a link on the way, leads elsewhere."""
        found: str = super().path(name)
        if not Path(found).resolve().is_relative_to(self.location):
            raise SuspiciousFileOperation(f"{name} leads out of the folder of {active_schema()}")
        return found

    def url(self, name: str | None) -> str:
        if active_schema() != "public":
            raise ValueError("a Party's files have no address: a view hands them out")
        return super().url(name)
