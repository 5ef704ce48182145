"""Files of a Party lie in a folder of its own, chosen anew at each call."""

from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage
from django.utils._os import safe_join

from tenants.context import active_schema


class PartyFiles(FileSystemStorage):
    """Stores below ``location``/<schema>; a name of another Party cannot be reached from here."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)

    def path(self, name: str) -> str:
        return safe_join(Path(super().path("")) / active_schema(), name)

    def url(self, name: str | None) -> str:
        if active_schema() != "public":
            raise ValueError("a Party's files have no address: a view hands them out")
        return super().url(name)
