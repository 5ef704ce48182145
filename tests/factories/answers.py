"""Something to every question that a document must have answered, for tests that are about something else."""

from datetime import date
from typing import Any

from cites.permits.rules.questions.model import Kind, Question
from cites.permits.rules.questions.of_applications import SECTIONS

_BY_KIND: dict[Kind, Any] = {
    Kind.DAY: date(2026, 3, 9),
    Kind.PAST_DAY: date(2026, 3, 1),
    Kind.COUNTRY: "US",
    Kind.OTHER_COUNTRY: "US",
    Kind.COUNT: 3,
}
_BY_NAME = {"exporter_country": "VC", "vessel_flag": "BB"}  # another than that of the consignee; the Party's own
_TOLD_OTHERWISE = {
    "purpose", "port_of_exit", "exporter_name", "exporter_address", "consignee_name", "consignee_address",
    "consignee_country",
}  # fmt: skip


def plausible_answers(document: str) -> dict[str, Any]:
    """Return an answer to each question of a document that must not stay open, but for what ``an_application`` tells."""
    asked = [question for section in SECTIONS for question in section.of_document(document)]
    return {each.name: _answer(each) for each in asked if each.missing and each.name not in _TOLD_OTHERWISE}


def _answer(question: Question) -> Any:
    if question.name in _BY_NAME:
        return _BY_NAME[question.name]
    match question.kind:
        case Kind.CHOICE:
            return question.choices[0][0]
        case Kind.CHOICES:
            return [question.choices[0][0]]
    return _BY_KIND.get(question.kind, f"Some {question.short.lower()}")
