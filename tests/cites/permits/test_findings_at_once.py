"""Two cases that take over what is left of one finding at the same moment, each on a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection

from cites.permits.models import Application
from cites.permits.queries.standing_findings import used_of
from tenants.context import party_context, today
from tenants.models import Party
from tests.factories.findings import in_force_for
from tests.factories.permits import CONCH, an_application, cast, do, to_finding
from workflows.errors import ActionRefused

pytestmark = [pytest.mark.usefixtures("own_database"), pytest.mark.slow]


def test_two_cases_at_once_never_take_more_than_a_year_has() -> None:
    party = Party.objects.get(iso2="BB")
    with party_context(party):
        who = cast()
        standing = in_force_for(who.science, quantity=Decimal(2000), unit="KGM", terms="MEA")
        cases = [to_finding(an_application(who.trader, (CONCH,)), who) for _each in range(2)]
    start = Barrier(2)

    def take(case: Application) -> str:
        try:
            with party_context(party):
                start.wait(10)
                do(case, "record_finding", who.science, {"adopt": [standing.pk], "found_NDF": ""})
                return "taken"
        except ActionRefused:
            return "refused"
        finally:
            connection.close_everything()  # type: ignore[attr-defined]

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(take, cases)) == ["refused", "taken"]
    with party_context(party):
        assert used_of(standing, today().year) == Decimal(1250)
