"""The office during the month: things happen in the order of their moments, through the product's own services.

What is done is written into the log from what the test itself did. Who may do it, and when, is asked of the log alone,
so that the product refuses nothing unless the two disagree.
"""

import heapq
import random
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from typing import Any, Final

from cites.accounts.models import User
from cites.permits.models import Application
from kernel import clock
from tests.factories.month.desks import write
from tests.factories.month.paper import ZONE, Deed, Log, Matter
from tests.factories.month.staff import Staff, appoint, publish_process
from tests.factories.permits import do

Happening = Callable[[], Any]
QUEEN_CONCH: Final = {"taxon_code": "ALI-GIG", "unit": "KGM", "source": "W", "term": "MEA", "quantity": Decimal("12.5")}


class Office:
    """Its people, its log and all that is still to happen; every choice comes from one seed."""

    def __init__(self, seed: int, opens: date, traders: int, pace: float) -> None:
        self.random, self.pace, self.log = random.Random(seed), pace, Log()
        self._ahead: list[tuple[datetime, int, Happening]] = []
        self._number = count()
        self.now = datetime.combine(opens, time(0, 1), ZONE)
        with clock.frozen(self.now):
            publish_process()
            self.staff: Staff = appoint(self.log, traders)
        self.applications: dict[str, Application] = {}

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def open_days(self) -> set[date]:
        """The days on which the office is open, as it is known now."""
        return self.log.open_days(self.today)

    def at(self, day: date, hour: float, happening: Happening) -> None:
        """Let something happen at an hour of Bridgetown; what would lie in the past happens a minute from now."""
        moment = datetime.combine(day, time(), ZONE) + timedelta(hours=hour)
        moment = max(moment, self.now + timedelta(minutes=1))
        heapq.heappush(self._ahead, (moment, next(self._number), happening))

    def later(self, days: float, happening: Happening) -> None:
        """Let something happen after so many days, at any hour."""
        self.at(self.today + timedelta(days=int(days)), self.random.uniform(0.5, 23.95), happening)

    def run(self, until: date) -> None:
        """Let everything happen that begins before the day ``until`` does."""
        end = datetime.combine(until, time(), ZONE)
        while self._ahead and self._ahead[0][0] < end:
            self.now, _number, happening = heapq.heappop(self._ahead)
            with clock.frozen(self.now):
                happening()

    def has(self, chance: float) -> bool:
        """Whether something happens that does so by such a chance."""
        return self.random.random() < chance

    def act(self, matter: Matter, verb: str, actor: User, data: Any = None, ground: str = "") -> None:
        """Take a step of the case, and write it down."""
        do(self.applications[matter.reference], verb, actor, data)
        self.write(matter, verb, actor.pk, ground)

    def write(self, matter: Matter, verb: str, by: int | None, ground: str = "") -> None:
        write(self.log, matter, Deed(verb, self.today, by, ground))
