"""Files of a Party lie in a folder of its own, chosen anew at each call."""

from pathlib import Path

from django.core.files.storage import FileSystemStorage
from django.utils._os import safe_join

from tenants.context import active_schema


class PartyFiles(FileSystemStorage):
    """Stores below ``location``/<schema>; a name of another Party cannot be reached from here."""

    @property
    def location(self) -> str:
        """The active schema's own folder; names are kept relative to it."""
        return safe_join(Path(self.base_location).resolve(), active_schema())

    def url(self, name: str | None) -> str:
        if active_schema() != "public":
            raise ValueError("a Party's files have no address: a view hands them out")
        return super().url(name)
