"""What destinations ask beyond the Convention: the product's dated table, and what a Party adds to it in its release."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cites.permits.queries.applications import reasons_against
from cites.permits.queries.movements import Question, answered
from cites.permits.rules.advisories import reasons_from_advisories
from cites.permits.rules.facts import AdvisedFacts
from cites.permits.rules.movements import Outcome
from kernel.reasons import Reason, Severity
from tenants.errors import ProfileFaulty
from tests.cites.permits.rules.test_lines import CONCH
from tests.cites.permits.test_national_measures import with_measures
from tests.factories.permits import an_application, cast, to_finding

DAY = date(2026, 6, 10)
CORALS: dict[str, Any] = {
    "taxon": "ACR-SPP", "countries": ["NZ"], "directions": ["export"], "begins": "2026-05-01", "ends": "2026-08-31",
    "effect": "advised_against", "says": {"en": "New Zealand sends living corals back."}, "stated_in": "Letter of 2 May",
}  # fmt: skip


def strict(**question: Any) -> list[Reason]:
    asked = {"taxon": "ALI-GIG", "exporter": "BB", "destination": "FR", "term": "MEA", "day": DAY, **question}
    return [each for each in answered(Question(**asked)).answer.reasons if each.code == "B-STRICT"]


def test_the_european_union_may_ask_for_an_import_permit_for_appendix_ii(bb: Any) -> None:
    (said,) = strict()
    assert said.severity is Severity.WARNING
    assert said.source == "Regulation (EC) No 338/97; Regulation (EC) No 865/2006"
    assert "import permit" in str(said)
    assert "Not yet compared" in str(said)


@pytest.mark.parametrize(
    ("country", "day", "told"),
    [
        ("HR", date(2013, 6, 30), 0), ("HR", date(2013, 7, 1), 1), ("GB", date(2020, 12, 31), 1),
        ("GB", date(2021, 1, 1), 1), ("JM", DAY, 0), ("FR", date(1997, 5, 31), 0),
    ],
)  # fmt: skip
def test_it_is_told_from_the_day_on_which_it_holds_there(bb: Any, country: str, day: date, told: int) -> None:
    assert len(strict(destination=country, day=day)) == told


def test_a_group_is_advised_against_where_only_it_is_meant(bb: Any) -> None:
    against = [each for each in strict(taxon="AMA-AMA", destination="US", term="LIV") if "advised against" in str(each)]
    assert [each.source for each in against] == ["Wild Bird Conservation Act of 1992; 50 CFR Part 15"]
    assert not [each for each in strict(destination="US") if "advised against" in str(each)]


def test_what_is_advised_against_asks_for_an_official_s_reason_once_it_was_compared_with_its_law() -> None:
    heard = AdvisedFacts("US", "Live birds need an approval.", "50 CFR Part 15", against=True)
    for checked, severity in ((False, Severity.WARNING), (True, Severity.OVERRIDE)):
        (said,) = reasons_from_advisories(replace(CONCH, advised=(replace(heard, checked=checked),)))
        assert said.severity is severity


def test_the_officer_reads_on_an_application_what_the_public_page_tells(bb: Any) -> None:
    application = an_application(cast().trader, consignee_country="FR")
    told = [each for each in reasons_against(application, DAY) if each.code == "B-STRICT"]
    assert {str(each) for each in told} == {str(each) for each in strict()}


def test_an_administrator_advises_against_a_group_and_a_country_from_day_to_day(bb: Any) -> None:
    with_measures(corals=CORALS)
    (said,) = strict(taxon="ACR-CER", destination="NZ", term="LIV")
    assert (said.severity, said.source, str(said)) == (
        Severity.OVERRIDE, "Letter of 2 May", "New Zealand sends living corals back.",
    )  # fmt: skip
    for other in ({"day": date(2026, 4, 30)}, {"day": date(2026, 9, 1)}, {"destination": "JM"}, {"taxon": "ALI-GIG"}):
        assert not strict(**{"taxon": "ACR-CER", "destination": "NZ", "term": "LIV", **other}), other


def test_an_administrator_refuses_what_goes_to_one_country_alone(bb: Any) -> None:
    with_measures(corals=CORALS | {"effect": "forbidden"})
    question = Question(taxon="ACR-CER", exporter="BB", destination="NZ", term="LIV", day=DAY)
    assert answered(question).answer.outcome is Outcome.FORBIDDEN
    elsewhere = Question(taxon="ACR-CER", exporter="BB", destination="JM", term="LIV", day=DAY)
    assert answered(elsewhere).answer.outcome is Outcome.NEEDED


@pytest.mark.parametrize(
    ("wrong", "key"),
    [({"countries": ["QQ"]}, "measures.corals.countries"), ({"ends": "2026-04-30"}, "measures.corals.ends")],
)
def test_a_country_that_is_none_and_an_end_before_the_first_day_are_refused(
    bb: Any, wrong: dict[str, Any], key: str
) -> None:
    with pytest.raises(ProfileFaulty) as refusal:
        with_measures(corals=CORALS | wrong)
    assert [fault["key"] for fault in refusal.value.data["faults"]] == [key]


def test_trader_and_officer_read_it_on_their_pages(bb: Any) -> None:
    who = cast()
    draft = an_application(who.trader, consignee_country="FR")
    sent = to_finding(an_application(who.trader, consignee_country="FR"), who)
    for reader, address in (
        (who.trader, f"/applications/{draft.reference}/check/"),
        (who.officer, f"/cases/{sent.reference}/"),
    ):
        client = bb.client()
        client.force_login(reader)
        assert "France: An import permit may be asked for Appendix II" in client.get(address).content.decode(), address
