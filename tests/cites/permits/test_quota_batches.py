"""Partly completed permits take of quotas as exports do: an approval as many times as there will be permits."""

from typing import Any

import pytest

from cites.permits.models import QuotaEntry
from cites.permits.queries.permits import permits_of
from cites.permits.queries.quotas import Balance, balances_for, balances_of_taxon
from cites.permits.services.permits import cancel_permit
from tests.factories.all_documents import CORAL_LAMP, a_draft_of, examined, found
from tests.factories.permits import cast, do, pay
from tests.factories.quotas import CONCH_MEAT, with_quotas
from workflows.errors import ActionRefused

SHELLS = {**CONCH_MEAT, "terms": ["SHE"], "unit": "NAR", "quantity": "100"}
EACH = CORAL_LAMP["quantity"]
WHY = {"reason": "The quota is raised in the Gazette of next week."}  # wild specimens need one anyway


@pytest.fixture
def who(bb: Any) -> Any:
    who = cast()
    with_quotas(shells=SHELLS)
    return who


def to_decision(who: Any, permits: int) -> Any:
    return found(examined(a_draft_of(who.trader, "SPC", purpose="T", simplified_number=permits), who), who)


def balance() -> Balance:
    (found,) = balances_of_taxon("ALI-GIG")
    return found


def test_an_approval_reserves_and_each_permit_of_the_batch_commits_its_part(who: Any) -> None:
    application = to_decision(who, permits=3)
    (asked,) = balances_for(application)
    assert asked.asked == 3 * EACH
    do(application, "approve", who.decider, WHY)
    assert (balance().reserved, balance().permitted) == (3 * EACH, 0)
    pay(application, who)
    do(application, "issue", who.signatory)
    assert (balance().reserved, balance().permitted) == (0, 3 * EACH)
    permits = permits_of(application.case)
    assert [line.quota_used for each in permits for line in each.lines.all()] == [EACH, 2 * EACH, 3 * EACH]
    cancel_permit(permit=permits[1], official=who.signatory, reason="Spoiled in the printer.")
    assert balance().permitted == 2 * EACH


def test_more_permits_than_the_quota_has_room_for_need_a_reason(who: Any) -> None:
    application = to_decision(who, permits=9)
    with pytest.raises(ActionRefused) as refused:
        do(application, "approve", who.decider, {"reason": ""})
    assert "B-QUOTA" in [each.code for each in refused.value.reasons]
    assert not QuotaEntry.objects.exists()
    do(application, "approve", who.decider, WHY)
    assert balance().is_overdrawn


def test_what_is_withdrawn_gives_all_of_it_back(who: Any) -> None:
    application = to_decision(who, permits=3)
    do(application, "approve", who.decider, WHY)
    do(application, "withdraw", who.trader)
    assert balance().reserved == 0
