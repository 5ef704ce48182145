"""What registers say of somebody on a day: the Secretariat's of operations and institutions, a Party's of operators."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Registered(StrEnum):
    """Where a code stands in a register of the Secretariat on a day."""

    UNCHECKED = "unchecked"  # the register was never imported
    IN_FORCE = "in force"
    UNKNOWN = "unknown"
    NOT_YET = "not yet"
    SUSPENDED = "suspended"
    ENDED = "ended"
    OTHER_SPECIES = "other species"


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """One registration, from its first day to its last; ``of_taxon`` tells whether it is for the specimens' taxon."""

    party: str
    first_day: date
    last_day: date | None = None
    suspended: bool = False
    of_taxon: bool = True

    def holds_on(self, day: date) -> bool:
        """Tell whether it holds on ``day``, its first and last days included."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """What a register says of a code: its entries, and the day of the data; none where it was never imported."""

    code: str
    as_of: date | None = None
    entries: tuple[EntryFacts, ...] = ()

    def standing_on(self, day: date) -> Registered:
        """Return where the code stands on ``day``: only what holds that day counts for it."""
        if self.as_of is None:
            return Registered.UNCHECKED
        if not self.entries:
            return Registered.UNKNOWN
        fitting = [each for each in self.entries if each.of_taxon]
        if not fitting:
            return Registered.OTHER_SPECIES
        if any(each.holds_on(day) for each in fitting):
            return Registered.IN_FORCE
        begun = [each for each in fitting if each.first_day <= day]
        if not begun:
            return Registered.NOT_YET
        latest = max(begun, key=lambda each: (each.first_day, each.last_day or date.max))
        return Registered.SUSPENDED if latest.suspended else Registered.ENDED

    def parties_on(self, day: date) -> frozenset[str]:
        """Return the Parties of the entries that hold on ``day``."""
        return frozenset(each.party for each in self.entries if each.of_taxon and each.holds_on(day))


@dataclass(frozen=True, slots=True)
class Stop:
    """Days on which an operator may not use the simplified procedure: from one on, until the day of another."""

    first_day: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether the operator is stopped on ``day``."""
        return self.first_day <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class OperatorEntry:
    """One registration for the simplified procedure: its days, and what is approved beforehand.

    ``taxa`` are rank and name, as a lineage has them. No ``terms`` and no ``sources`` mean all of them.
    """

    first_day: date
    last_day: date
    taxa: frozenset[tuple[str, str]] = frozenset()
    terms: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    stops: tuple[Stop, ...] = ()

    def is_stopped_on(self, day: date) -> bool:
        """Tell whether it is suspended on ``day``."""
        return any(each.holds_on(day) for each in self.stops)

    def holds_on(self, day: date) -> bool:
        """Tell whether the operator may use the procedure on ``day``."""
        return self.first_day <= day <= self.last_day and not self.is_stopped_on(day)

    def covers(self, lineage: frozenset[tuple[str, str]], term: str, sources: Iterable[str]) -> bool:
        """Tell whether specimens of that lineage, kind and source (any of them) are approved beforehand."""
        return (
            not self.taxa.isdisjoint(lineage)
            and (not self.terms or term in self.terms)
            and (not self.sources or not self.sources.isdisjoint(sources))
        )


@dataclass(frozen=True, slots=True)
class OperatorFacts:
    """What a Party's own register says of the applicant and the number named.

    ``kept`` tells whether the Party keeps one here at all.
    """

    number: str
    kept: bool
    entries: tuple[OperatorEntry, ...] = ()


def stops_of(suspended: Iterable[tuple[date, bool]]) -> tuple[Stop, ...]:
    """Return the stops that follow from suspensions (True) and their ends (False), in the order in which they came."""
    stops: list[Stop] = []
    for day, stopped in suspended:
        is_open = bool(stops) and stops[-1].until is None
        if stopped and not is_open:
            stops.append(Stop(day))
        elif not stopped and is_open:
            stops[-1] = Stop(stops[-1].first_day, day)
    return tuple(stops)


def eve(day: date) -> date:
    """Return the day before."""
    return day - timedelta(days=1)
