"""The audit trail as auditors read it: filtered, paged, exported."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tenants.audit.models import AuditEntry
from tenants.audit.subjects import words_of_subject
from tenants.audit.verbs import verbs_said, words_of
from tenants.context import current_profile


@dataclass(frozen=True)
class Filters:
    """Who, what, about what, and between which days (Party's time, both included)."""

    who: str = ""
    what: str = ""
    about: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def count(self) -> int:
        """How many of them are in use."""
        return sum(map(bool, (self.who, self.what, self.about, self.since, self.until)))


@dataclass(frozen=True)
class Entry:
    """One entry as a line of the page."""

    at: datetime
    who: str
    verb: str
    words: str
    about: str
    address: str


def entries(filters: Filters) -> QuerySet[AuditEntry]:
    """The entries that fit, the latest first."""
    found = AuditEntry.objects.select_related("actor").order_by("-pk")
    if filters.who:
        found = found.filter(Q(actor__full_name__icontains=filters.who) | Q(actor__email__icontains=filters.who))
    if filters.what:
        spelled = Q(verb__icontains=filters.what.strip().replace(" ", "_"))
        found = found.filter(spelled | Q(verb__in=list(verbs_said(filters.what))))
    if filters.about:
        found = found.filter(subject__icontains=filters.about.strip())
    if filters.since:
        found = found.filter(at__gte=_midnight(filters.since))
    if filters.until:
        found = found.filter(at__lt=_midnight(filters.until + timedelta(days=1)))
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(current_profile().time_zone))


def shown(entry: AuditEntry) -> Entry:
    """The entry in words, with a link to what it is about where there is a page."""
    kind, _colon, number = entry.subject.partition(":")
    return Entry(
        at=entry.at,
        who=entry.actor.full_name if entry.actor else _("The system"),
        verb=entry.verb,
        words=words_of(entry.verb),
        about=words_of_subject(entry.subject),
        address=_address(kind, number),
    )


def _address(kind: str, number: str) -> str:
    if kind in {"case", "application"} and number:
        return reverse("case", args=[number])
    return ""


def csv_row(entry: AuditEntry) -> list[Any]:
    """The entry as a row of the export: time in UTC, number of the person, verb, subject and facts."""
    name = entry.actor.full_name if entry.actor else ""
    return [entry.pk, entry.at.isoformat(), entry.actor_id or "", name, entry.roles, entry.verb, entry.subject,
            entry.address, entry.request_id, entry.data]  # fmt: skip


CSV_HEADER = ["number", "at", "person", "name", "roles", "verb", "subject", "address", "request", "data"]
