"""From changes of the Appendices to listings and reservations with a first and a last day."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import groupby

from cites.species.imports.records import Event
from kernel.text import gettext_noop

UNKNOWN_END = gettext_noop(
    "%(taxon)s: Appendix %(appendix)s from %(day)s was left out, for it has ended and no day of its end is told."
)
UNKNOWN_PARTY = gettext_noop("%(taxon)s: a reservation from %(day)s was left out, for its Party is not told.")
_EVE = timedelta(days=1)
BEGINNERS = ("+", "R+")


@dataclass(frozen=True, slots=True)
class Period:
    """A listing (or a Party's reservation) from ``begins`` to ``ends``, both included; None: until further notice.

    ``notes`` are those of the changes that began it, blank ones as well; ``annotation`` says them together.
    """

    appendix: str
    party: str
    begins: date
    ends: date | None
    annotation: str
    symbol: str
    of: int | None
    listed_as: str
    notes: tuple[str, ...] = ("",)


@dataclass(slots=True)
class History:
    """The dated listings and reservations of one taxon, and the changes of which nothing could be made."""

    listings: list[Period] = field(default_factory=list)
    reservations: list[Period] = field(default_factory=list)
    endless: list[Event] = field(default_factory=list)
    nobodys: list[Event] = field(default_factory=list)


def history(events: Iterable[Event]) -> History:
    """Return what the changes come to, whatever their order.

    A period ends on the eve of its deletion (or withdrawal), or of the next change of the same Appendix and Party; one
    that the source no longer calls current also on the eve of the taxon's next inclusion elsewhere. Where none of these
    is told, the period is left out rather than dated by guess.
    """
    made, told = History(), sorted(set(events), key=_order)
    made.nobodys = [each for each in told if each.change.startswith("R") and not each.party]
    listings = [each for each in told if not each.change.startswith("R")]
    reservations = [each for each in told if each.change.startswith("R") and each.party]
    inclusions = sorted({each.day for each in listings if each.change == "+"})
    made.listings = list(_periods(listings, inclusions, made))
    made.reservations = list(_periods(reservations, [], made))
    return made


def _order(event: Event) -> tuple[str, str, date, bool, str, int]:
    """Sort deletions before inclusions of the same day: that is how an Appendix is amended."""
    begins = event.change in BEGINNERS
    return event.appendix, _lister(event), event.day, begins, event.annotation, event.their_id or 0


def _lister(event: Event) -> str:
    """Return whose listing it is: Appendix III has one for each Party, reservations as well."""
    return event.party if event.change.startswith("R") or event.appendix == "III" else ""


def _periods(events: Sequence[Event], inclusions: Sequence[date], made: History) -> Iterator[Period]:
    for (_appendix, _party), found in groupby(events, key=lambda event: (event.appendix, _lister(event))):
        days = [list(same) for _day, same in groupby(found, key=lambda event: event.day)]
        for place, same in enumerate(days):
            begun = [event for event in same if event.change in BEGINNERS]
            if begun:
                yield from _period(begun, days[place + 1 :], inclusions, made)


def _period(
    begun: Sequence[Event], later: Sequence[Sequence[Event]], inclusions: Sequence[date], made: History
) -> Iterator[Period]:
    first, is_over = begun[0], all(event.current is False for event in begun)
    ends = later[0][0].day - _EVE if later else None
    if ends is None and is_over:
        superseded = next((day for day in inclusions if day > first.day), None)
        if superseded is None:
            made.endless.append(first)
            return
        ends = superseded - _EVE
    notes = "; ".join(dict.fromkeys(event.annotation for event in begun if event.annotation))
    symbol = next((event.symbol for event in begun if event.symbol), "")
    said = tuple(dict.fromkeys(event.annotation for event in begun))
    yield replace(_bare(first), ends=ends, annotation=notes, symbol=symbol, notes=said)


def _bare(event: Event) -> Period:
    return Period(event.appendix, _lister(event), event.day, None, "", "", event.of, event.listed_as)
