"""A person's notices: what they were told, what became of the mail, and which they want by mail."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cites.accounts.models import User
from cites.casework.models import UnwantedMail
from cites.casework.notices import (
    BODY_ANSWERED,
    CASE_GIVEN,
    NEWS,
    NEWS_FOR_OFFICE,
    NOTICES,
    OVERDUE_FOR_OFFICE,
    REMINDER,
    REMINDER_FOR_OFFICE,
    WAITING_FOR_OFFICE,
)
from kernel.text import LocalisedText
from workflows.models import CaseNews, Sending


class NoticeSubject(StrEnum):
    """What notices are about, as far as a person may do without the mails."""

    TURN = "turn"
    PROGRESS = "progress"
    REMINDER = "reminder"
    OVERDUE = "overdue"


SUBJECTS: Final[dict[NoticeSubject, str | Promise]] = {
    NoticeSubject.TURN: _("A case waits for me, a colleague has given me one, or I stand in for a colleague"),
    NoticeSubject.PROGRESS: _("How far a case is"),
    NoticeSubject.REMINDER: _("Reminders of what waits for me"),
    NoticeSubject.OVERDUE: _("A case that waits for me is overdue"),
}
OF_OFFICE: Final = frozenset({NoticeSubject.TURN, NoticeSubject.OVERDUE})
SUBJECT_OF: Final[dict[str, NoticeSubject]] = {
    WAITING_FOR_OFFICE: NoticeSubject.TURN,
    CASE_GIVEN: NoticeSubject.TURN,
    NEWS: NoticeSubject.PROGRESS,
    NEWS_FOR_OFFICE: NoticeSubject.PROGRESS,
    BODY_ANSWERED: NoticeSubject.PROGRESS,
    "submit": NoticeSubject.PROGRESS,
    "settle": NoticeSubject.PROGRESS,
    REMINDER: NoticeSubject.REMINDER,
    REMINDER_FOR_OFFICE: NoticeSubject.REMINDER,
    OVERDUE_FOR_OFFICE: NoticeSubject.OVERDUE,
}
"""Kinds of notices that a person may do without; what they have to answer or were decided on always comes by mail."""


@dataclass(frozen=True, slots=True)
class ShownNotice:
    """One notice in the reader's language, and where it leads."""

    subject: str | Promise
    sentence: str | Promise
    text: str
    reference: str
    address: str
    at: datetime
    sending: str
    has_failed: bool


def notices_of(person: User) -> QuerySet[CaseNews]:
    """What the person was told, the latest first."""
    return (
        CaseNews.objects.filter(person=person, kind__in=NOTICES).select_related("case").order_by("-written_at", "-pk")
    )


def shown_notice(news: CaseNews) -> ShownNotice:
    """A notice as its reader sees it."""
    notice = NOTICES[news.kind]
    view = "case" if notice.to_office else "application"
    return ShownNotice(
        subject=notice.subject,
        sentence=notice.sentence,
        text=LocalisedText(news.text).in_language(get_language() or "en") if news.text else "",
        reference=news.case.reference,
        address=reverse(view, args=[news.case.reference]),
        at=news.written_at,
        sending=str(news.fate.label),
        has_failed=news.fate is Sending.FAILED,
    )


def subjects_of(person: User) -> list[NoticeSubject]:
    """What the person may be told about and do without the mails."""
    return [subject for subject in NoticeSubject if subject not in OF_OFFICE or person.is_official]


def subjects_wanted(person: User) -> list[NoticeSubject]:
    """What of it the person wants by mail."""
    unwanted = set(UnwantedMail.objects.filter(person=person).values_list("subject", flat=True))
    return [subject for subject in subjects_of(person) if subject not in unwanted]


def is_wanted(person_pk: int, subject: NoticeSubject) -> bool:
    """Whether that person wants mails about it."""
    return not UnwantedMail.objects.filter(person=person_pk, subject=subject).exists()


def is_wanted_by_mail(news: CaseNews) -> bool:
    """Whether a mail is sent: the person may sign in, the notice is one of ours, and they did not choose otherwise."""
    if not news.person.is_active or news.kind not in NOTICES:
        return False
    subject = SUBJECT_OF.get(news.kind)
    return subject is None or is_wanted(news.person_id, subject)
