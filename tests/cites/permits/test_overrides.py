"""A rule that leaves room is decided against only by a named official, with a reason that stays."""

from decimal import Decimal
from typing import Any

import pytest

from cites.permits.models import Application, RuleOverride
from cites.permits.queries.overrides import rules_to_override
from tenants.audit.models import AuditEntry
from tests.factories.permits import CONCH, Cast, an_application, cast, do, stage_of, to_finding
from workflows.errors import ActionRefused
from workflows.models import Case

# Bred parrots of Appendix I for sale: allowed only where an official is satisfied (Article VII.4 and VII.5).
PARROTS = {"taxon_code": "AMA-GUI", "term": "LIV", "quantity": Decimal(2), "unit": "NAR", "source": "C"}
FOREIGN = CONCH | {"country_of_origin": "JM"}
WHY = "The breeder showed the papers of four generations."


@pytest.fixture
def who(bb: Any) -> Cast:
    return cast()


def at_decision(who: Cast, *lines: Any, **answers: Any) -> Application:
    why = {"commerce_why": "Bred for commerce by a registered operation."}  # asked of Appendix I alone
    application = to_finding(an_application(who.trader, lines, **why, **answers), who)
    if stage_of(application) == "finding":
        do(application, "record_finding", who.science, {"conclusion": "positive", "conditions": "", "reason": "Well."})
    return application


def test_without_a_reason_it_is_not_approved(bb: Any, who: Cast) -> None:
    application = at_decision(who, PARROTS)
    assert [rule.code for rule in rules_to_override(application)] == ["M-C/A"]
    for data in ({}, {"reason": "   "}):
        with pytest.raises(ActionRefused, match="Say why you approve"):
            do(application, "approve", who.decider, data)
    assert not RuleOverride.objects.exists()


def test_the_official_is_asked_for_it_by_the_rule_s_own_words(bb: Any, who: Cast) -> None:
    application = at_decision(who, PARROTS)
    client = bb.client()
    client.force_login(who.decider)
    asked = client.get(f"/cases/{application.reference}/do/approve/").content.decode()
    assert "may be traded for other than commercial purposes (M-C/A)" in asked


def test_the_reason_stays_on_record_with_rule_source_and_official(bb: Any, who: Cast) -> None:
    application = at_decision(who, PARROTS)
    do(application, "approve", who.decider, {"reason": WHY})
    (kept,) = RuleOverride.objects.filter(application=application)
    assert (kept.rule, kept.line, kept.official, kept.reason) == ("M-C/A", 1, who.decider, WHY)
    assert "Article VII.4" in kept.source
    entry = AuditEntry.objects.filter(verb="application.rules_overridden").get()
    assert entry.data["rules"] == ["M-C/A"]
    client = bb.client()
    client.force_login(who.officer)
    page = client.get(f"/cases/{application.reference}/").content.decode()
    assert "Decided against a rule" in page
    assert WHY in page


def test_every_rule_of_every_line_is_kept(bb: Any, who: Cast) -> None:
    application = at_decision(who, PARROTS, FOREIGN, FOREIGN)
    do(application, "approve", who.decider, {"reason": WHY})
    kept = RuleOverride.objects.filter(application=application).values_list("rule", "line")
    assert sorted(kept) == [("M-C/A", 1), ("R-REX", 2), ("R-REX", 3)]


def test_where_no_rule_speaks_nothing_is_asked_and_nothing_kept(bb: Any, who: Cast) -> None:
    application = at_decision(who, CONCH)
    do(application, "approve", who.decider)
    assert not RuleOverride.objects.exists()
    assert Case.objects.get(pk=application.case_id).stage != "decision"
