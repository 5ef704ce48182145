"""Parties from outside: what the register says, what the operator worker gathered, and their jobs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cites.operations.queries.jobs import failures_left, running_jobs
from cites.operations.queries.words import kind_words
from localization.languages import page_language
from tenants.audit.models import AuditEntry
from tenants.audit.verbs import words_of
from tenants.facts.watches import watches
from tenants.hosts import address_of
from tenants.models import HostName, Job, Party, PartyFacts

MAINTENANCE = "maintenance"
STATUSES = (*Party.Status.values, MAINTENANCE)


@dataclass(frozen=True)
class Row:
    """One Party in the list."""

    party: Party
    name: str
    facts: PartyFacts | None
    job: Job | None
    failed: tuple[Job, ...] = ()

    @property
    def status(self) -> str:
        """Its status, or that it is in maintenance."""
        return MAINTENANCE if self.party.in_maintenance else str(self.party.status)

    @property
    def errors(self) -> int:
        """How many troubles are open: counted within, in maintenance, and work that failed."""
        inside = sum(self.facts.troubles.values()) if self.facts else 0
        return inside + len(self.failed) + self.party.in_maintenance

    @property
    def troubles(self) -> list[tuple[str, int]]:
        """What kinds of trouble there are, and how many of each."""
        counted = self.facts.troubles if self.facts else {}
        return [(str(each.label), counted[each.name]) for each in watches if counted.get(each.name)]

    @property
    def nobody_yet(self) -> bool:
        """Tell whether it is open and, as far as is known, nobody ever signed in; nobody is invited into a twin."""
        is_open = self.party.status == Party.Status.OPEN and not self.party.practice
        return is_open and self.facts is not None and self.facts.last_activity is None

    @property
    def address(self) -> str:
        """Where people find its service."""
        return address_of(self.party)


@dataclass(frozen=True)
class Register:
    """All rows that fit, by name, with what is said of the whole."""

    rows: list[Row]
    counts: Counter[str]
    behind: int
    troubled: int
    as_of: datetime | None


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the shared trail about a Party."""

    title: str
    at: datetime
    who: str
    body: str


def register(*, text: str = "", status: str = "") -> Register:
    """The Parties whose name, code or host holds ``text``, of that status; counted over all of them."""
    rows = _rows(Party.objects.select_related("facts"))
    fitting = [row for row in rows if _fits(row, text.strip().casefold()) and status in ("", row.status)]
    gathered = [row.facts.gathered_at for row in rows if row.facts]
    return Register(
        rows=sorted(fitting, key=lambda row: (row.name.casefold(), row.party.practice)),
        counts=Counter(row.status for row in rows),
        behind=sum(1 for row in rows if row.facts and row.facts.behind),
        troubled=sum(1 for row in rows if row.errors),
        as_of=min(gathered, default=None),
    )


def row_of(party: Party) -> Row:
    """One Party as the list would show it."""
    (row,) = _rows(Party.objects.select_related("facts").filter(pk=party.pk))
    return row


def name_of(party: Party) -> str:
    """Its short name in the reader's language; a practice twin says that it is one."""
    return party.name_in(page_language())


def hosts_of(party: Party) -> QuerySet[HostName]:
    """The host names at which it answers, the canonical one first."""
    found: QuerySet[HostName] = HostName.objects.filter(tenant=party).order_by("-is_primary", "domain")
    return found


def history_of(slug: str) -> list[Event]:
    """What the shared trail says of a Party, the latest first."""
    about = Q(subject=f"party:{slug}") | Q(verb="job.asked", data__parties__contains=[slug])
    entries = AuditEntry.objects.filter(about).select_related("actor").order_by("-pk")
    return [_event(entry) for entry in entries[:100]]


def behind_by() -> list[tuple[int, list[str]]]:
    """How many migrations Parties lack, most first, each with the names of those that lack as many."""
    groups: dict[int, list[str]] = {}
    for facts in PartyFacts.objects.filter(behind__gt=0).select_related("party").order_by("-behind"):
        groups.setdefault(facts.behind, []).append(name_of(facts.party))
    return [(count, sorted(names)) for count, names in groups.items()]


def in_maintenance() -> list[Row]:
    """The Parties whose upgrade failed."""
    return _rows(Party.objects.exclude(maintenance_reason="").select_related("facts"))


def _rows(parties: QuerySet[Party]) -> list[Row]:
    running = running_jobs()
    failed: dict[str, list[Job]] = {}
    for job in failures_left():
        for slug in job.party_codes:
            failed.setdefault(slug, []).append(job)
    return [
        Row(party, name_of(party), _facts(party), running.get(party.slug), tuple(failed.get(party.slug, ())))
        for party in parties
    ]


def _facts(party: Party) -> PartyFacts | None:
    facts: PartyFacts | None = getattr(party, "facts", None)
    return facts


def _fits(row: Row, text: str) -> bool:
    names: Iterable[str] = (*row.party.names.values(), row.name, row.party.slug, row.party.host())
    return not text or any(text in name.casefold() for name in names)


def _event(entry: AuditEntry) -> Event:
    data: dict[str, Any] = entry.data
    asked = kind_words(data["kind"]) if "kind" in data else ""
    details = (asked, data.get("reason"), data.get("host"))
    return Event(
        title=words_of(entry.verb),
        at=entry.at,
        who=entry.actor.full_name if entry.actor else _("The system"),
        body="\n".join(str(each) for each in details if each),
    )
