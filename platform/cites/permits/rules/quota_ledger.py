"""The movements of a quota's ledger: which are lawful, and what a line takes of its quotas after them; pure.

A line is reserved when it is approved, committed when its permit is issued, adjusted to what really left once box 14
is on record, and released when nothing of it will leave. A commitment uses up the reservation of its own line, so that
what was approved is never counted twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import reduce

from kernel.errors import DomainError
from kernel.text import gettext_noop

NOTHING = Decimal(0)


class Movement(StrEnum):
    """What an entry does."""

    RESERVE = "reserve"
    COMMIT = "commit"
    ADJUST = "adjust"
    RELEASE = "release"


class UnlawfulMovement(DomainError):
    """An entry that would take back more than there is, or does what its kind does not."""

    code = "unlawful_movement"

    def __init__(self) -> None:
        super().__init__(message=gettext_noop("The ledger of quotas cannot have such an entry."))


@dataclass(frozen=True, slots=True)
class Moved:
    """One entry: by how much it changes what is reserved, and what is committed, in the line's own unit."""

    kind: Movement
    reserved: Decimal = NOTHING
    committed: Decimal = NOTHING


@dataclass(frozen=True, slots=True)
class Held:
    """What a line takes of its quotas at a moment: approved and waiting, and standing on a permit."""

    reserved: Decimal = NOTHING
    committed: Decimal = NOTHING

    @property
    def whole(self) -> Decimal:
        """All that it takes."""
        return self.reserved + self.committed

    def after(self, moved: Moved) -> "Held":
        """Return what it takes after an entry; raises UnlawfulMovement."""
        held = Held(self.reserved + moved.reserved, self.committed + moved.committed)
        if min(held.reserved, held.committed) < 0 or not _does_what_it_says(moved):
            raise UnlawfulMovement
        return held


def held_after(entries: Iterable[Moved]) -> Held:
    """Return what a line takes after these entries, in their order; raises UnlawfulMovement."""
    return reduce(Held.after, entries, Held())


def reserving(quantity: Decimal) -> Moved:
    """Return the entry of an approval."""
    return Moved(Movement.RESERVE, reserved=quantity)


def committing(reserved: Decimal, quantity: Decimal) -> Moved:
    """Return the entry of an issue, which uses up what is reserved for it; a replacement has nothing reserved."""
    return Moved(Movement.COMMIT, -min(reserved, quantity), quantity)


def adjusting(held: Held, actual: Decimal) -> Moved | None:
    """Return the entry by which what is committed becomes what really left; None where it is that already.

    It is more than before only where the permit was released as expired and its copy came back late.
    """
    return None if actual == held.committed else Moved(Movement.ADJUST, committed=actual - held.committed)


def releasing(held: Held) -> Moved | None:
    """Return the entry that gives everything back; None where there is nothing."""
    return Moved(Movement.RELEASE, -held.reserved, -held.committed) if held.whole else None


def _does_what_it_says(moved: Moved) -> bool:
    match moved.kind:
        case Movement.RESERVE:
            return moved.reserved > 0 and moved.committed == 0
        case Movement.COMMIT:
            return moved.reserved <= 0 < moved.committed and -moved.reserved <= moved.committed
        case Movement.ADJUST:
            return moved.reserved == 0 != moved.committed
        case Movement.RELEASE:
            return moved.reserved <= 0 and moved.committed <= 0 and moved.reserved + moved.committed < 0
