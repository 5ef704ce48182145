"""The ledger of quotas as a model: whatever happens to many lines in whatever order, it says what the lines say."""

from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from cites.permits.rules.quota_ledger import (
    NOTHING,
    Held,
    Moved,
    Movement,
    UnlawfulMovement,
    adjusting,
    committing,
    held_after,
    releasing,
    reserving,
)

QUOTA = Decimal(100)
amounts = st.decimals("0.5", 60, places=1)


@dataclass
class Line:
    """A line as people see it, and the entries that the ledger has of it."""

    quantity: Decimal
    overrides: bool = False
    state: str = "approved"
    left: Decimal = NOTHING
    entries: list[Moved] = field(default_factory=list)

    @property
    def held(self) -> Held:
        return held_after(self.entries)

    @property
    def counts(self) -> Decimal:
        """What it takes of the quota by what became of it, without looking at the ledger."""
        return {"approved": self.quantity, "issued": self.quantity, "used": self.left}.get(self.state, NOTHING)


class Office(RuleBasedStateMachine):
    """An office with one quota: approvals that are refused when too little is left, and all that follows on them."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []

    @property
    def taken(self) -> Decimal:
        return sum((line.held.whole for line in self.lines), NOTHING)

    def some(self, data: st.DataObject, *states: str) -> Line | None:
        found = [line for line in self.lines if line.state in states]
        return data.draw(st.sampled_from(found)) if found else None

    @rule(quantity=amounts, overrides=st.booleans())
    def approve(self, quantity: Decimal, overrides: bool) -> None:
        if self.taken + quantity <= QUOTA or overrides:
            self.lines.append(Line(quantity, overrides, entries=[reserving(quantity)]))

    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        if line := self.some(data, "approved"):
            self.give_back(line, "undone")

    @rule(data=st.data())
    def issue(self, data: st.DataObject) -> None:
        if line := self.some(data, "approved"):
            line.entries.append(committing(line.held.reserved, line.quantity))
            line.state = "issued"

    @rule(data=st.data())
    def replace(self, data: st.DataObject) -> None:
        if line := self.some(data, "issued"):
            self.give_back(line, "replaced")
            again = Line(line.quantity, line.overrides, "issued", entries=[committing(NOTHING, line.quantity)])
            self.lines.append(again)

    @rule(data=st.data(), part=st.decimals(0, 1, places=2))
    def endorse(self, data: st.DataObject, part: Decimal) -> None:
        if line := self.some(data, "issued"):
            line.left, line.state = line.quantity * part, "used"
            if moved := adjusting(line.held, line.left):
                line.entries.append(moved)

    @rule(data=st.data())
    def cancel_or_expire(self, data: st.DataObject) -> None:
        if line := self.some(data, "issued"):
            self.give_back(line, "over")
            assert releasing(line.held) is None, "the task runs again and finds nothing"

    def give_back(self, line: Line, state: str) -> None:
        moved = releasing(line.held)
        assert moved is not None
        line.entries.append(moved)
        line.state = state

    @invariant()
    def it_says_what_the_lines_say(self) -> None:
        for line in self.lines:
            assert line.held.whole == line.counts
            assert min(line.held.reserved, line.held.committed) >= 0
            assert line.held.committed == (NOTHING if line.state == "approved" else line.counts)

    @invariant()
    def it_is_overdrawn_only_by_a_decision_on_record(self) -> None:
        if not any(line.overrides for line in self.lines):
            assert self.taken <= QUOTA


TestOffice = Office.TestCase


@given(amounts, amounts)
def test_a_late_copy_counts_again_what_had_expired(quantity: Decimal, more: Decimal) -> None:
    expired = held_after([committing(NOTHING, quantity), Moved(Movement.RELEASE, committed=-quantity)])
    moved = adjusting(expired, min(quantity, more))
    assert moved is not None
    assert expired.after(moved) == Held(committed=min(quantity, more))


@given(st.builds(Held, amounts, amounts), st.sampled_from(Movement), amounts, amounts)
def test_no_lawful_entry_takes_back_more_than_there_is(
    held: Held, kind: Movement, less: Decimal, other: Decimal
) -> None:
    for moved in (Moved(kind, -less, -other), Moved(kind, -less, other), Moved(kind, less, -other)):
        try:
            after = held.after(moved)
        except UnlawfulMovement:
            continue
        assert min(after.reserved, after.committed) >= 0


@pytest.mark.parametrize(
    "moved",
    [
        Moved(Movement.RESERVE, committed=Decimal(1)),
        Moved(Movement.COMMIT, Decimal(1), Decimal(1)),
        Moved(Movement.ADJUST, Decimal(1), Decimal(1)),
        Moved(Movement.RELEASE),
    ],
)
def test_an_entry_does_what_it_says(moved: Moved) -> None:
    with pytest.raises(UnlawfulMovement):
        Held(Decimal(5), Decimal(5)).after(moved)
