"""Which questions are still unanswered."""

from collections.abc import Sequence

from cites.permits.rules.questions.model import Answered, Question


def unanswered(questions: Sequence[Question], answered: Answered) -> list[Question]:
    """Return those that must not stay as they are; one that another answers in its stead is not among them."""
    return [
        question
        for question in questions
        if question.missing and not answered(question.name) and not (question.instead and answered(question.instead))
    ]
