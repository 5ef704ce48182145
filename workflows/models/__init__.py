"""Cases, the steps they took, who holds them, who did which duty on them, and what was asked, answered and told."""

from workflows.models.assignment import Assignment
from workflows.models.case import Case, CaseBranch
from workflows.models.closure import Closure
from workflows.models.duty import Duty, DutyKind
from workflows.models.message import CaseMessage, CaseNote, MessageKind
from workflows.models.news import CaseNews, Sending
from workflows.models.step import CaseStep

__all__ = [
    "Assignment",
    "Case",
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
