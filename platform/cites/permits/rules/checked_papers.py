"""What was found of the papers that an application rests on: a check that stops, and questions without an answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cites.permits.rules.catalogue import reason
from cites.permits.rules.incoming_facts import Outcome
from kernel.reasons import Reason
from kernel.text import gettext_noop


@dataclass(frozen=True, slots=True)
class CheckedPaper:
    """A check that counts: of which paper, on which day, what it came to, and the ids that stop it."""

    number: str
    country: str
    outcome: Outcome
    rules: tuple[str, ...]
    made_on: date


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question to the Management Authority of another State that no answer has settled."""

    country: str
    number: str
    last_day: date


def reasons_of_checked_papers(papers: Sequence[CheckedPaper], questions: Sequence[OpenQuestion]) -> Iterator[Reason]:
    """Yield what whoever decides has to know, and to say why they decide all the same."""
    for paper in papers:
        if paper.outcome is Outcome.STOP:
            message = gettext_noop("Paper %(number)s of %(country)s was checked and is not to be accepted: %(rules)s.")
            found = {"number": paper.number or "–", "country": paper.country, "rules": ", ".join(paper.rules)}
            yield reason("IN-STOP", message, **found)
    for question in questions:
        message = gettext_noop(
            "The Management Authority of %(country)s was asked whether paper %(number)s is right, and the question is "
            "still open."
        )
        yield reason("IN-ASKED", message, number=question.number or "–", country=question.country)
