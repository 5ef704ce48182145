"""The indicators of a Party: counted from what is on record, by month, and shown to those who run the office."""

import csv
import io
import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils.translation import override

from cites.accounts.models import Role
from cites.casework.queries.charts import show_indicator
from cites.casework.queries.indicators import (
    OpenNow,
    figures_by_month,
    months_of,
    months_until,
    open_now,
    years_with_applications,
)
from cites.casework.tables import INDICATORS
from cites.permits.models import Finding, Permit, RefusalGround
from cites.permits.queries.completeness import incomplete_permits, issued_by_month
from kernel import clock
from tenants.context import current_profile, today
from tests.factories.accounts import person
from tests.factories.permits import CONCH, FINDING, Cast, alike, an_application, cast, do, issued, to_finding
from workflows.models import Case, CaseStep

APRIL, MAY, JUNE = date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1)
NOON = datetime(2026, 5, 4, 16, tzinfo=UTC)  # a Monday in Bridgetown
MONTHS = [APRIL, MAY, JUNE]


@pytest.fixture
def who(bb: Any) -> Cast:
    return cast()


@pytest.fixture
def spring(who: Cast) -> Cast:
    """In May one permit, one refusal after a return, one application that waits; another that is lodged in June."""
    with clock.frozen(NOON):
        issued(who)
        refused = an_application(who.trader)
        do(refused, "submit", who.trader)
        do(refused, "start_examination", who.officer)
        do(refused, "return_for_correction", who.officer, {"reason": "The street is missing."})
    with clock.frozen(NOON + timedelta(days=7)):
        do(refused, "submit", who.trader)
        do(refused, "start_examination", who.officer)
        do(refused, "complete_examination", who.officer)
    with clock.frozen(NOON + timedelta(days=9)):
        do(refused, "record_finding", who.science, FINDING)
        do(refused, "refuse", who.decider, {"ground": RefusalGround.NOT_LEGAL, "reason": "Of another vessel."})
        do(an_application(who.trader), "submit", who.trader)
    with clock.frozen(datetime(2026, 6, 1, 3, 30, tzinfo=UTC)):  # in Bridgetown it is still May
        do(an_application(who.trader), "submit", who.trader)
    with clock.frozen(datetime(2026, 6, 1, 4, 30, tzinfo=UTC)):
        do(an_application(who.trader), "submit", who.trader)
    return who


def of_month(month: date) -> Any:
    with clock.frozen(datetime(2026, 6, 15, 16, tzinfo=UTC)):
        return figures_by_month(MONTHS).get((month, "EXP"))


def test_each_month_counts_what_happened_in_it_where_the_party_is(spring: Cast) -> None:
    assert of_month(APRIL) is None
    may, june = of_month(MAY), of_month(JUNE)
    assert (may.lodged, may.online, may.returned, may.returns) == (4, 4, 1, 1)
    assert (june.lodged, june.decided) == (1, 0)
    assert (may.decided, may.issued, may.complete) == (2, 1, 1)
    assert may.refused == Counter({RefusalGround.NOT_LEGAL: 1})


def test_time_counts_the_clock_and_the_days_that_passed(spring: Cast) -> None:
    """The permit came the day it was lodged; the refusal after nine days, seven of them with the applicant."""
    may = of_month(MAY)
    assert may.days == Counter({0: 1, 9: 1})
    assert may.working_days == Counter({0: 1, 2: 1})


