"""Looking through the register of permits: by words, by facts, by days, and a page at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet

from cites.permits.models import EventKind, PermitEvent, RegisterEntry
from cites.permits.queries.permits import ENDED, PermitState
from cites.permits.rules.register_words import NOT_ENDED, SIGNATORY, Fact, fact
from cites.permits.rules.search_words import SPECIES, TRADER, of_kind, words_asked
from cites.species import queries as species
from tenants.context import today

MOST_COUNTED: Final = 1_000
MOST_SORTED: Final = 4_000
_MOST_TAXA: Final = 60
_ENDINGS: Final = {state.value: kind.value for kind, state in ENDED.items()}
STATES: Final = (PermitState.VALID, PermitState.EXPIRED, *ENDED.values())
"""The states that somebody may look for."""


@dataclass(frozen=True)
class Sought:
    """What permits are looked for by; what is empty leaves out none."""

    text: str = ""
    trader: str = ""
    species: str = ""
    signatory: str = ""
    document: str = ""
    state: str = ""
    appendix: str = ""
    term: str = ""
    source: str = ""
    purpose: str = ""
    country: str = ""
    issued: str = ""
    issued_from: date | None = None
    issued_until: date | None = None
    valid_on: date | None = None


class Order(NamedTuple):
    """By which column the register is read, and whether from its end."""

    column: str
    falling: bool = False


ORDERS: Final = {
    "newest": Order("issued_on", falling=True),
    "oldest": Order("issued_on"),
    "first_over": Order("valid_until"),
    "last_over": Order("valid_until", falling=True),
    "number": Order("number"),
    "number_falling": Order("number", falling=True),
}
NEWEST: Final = "newest"


class Slice(NamedTuple):
    """Some entries in order, and whether there are others before and after them."""

    entries: list[RegisterEntry]
    has_before: bool
    has_after: bool


class _Asked(SearchQuery):
    """A query that is written here, of words that hold no quotes."""

    template = "(%(expressions)s)::tsquery"

    def __init__(self, query: str) -> None:
        super().__init__(query, search_type="raw")


def entries_sought(sought: Sought) -> QuerySet[RegisterEntry]:
    """Return the entries that fit all of it, in no order.

    Each fact of a line has to be one of some line, not all of the same.
    """
    found = RegisterEntry.objects.order_by()
    if sought.state == PermitState.LOST:
        found = found.filter(_ever_lost())
    asked = [*_typed(sought), *_chosen(sought)]
    if any(query == "" for query in asked):
        return found.none()
    if asked:
        found = found.filter(words=_Asked(" & ".join(asked)))
    return found.filter(_days(sought))


def count_up_to(found: QuerySet[RegisterEntry], most: int = MOST_SORTED) -> int:
    """Return how many there are, but no more than one above ``most``."""
    return found[: most + 1].count()


def gathered(found: QuerySet[RegisterEntry], count: int) -> QuerySet[RegisterEntry]:
    """Return the same entries, of which there are ``count``; where they are few, found first and only then sorted.

    Else the database reads the whole register in the order that is asked for, in the hope to meet them soon: in vain
    where those that are valid today are asked for with the oldest first.
    """
    if count > MOST_SORTED:
        return found
    return RegisterEntry.objects.filter(pk__in=found.values("pk")[: MOST_SORTED + 1])


def slice_of(
    found: QuerySet[RegisterEntry], order: Order, size: int, *, after: int | None = None, before: int | None = None
) -> Slice:
    """Return the entries that follow, or that precede, the one of that key; without it, the first ones.

    No entry is counted on the way, so that the last page is as near as the first.
    """
    backwards = before is not None
    key = before if backwards else after
    edge = None if key is None else RegisterEntry.objects.filter(pk=key).first()
    falling = order.falling is not backwards
    some = found if edge is None else found.filter(_beyond(edge, order.column, falling=falling))
    sign = "-" if falling else ""
    rows = list(some.defer("words").order_by(f"{sign}{order.column}", f"{sign}pk")[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        return Slice(rows[::-1], more, edge is not None)
    return Slice(rows, edge is not None, more)


def all_in_order(found: QuerySet[RegisterEntry], order: Order, at_a_time: int) -> Iterator[list[RegisterEntry]]:
    """Yield all entries in order, some at a time, each time by a query of its own."""
    last: int | None = None
    while True:
        some = slice_of(found, order, at_a_time, after=last)
        if some.entries:
            yield some.entries
        if not some.has_after:
            return
        last = some.entries[-1].pk


def state_of_entry(entry: RegisterEntry, day: date) -> PermitState:
    """Return what the permit of an entry is good for on a day, as ``state_of`` says it of the permit."""
    ended = next((state for kind, state in ENDED.items() if kind == entry.ended), None)
    return ended or (PermitState.EXPIRED if day > entry.valid_until else PermitState.VALID)


def _beyond(edge: RegisterEntry, column: str, *, falling: bool) -> Q:
    """What comes after an entry in an order; the first condition alone already leads the index to its place."""
    way = "lt" if falling else "gt"
    value = getattr(edge, column)
    later = Q(**{f"{column}__{way}": value}) | Q(**{f"pk__{way}": edge.pk})
    return Q(**{f"{column}__{way}e": value}) & later


def _typed(sought: Sought) -> Iterator[str]:
    """A query for each box of words: of a species, also of the taxa that have such a name, synonyms included."""
    if sought.text:
        yield _either(words_asked(sought.text), sought.text)
    if sought.trader:
        yield _all(of_kind(TRADER, words_asked(sought.trader)))
    if sought.species:
        yield _either(of_kind(SPECIES, words_asked(sought.species)), sought.species, SPECIES)
    if sought.signatory:
        yield _all(of_kind(SIGNATORY, words_asked(sought.signatory)))


def _either(words: list[str], name: str, kind: str = "") -> str:
    """Each word as it is written, or as one of a name of a taxon: the words may be of names in several languages."""
    if not words or any(any(sign.isdecimal() for sign in word) for word in words):
        return _all(words)
    each = [" | ".join([_all([word]), *_taxa(word.removeprefix(f"{kind}:"))]) for word in words]
    return f"({' | '.join([' & '.join(f'({one})' for one in each), *_taxa(name)])})"


def _taxa(name: str) -> list[str]:
    return [_quoted(fact(Fact.TAXON, code)) for code in species.taxon_codes_named(name, _MOST_TAXA)]


def _all(words: list[str]) -> str:
    return " & ".join(f"{_quoted(word)}:*" for word in words)


def _chosen(sought: Sought) -> Iterator[str]:
    chosen = {
        Fact.DOCUMENT: sought.document,
        Fact.APPENDIX: sought.appendix,
        Fact.TERM: sought.term,
        Fact.SOURCE: sought.source,
        Fact.PURPOSE: sought.purpose,
        Fact.COUNTRY: sought.country,
        Fact.ISSUED: sought.issued,
    }
    yield from (_quoted(fact(kind, value)) for kind, value in chosen.items() if value)
    if sought.state and sought.state != PermitState.LOST:
        yield _quoted(fact(Fact.ENDED, _ENDINGS.get(sought.state, NOT_ENDED)))


def _ever_lost() -> Q:
    """Those that were lost or stolen, also where they were cancelled or replaced since: the paper is still about."""
    lost = list(PermitEvent.objects.filter(kind=EventKind.LOST).order_by().values_list("permit", flat=True))
    return Q(words=_Asked(_quoted(fact(Fact.ENDED, EventKind.LOST.value)))) | Q(permit__in=lost)


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def _days(sought: Sought) -> Q:
    asked = Q()
    if sought.issued_from:
        asked &= Q(issued_on__gte=sought.issued_from, valid_until__gte=sought.issued_from)  # as every one of them is
    if sought.issued_until:
        asked &= Q(issued_on__lte=sought.issued_until)
    if day := sought.valid_on:
        asked &= Q(issued_on__lte=day, valid_until__gte=day) & (Q(ended_on=None) | Q(ended_on__gt=day))
    if sought.state == PermitState.VALID:
        asked &= Q(valid_until__gte=today())
    if sought.state == PermitState.EXPIRED:
        asked &= Q(valid_until__lt=today())
    return asked
