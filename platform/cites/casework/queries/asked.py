"""What the reader of the worklist asks for, as it stands in the address."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from cites.casework.queries.lists import CaseList
from cites.permits.models import Application
from cites.permits.queries.search import applications_with
from workflows.models import Case


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


def narrowed(cases: QuerySet[Case], asked: Asked) -> QuerySet[Case]:
    """Return those that fit the words and all that narrows the list, whatever the list and the stage."""
    if asked.document:
        cases = cases.filter(workflow=asked.document)
    if not (asked.text or asked.trader or asked.species or asked.port):
        return cases
    found = applications_with(
        Application.objects.order_by(), text=asked.text, trader=asked.trader, species=asked.species
    )
    found = found.filter(port_of_exit=asked.port) if asked.port else found
    return cases.filter(pk__in=found.values("case"))
