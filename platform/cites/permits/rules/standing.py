"""Whether a standing finding speaks of a line: its kind and authority, specimens, holder, days and quantity; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cites.permits.rules.findings import FINDING_RULES, PRE_CONVENTION, Authority, FindingKind
from cites.permits.rules.measures import converted

NOTHING = Decimal(0)
_OF_ONE_CONSIGNMENT = frozenset({FindingKind.IMPORT_PERMIT})  # a permit is seen, and for one movement


@dataclass(frozen=True, slots=True)
class Scope:
    """What a standing finding is about; empty sets and texts mean "any", and no quantity means no limit."""

    kind: str
    authority: str
    taxon: str
    first_day: date
    last_day: date
    terms: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    country: str = ""
    holder: str = ""
    quantity: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class LineSought:
    """A line for which something has to be found. ``taxa`` are the codes of its taxon and of those above it which
    standing findings name; ``holders`` are all for whom it is asked."""

    taxa: frozenset[str]
    term: str
    sources: frozenset[str]
    country: str
    quantity: Decimal
    unit: str
    holders: frozenset[str] = frozenset()


def kinds_of(authority: str) -> list[FindingKind]:
    """Return what that authority may find for more than one case, in the order of the rules."""
    asked = [*(each.finding for each in FINDING_RULES), PRE_CONVENTION]
    kinds = dict.fromkeys(each.kind for each in asked if each.authority == authority)
    return [kind for kind in kinds if kind not in _OF_ONE_CONSIGNMENT]


def whose(kind: str) -> list[Authority]:
    """Return which authorities may make a standing finding of that kind."""
    return [each for each in Authority if kind in kinds_of(each)]


def covers(scope: Scope, line: LineSought, day: date) -> bool:
    """Tell whether it speaks of these specimens on that day; of two sources it has to name both."""
    return (
        scope.first_day <= day <= scope.last_day
        and scope.taxon in line.taxa
        and (not scope.terms or line.term in scope.terms)
        and (not scope.sources or line.sources <= scope.sources)
        and (not scope.country or scope.country == line.country)
        and (not scope.holder or scope.holder in line.holders)
        and measured(scope, line) is not None
    )


def measured(scope: Scope, line: LineSought) -> Decimal | None:
    """Return what the line takes of it, in its unit; None where that measures something else."""
    return line.quantity if scope.quantity is None else converted(line.quantity, line.unit, scope.unit)


def fits(scope: Scope, used: Decimal, lines: Iterable[LineSought]) -> bool:
    """Tell whether so many lines fit into what a year has left, once ``used`` is taken."""
    if scope.quantity is None:
        return True
    wanted = [measured(scope, line) for line in lines]
    return None not in wanted and used + sum((each for each in wanted if each), NOTHING) <= scope.quantity