def test_the_standard_is_the_one_promised_for_that_document(spring: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    assert of_month(MAY).met == 2
    monkeypatch.setattr(type(current_profile()), "days_for", lambda profile, document: 1 if document == "EXP" else 90)
    assert of_month(MAY).met == 1


def test_a_refusal_of_before_grounds_were_asked_for_has_none(who: Cast) -> None:
    with clock.frozen(NOON):
        application = to_finding(an_application(who.trader), who)
        do(application, "record_finding", who.science, FINDING)
        do(application, "refuse", who.decider, {"reason": "Reasons."})
    assert of_month(MAY).refused == Counter({"": 1})


def test_what_somebody_else_opened_for_the_applicant_was_not_applied_for_online(spring: Cast) -> None:
    Case.objects.filter(pk=Case.objects.order_by("pk").first().pk).update(opened_by=spring.officer)  # type: ignore[union-attr]
    assert (of_month(MAY).lodged, of_month(MAY).online) == (4, 3)


def test_findings_are_complete_only_if_they_are_on_record_before_the_issue(who: Cast) -> None:
    with clock.frozen(NOON):
        permit = issued(who)
        without = alike(permit, on=date(2026, 5, 4))
    assert [(each.permits, each.complete) for each in issued_by_month(MAY, date(2026, 5, 31))] == [(2, 1)]
    assert incomplete_permits(MAY, date(2026, 5, 31), 20) == [without]
    assert incomplete_permits(MAY, date(2026, 5, 31), 20, "IMP") == []


def test_a_finding_that_came_after_the_issue_does_not_count(who: Cast) -> None:
    with clock.frozen(NOON):
        permit = issued(who)
    finding = Finding.objects.get(application=permit.application_id, kind="NDF")
    late, in_time = (alike(permit, on=permit.issued_on) for _ in range(2))
    for other, at in ((late, late.issued_at + timedelta(seconds=1)), (in_time, finding.made_at)):
        Finding(**_copied(finding, other.application_id, at=at)).save(force_insert=True)
        _examined(permit, other)
    assert incomplete_permits(MAY, date(2026, 5, 31), 20) == [late]


def test_the_management_authority_has_to_have_examined_it(who: Cast) -> None:
    with clock.frozen(NOON):
        permit = issued(who)
    finding = Finding.objects.get(application=permit.application_id, kind="NDF")
    other = alike(permit, on=permit.issued_on)
    Finding(**_copied(finding, other.application_id, at=finding.made_at)).save(force_insert=True)
    assert incomplete_permits(MAY, date(2026, 5, 31), 20) == [other]
    _examined(permit, other)
    assert incomplete_permits(MAY, date(2026, 5, 31), 20) == []


def test_an_examination_of_before_stands_for_all_that_the_management_authority_finds(who: Cast) -> None:
    with clock.frozen(NOON):
        permit = issued(who)
    finding = Finding.objects.get(application=permit.application_id, kind="NDF")
    other = alike(permit, on=permit.issued_on)
    Finding(**_copied(finding, other.application_id, at=finding.made_at)).save(force_insert=True)
    step = CaseStep.objects.get(case__application=permit.application_id, verb="complete_examination")
    step.pk, step.case_id, step.key, step.data, step._state.adding = None, other.application.case_id, None, {}, True
    step.save(force_insert=True)
    assert incomplete_permits(MAY, date(2026, 5, 31), 20) == []


def test_specimens_from_before_the_convention_need_no_finding_of_the_scientific_authority(who: Cast) -> None:
    """Article VII.2 asks for the Management Authority's certificate alone."""
    with clock.frozen(NOON):
        permit = issued(who, lines=[{**CONCH, "source": "O", "source2": "W", "acquired_on": date(1980, 1, 1)}])
    other = alike(permit, on=permit.issued_on)
    assert incomplete_permits(MAY, date(2026, 5, 31), 20) == [other]
    _examined(permit, other)
    assert incomplete_permits(MAY, date(2026, 5, 31), 20) == []


def _copied(finding: Finding, application: int, at: datetime) -> dict[str, Any]:
    names = ("kind", "authority", "authority_name", "conclusion", "conditions", "reason", "official_id", "lines")
    return {name: getattr(finding, name) for name in names} | {"application_id": application, "made_at": at}


def _examined(permit: Permit, other: Permit) -> None:
    for finding in Finding.objects.filter(application=permit.application_id, authority="management"):
        Finding(**_copied(finding, other.application_id, at=finding.made_at)).save(force_insert=True)
    step = CaseStep.objects.get(case__application=permit.application_id, verb="complete_examination")
    step.pk, step.case_id, step.key, step._state.adding = None, other.application.case_id, None, True
    step.save(force_insert=True)


def test_open_are_those_that_wait_for_an_answer(spring: Cast) -> None:
    with clock.frozen(datetime(2026, 6, 1, 16, tzinfo=UTC)):
        assert open_now(today()) == [OpenNow("EXP", 3, 1)]


def test_the_last_twelve_months_end_with_this_one() -> None:
    months = months_until(date(2026, 3, 9))
    assert (len(months), months[0], months[-1]) == (12, date(2025, 4, 1), date(2026, 3, 1))
    assert months_of(2025, date(2026, 3, 9))[-1] == date(2025, 12, 1)
    assert months_of(2026, date(2026, 3, 9))[-1] == date(2026, 3, 1)


def test_years_go_back_to_the_first_application(spring: Cast) -> None:
    assert years_with_applications(date(2028, 1, 1)) == [2028, 2027, 2026]


def test_the_number_of_queries_does_not_grow(spring: Cast, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(12):
        figures_by_month(MONTHS)


def signed_in(place: Any, user: Any) -> Any:
    client = place.client()
    client.force_login(user)
    return client


@pytest.fixture
def page(bb: Any, spring: Cast) -> str:
    with clock.frozen(datetime(2026, 6, 15, 16, tzinfo=UTC)):
        return str(signed_in(bb, spring.officer).get("/cases/indicators/", {"period": "2026"}).content.decode())


def test_each_chart_is_named_and_has_its_table(page: str) -> None:
    charts = re.findall(r'<svg class="a-chart".*?</svg>', page, re.DOTALL)
    assert len(charts) == len(re.findall(r"<section class=\"a-indicator\".*?<table.*?</section>", page, re.DOTALL)) == 6
    for chart in charts:
        assert re.search(r"<title[^>]*>[^<]+</title>\s*<desc[^>]*>[^<]+</desc>", chart)
        assert 'role="img"' in chart
        assert "style=" not in chart
    assert "All months" in page
    assert "May 2026" in page


def test_figures_and_months_are_in_the_readers_language(spring: Cast) -> None:
    with override("fr"):
        shown = show_indicator(INDICATORS[0], MONTHS, figures_by_month(MONTHS), "")
    assert shown.rows[1] == ("mai 2026", ["4", "4", "100\u00a0%"])
    assert [bar.label for bar in shown.chart.bars] == ["avril 2026", "mai 2026", "juin 2026"]


def test_months_that_cannot_be_understood_are_refused_and_the_last_twelve_shown(bb: Any, spring: Cast) -> None:
    answer = signed_in(bb, spring.officer).get("/cases/indicators/", {"period": "1831"})
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()


def rows_of(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_a_table_is_downloaded_with_a_row_for_each_month_and_document(bb: Any, spring: Cast) -> None:
    client = signed_in(bb, spring.officer)
    with clock.frozen(datetime(2026, 6, 15, 16, tzinfo=UTC)):
        rows = rows_of(client.get("/cases/indicators/lodged.csv", {"period": "2026"}))
        whole = rows_of(client.get("/cases/indicators/all.csv", {"period": "2026"}))
    assert [(row["Month"], row["Document"], row["Lodged"], row["Share applied online"]) for row in rows[3:]] == [
        ("2026-04", "EXP", "0", ""),
        ("2026-05", "EXP", "4", "100"),
        ("2026-06", "EXP", "1", "100"),
    ]
    assert whole[4]["Time to decision: Nine in ten within (working days)"] == "2"
    assert whole[4]["Refused, by ground: Not shown to be obtained legally"] == "1"
    assert client.get("/cases/indicators/nothing.csv").status_code == 404


def test_a_permit_without_its_finding_is_named(bb: Any, who: Cast) -> None:
    permit = alike(issued(who))
    html = signed_in(bb, person(Role.PARTY_ADMINISTRATOR)).get("/cases/indicators/").content.decode()
    assert permit.number in html
    assert "50%" in html


def test_officers_find_the_indicators_from_their_cases(bb: Any, who: Cast) -> None:
    assert "/cases/indicators/" in signed_in(bb, who.officer).get("/cases/").content.decode()
    assert "/cases/indicators/" not in signed_in(bb, who.science).get("/cases/").content.decode()
