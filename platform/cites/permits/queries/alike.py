"""What the rules ask about many lines: of those that are alike the reference data is asked once."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

from cites.permits.models import ApplicationLine
from cites.permits.queries.asked import SpecimensAsked
from cites.permits.queries.facts import asked_of, specimen_facts, with_papers
from cites.permits.rules.facts import LineFacts

_OF_EACH: Final[dict[str, Any]] = {"number": 1, "quantity": None, "justification": "", "acquired_on": None}
"""What lines that are alike may differ in, for the reference data says nothing of it; and what is asked instead."""


class FactsOfLines:
    """What the rules ask about lines, one after the other, with the reference data of one day."""

    def __init__(self, day: date) -> None:
        self._day = day
        self._known: dict[SpecimensAsked, LineFacts] = {}

    def of(self, line: ApplicationLine) -> LineFacts:
        """Return the same as ``line_facts`` of that day, sooner."""
        asked = asked_of(line)
        alike = replace(asked, **_OF_EACH)
        if alike not in self._known:
            self._known[alike] = specimen_facts(alike, self._day)
        of_this = {name: getattr(asked, name) for name in _OF_EACH}
        return with_papers(line, replace(self._known[alike], **of_this))
