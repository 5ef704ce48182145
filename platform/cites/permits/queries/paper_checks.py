"""Reading checks of papers of other States, and the questions about them."""

from datetime import date
from enum import StrEnum
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet

from cites.permits.check_errors import UnknownPaperCheck, UnknownVerification
from cites.permits.models import SETTLING, Application, PaperCheck, Verification, VerificationEntry
from cites.permits.rules.checked_papers import CheckedPaper, OpenQuestion, reasons_of_checked_papers
from cites.permits.rules.incoming import outcome_of, stopping
from cites.permits.rules.incoming_facts import Outcome
from kernel.reasons import Reason, Severity
from tenants.context import today

MOST_SHOWN: Final = 200


class QuestionState(StrEnum):
    """Where a question stands: told by its log and its last day, stored nowhere."""

    TO_SEND = "to_send"
    WAITING = "waiting"
    LATE = "late"
    CONFIRMED = "confirmed"
    DENIED = "denied"
    UNANSWERED = "unanswered"
    NEEDLESS = "needless"

    @property
    def is_open(self) -> bool:
        """Whether nothing has settled it."""
        return self in (QuestionState.TO_SEND, QuestionState.WAITING, QuestionState.LATE)


def paper_check(pk: int) -> PaperCheck:
    """Return the check of that key; raise UnknownPaperCheck."""
    found = _checks().filter(pk=pk).first()
    if found is None:
        raise UnknownPaperCheck(pk)
    return found


def verification(pk: int) -> Verification:
    """Return the question of that key, with its check and its log; raise UnknownVerification."""
    found = _verifications().filter(pk=pk).first()
    if found is None:
        raise UnknownVerification(pk)
    return found


def recent_checks() -> QuerySet[PaperCheck]:
    """Return the checks that count, the latest first, no more than a page shows."""
    return _checks().filter(correction=None)[:MOST_SHOWN]


def checks_of(application: Application) -> list[PaperCheck]:
    """Return the checks of the papers that an application rests on and that count, the latest first."""
    return list(_checks().filter(application=application, correction=None))


def outcome_now(check: PaperCheck) -> Outcome:
    """Return what a check comes to, with what an official decided since."""
    return outcome_of(check.said, accepted=is_accepted(check))


def is_accepted(check: PaperCheck) -> bool:
    """Tell whether an official accepted the paper against rules that leave room for it."""
    return hasattr(check, "acceptance")


def to_accept(check: PaperCheck) -> list[Reason]:
    """Return the reasons that an official may decide against; none where others forbid it, or one has decided."""
    if is_accepted(check) or any(each.severity is Severity.HARD for each in check.said):
        return []
    return [each for each in check.said if each.severity is Severity.OVERRIDE]


def open_questions() -> list[Verification]:
    """Return the questions that nothing has settled, those first that are due first."""
    return list(_unsettled().order_by("last_day", "pk"))


def questions_of(application: Application) -> list[Verification]:
    """Return the questions about the papers of an application, the latest first; those about corrected checks too."""
    return list(_verifications().filter(check_made__application=application))


def state_of_question(question: Verification, day: date | None = None) -> QuestionState:
    """Return where a question stands on ``day`` (the Party's today)."""
    entries = list(question.entries.all())
    settling = [each.tidings for each in entries if each.tidings in SETTLING]
    if settling:
        return QuestionState(settling[-1])
    if (day or today()) > question.last_day:
        return QuestionState.LATE
    return QuestionState.WAITING if entries else QuestionState.TO_SEND


def reasons_of_papers(application: Application) -> list[Reason]:
    """Return what whoever decides on an application has to know of the papers that it rests on."""
    checks = [_checked(each) for each in checks_of(application)]
    questions = [
        OpenQuestion(each.check_made.country, each.check_made.number, each.last_day)
        for each in _unsettled().filter(check_made__application=application)
    ]
    return list(reasons_of_checked_papers(checks, questions))


def _checked(check: PaperCheck) -> CheckedPaper:
    stops = stopping(accepted=is_accepted(check))
    rules = tuple(dict.fromkeys(each.code for each in check.said if each.severity in stops))
    return CheckedPaper(check.number, check.country, outcome_now(check), rules, check.presented_on)


def _checks() -> QuerySet[PaperCheck]:
    return PaperCheck.objects.select_related(
        "application__case", "official", "acceptance__official", "corrects", "correction"
    )


def _verifications() -> QuerySet[Verification]:
    related = Verification.objects.select_related("check_made__application__case", "asked_by")
    return related.prefetch_related("entries__official")


def _unsettled() -> QuerySet[Verification]:
    settled = VerificationEntry.objects.filter(verification=OuterRef("pk"), tidings__in=SETTLING)
    return _verifications().filter(~Exists(settled))
