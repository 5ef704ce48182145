"""What the reader of the worklist asks for, as it stands in the address."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from cites.casework.queries.lists import CaseList
from cites.permits.models import Application
from cites.permits.queries.search import applications_with


@dataclass(frozen=True)
class Asked:
    """A list, words to look for, and what to narrow it by; all of it may be empty."""

    text: str = ""
    document: str = ""
    species: str = ""
    trader: str = ""
    port: str = ""
    stage: str = ""
    show: str = ""
    page: str = "1"

    @property
    def list(self) -> CaseList:
        """The list that is shown: the one named, else all cases for whoever looks for something, else the open ones."""
        if self.show in set(CaseList):
            return CaseList(self.show)
        return CaseList.ALL if self.text or self.stage else CaseList.OPEN

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but a list and a stage is asked for."""
        return bool(self.text or self.document or self.species or self.trader or self.port)

    @property
    def query(self) -> str:
        """Everything but the page, for an address."""
        given = {
            "q": self.text,
            "document": self.document,
            "species": self.species,
            "trader": self.trader,
            "port": self.port,
            "stage": self.stage,
            "show": self.show,
        }
        return urlencode({name: value for name, value in given.items() if value})

    def address(self, **changed: str) -> str:
        """The address of the same with some of it changed, from its first page."""
        query = replace(self, **changed).query
        return reverse("cases") + (f"?{query}" if query else "")


def narrowed(applications: QuerySet[Application], asked: Asked) -> QuerySet[Application]:
    """Return those that fit the words and all that narrows the list, whatever the list and the stage."""
    found = applications_with(applications, text=asked.text, trader=asked.trader, species=asked.species)
    if asked.document:
        found = found.filter(case__workflow=asked.document)
    return found.filter(port_of_exit=asked.port) if asked.port else found
