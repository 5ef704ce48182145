"""The mails of all people here that could not be delivered, for those who look after accounts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from django.db.models import F, QuerySet, Value
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cites.accounts.models import Absence, User
from cites.casework.notices import NOTICES
from workflows.models import CaseNews, Sending

_OF_CASE: Final = "case"
_OF_ABSENCE: Final = "absence"


@dataclass(frozen=True, slots=True)
class FailedMail:
    """One mail that did not arrive: to whom, what it was about, since when, and what the mail server said."""

    person: User
    subject: str | Promise
    reference: str
    at: datetime
    refusal: str


def failed_mails() -> QuerySet[Any]:
    """Return which mails failed, the latest first: what ``shown_failures`` makes lines of."""
    told = CaseNews.objects.filter(sending=Sending.FAILED, kind__in=NOTICES).annotate(at=F("sent_at"))
    deputies = Absence.objects.filter(deputy_mail_failed=True).annotate(at=F("deputy_told_at"))
    of_cases: QuerySet[Any] = told.annotate(of=Value(_OF_CASE)).values_list("pk", "of", "at")
    of_absences = deputies.annotate(of=Value(_OF_ABSENCE)).values_list("pk", "of", "at")
    return of_cases.union(of_absences, all=True).order_by("-at", "of", "-id")


def shown_failures(page: Iterable[tuple[int, str, datetime]]) -> list[FailedMail]:
    """Return the failed mails of one page as lines, in its order."""
    keys = [(pk, of) for pk, of, _at in page]
    of_cases = CaseNews.objects.select_related("case", "person").in_bulk([pk for pk, of in keys if of == _OF_CASE])
    absences = Absence.objects.select_related("person", "deputy")
    of_absences = absences.in_bulk([pk for pk, of in keys if of == _OF_ABSENCE])
    return [_of_case(of_cases[pk]) if of == _OF_CASE else _of_absence(of_absences[pk]) for pk, of in keys]


def _of_case(news: CaseNews) -> FailedMail:
    return FailedMail(news.person, NOTICES[news.kind].subject, news.case.reference, news.written_at, news.refusal)


def _of_absence(absence: Absence) -> FailedMail:
    deputy, at = cast(User, absence.deputy), cast(datetime, absence.deputy_told_at)
    subject = _("You stand in for %(name)s") % {"name": absence.person.full_name}
    return FailedMail(deputy, subject, "", at, absence.deputy_refusal)
