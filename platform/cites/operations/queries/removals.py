"""How far the removal of a Party has come, and who may do what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kernel import clock
from tenants.life.removal import removable_from
from tenants.models import Party, Removal


@dataclass(frozen=True)
class Stage:
    """The removal of a Party as one operator sees it."""

    removal: Removal | None
    is_own: bool
    removable_from: datetime | None

    @property
    def can_confirm(self) -> bool:
        """Tell whether this operator may confirm what another asked for."""
        return self.removal is not None and self.removal.confirmed_at is None and not self.is_own

    @property
    def can_remove(self) -> bool:
        """Tell whether the waiting time is over."""
        return self.removable_from is not None and clock.now() >= self.removable_from


def stage_of(party: Party, email: str) -> Stage:
    """How the removal of ``party`` stands for the operator with that address."""
    removal = Removal.objects.filter(party=party).first()
    if removal is None:
        return Stage(None, is_own=False, removable_from=None)
    return Stage(removal, removal.asked_by.lower() == email.lower(), removable_from(removal))
