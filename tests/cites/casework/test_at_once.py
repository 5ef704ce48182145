"""Two officers who act on one case at the same moment, each on a connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from tenants.context import party_context
from tenants.models import Party
from tests.factories.permits import FINDING, an_application, cast, do, to_finding
from workflows.errors import ActionRefused, StaleCase
from workflows.models import Case
from workflows.services import perform

pytestmark = [pytest.mark.usefixtures("own_database"), pytest.mark.slow]


def test_two_deciding_at_once_make_one_decision_and_one_invoice() -> None:
    from billing.queries import invoices_for

    party = Party.objects.get(iso2="BB")
    with party_context(party):
        who = cast()
        application = to_finding(an_application(who.trader), who)
        do(application, "record_finding", who.science, FINDING)
        reference, version = application.reference, Case.objects.get(pk=application.case_id).version
    start = Barrier(2)

    def decide(verb: str, actor: Any) -> str:
        try:
            with party_context(party):
                start.wait(10)
                perform(case_reference=reference, verb=verb, actor=actor, version=version, key=verb,
                        data={"reason": "Reasons."})  # fmt: skip
                return "done"
        except (StaleCase, ActionRefused):
            return "told"
        finally:
            connection.close_everything()  # type: ignore[attr-defined]

    with ThreadPoolExecutor(2) as pool:
        ends = list(pool.map(decide, ("approve", "refuse"), (who.decider, who.signatory)))
    assert sorted(ends) == ["done", "told"]
    with party_context(party):
        case = Case.objects.get(reference=reference)
        assert case.stage in ("payment", "refused")
        assert case.steps.filter(verb__in=("approve", "refuse")).count() == 1
        assert len(invoices_for(reference)) == (case.stage == "payment")
