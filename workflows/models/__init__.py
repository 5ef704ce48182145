"""Cases, the steps they took, who holds them, who did which duty on them, and what was asked, answered and told."""

from workflows.models.assignment import Assignment
from workflows.models.attachment import CaseAttachment
from workflows.models.body import (
    MOST_WRONG_CODES,
    BodyAnswer,
    BodyLink,
    BodyMail,
    BodyMailKind,
    BodyRequest,
    BodySending,
)
from workflows.models.case import Case, CaseBranch
from workflows.models.closure import Closure
from workflows.models.duty import Duty, DutyKind
from workflows.models.message import CaseMessage, CaseNote, MessageKind
from workflows.models.news import CaseNews, Sending
from workflows.models.step import CaseStep

__all__ = [
    "MOST_WRONG_CODES",
    "Assignment",
    "BodyAnswer",
    "BodyLink",
    "BodyMail",
    "BodyMailKind",
    "BodyRequest",
    "BodySending",
    "Case",
    "CaseAttachment",
    "CaseBranch",
    "CaseMessage",
    "CaseNews",
    "CaseNote",
    "CaseStep",
    "Closure",
    "Duty",
    "DutyKind",
    "MessageKind",
    "Sending",
]
