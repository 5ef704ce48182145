"""An administrator lets open cases follow the release in force: after reading what would happen, and with a reason."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from cites.accounts.models import Role
from cites.administration.queries.moving import PAGE_SIZE, Asked, behind, value_of
from tenants.audit.models import AuditEntry
from tenants.profiles.files import folder_of
from tenants.releases.services import make_release, parts_of
from tests.factories.accounts import person
from tests.factories.permits import an_application, cast, do, to_finding
from workflows.models import Case, CaseNews, CaseStep
from workflows.queries import history, sentence_of

AT = "/administration/move-cases/"
WHY = "The fisheries law of 1 June asks for it."


@pytest.fixture
def who(bb: Any) -> Any:
    return cast()


@pytest.fixture
def client(bb: Any) -> Any:
    client = bb.client()
    client.force_login(person(role=Role.PARTY_ADMINISTRATOR, name="Cicely Worrell"))
    return client


def newer(change: Any = lambda workflow: None) -> int:
    """Put a release in force whose export workflow is changed; return its number."""
    parts = parts_of(folder_of("BB"))
    parts["workflow"]["EXP"]["stages"]["submitted"]["label"] = {"en": "At the counter"}
    change(parts["workflow"]["EXP"])
    return int(make_release(parts=parts, author="a test").number)


def without_submitted(workflow: dict[str, Any]) -> None:
    del workflow["stages"]["submitted"], workflow["moves"]["start_examination"]
    workflow["moves"]["submit"]["to"] = "examining"
    for way in ("withdraw", "amend"):
        workflow["moves"][way]["from"].remove("submitted")


def finding_first(workflow: dict[str, Any]) -> None:
    workflow["moves"]["submit"]["to"] = "finding"
    workflow["moves"]["record_finding"]["to"] = "submitted"
    workflow["moves"]["complete_examination"]["to"] = "decision"


def submitted(who: Any) -> Any:
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    return application


def case_of(application: Any) -> Case:
    return Case.objects.get(pk=application.case_id)


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode().replace("\xa0", " ")))


def ticked(answer: Any) -> set[str]:
    return set(re.findall(r'name="cases"[^>]*value="([^"]+)" checked', answer.content.decode()))


def sent(number: int, *applications: Any, reason: str = WHY, key: str = "one") -> dict[str, Any]:
    """What the form sends of these cases as they stand now."""
    cases = [value_of(case_of(each)) for each in applications]
    return {"cases": cases, "reason": reason, "release": number, "key": key}


def test_where_every_case_follows_what_is_in_force_the_page_says_so(client: Any, who: Any) -> None:
    an_application(who.trader)
    answer = client.get(AT)
    assert "No open case follows an older release" in words(answer)
    assert "<textarea" not in answer.content.decode()


def test_cases_stand_by_document_and_stage_each_with_what_would_happen(client: Any, who: Any) -> None:
    sent_in, found = submitted(who), to_finding(an_application(who.trader), who)
    newer()
    answer = client.get(AT)
    page = words(answer)
    assert page.index("Export permit – Received") < page.index("Export permit – With the Scientific Authority")
    assert f"{sent_in.reference} Release 1. Its stage is called “At the counter”." in page
    assert f"{found.reference} Release 1. It keeps its stage." in page
    assert ticked(answer) == {value_of(case_of(sent_in)), value_of(case_of(found))}
    assert ticked(client.get(f"{AT}?tick=none")) == set()


def test_a_case_that_cannot_be_moved_is_told_with_the_reason_and_cannot_be_ticked(client: Any, who: Any) -> None:
    sent_in, found = submitted(who), to_finding(an_application(who.trader), who)
    newer(without_submitted)
    answer = client.get(AT)
    assert f"{sent_in.reference} Release 1. It stays: There is no stage “Received”." in words(answer)
    assert ticked(answer) == {value_of(case_of(found))}
    assert f'value="{value_of(case_of(sent_in))}"' not in answer.content.decode()


def test_what_the_convention_asks_for_is_told_with_the_article(client: Any, who: Any) -> None:
    application = submitted(who)
    do(application, "start_examination", who.officer)
    newer(finding_first)
    page = words(client.get(AT))
    assert "It stays:" in page
    assert re.search(r"\(Article (III|IV|V)", page)


def test_an_application_that_was_not_sent_is_no_link(client: Any, who: Any) -> None:
    draft, sent_in = an_application(who.trader), submitted(who)
    newer()
    page = client.get(AT).content.decode()
    assert draft.reference in page
    assert f"/cases/{draft.reference}/" not in page
    assert f"/cases/{sent_in.reference}/" in page
    assert client.get(f"/cases/{sent_in.reference}/").status_code == 200


def test_one_group_is_shown_alone_and_moved_alone(client: Any, who: Any) -> None:
    sent_in, found = submitted(who), to_finding(an_application(who.trader), who)
    number = newer()
    address = f"{AT}?type=EXP&stage=finding"
    page = words(client.get(address))
    assert found.reference in page
    assert sent_in.reference not in page
    answer = client.post(address, sent(number, found), follow=True)
    assert answer.redirect_chain[-1][0] == address
    assert "No open case for this document at this stage follows an older release." in words(answer)
    assert case_of(sent_in).release_number == 1


def test_those_that_are_ticked_follow_the_release_and_the_trail_says_who_and_why(client: Any, who: Any) -> None:
    moved, kept = submitted(who), submitted(who)
    number = newer()
    answer = client.post(AT, sent(number, moved), follow=True)
    assert f"1 case follows release {number} from now on." in words(answer)
    assert (case_of(moved).release_number, case_of(kept).release_number) == (number, 1)
    entry = AuditEntry.objects.get(verb="case.move_release")
    assert (entry.subject, entry.actor.full_name) == (f"case:{moved.reference}", "Cicely Worrell")
    assert (entry.data["note"], entry.data["to_release"]) == (WHY, number)
    step = list(history(case_of(moved)))[-1]
    assert sentence_of(step) == f"Cicely Worrell moved the case from release 1 to release {number}"
    assert step.reason == WHY


def test_the_applicant_is_not_told_of_it(client: Any, who: Any) -> None:
    application = submitted(who)
    number, before = newer(), CaseNews.objects.count()
    client.post(AT, sent(number, application))
    assert case_of(application).release_number == number
    assert CaseNews.objects.count() == before
    trader = client.place.client()
    trader.force_login(who.trader)
    assert WHY not in words(trader.get(f"/applications/{application.reference}/"))


def test_a_second_click_moves_nothing_again_and_is_no_error(client: Any, who: Any) -> None:
    application, number = submitted(who), newer()
    form = sent(number, application)
    for _twice in range(2):
        answer = client.post(AT, form, follow=True)
        assert f"1 case follows release {number} from now on." in words(answer)
    assert CaseStep.objects.filter(verb="move_release").count() == 1
    assert AuditEntry.objects.filter(verb="case.move_release").count() == 1


def test_a_case_that_has_gone_on_is_told_and_left_and_the_others_are_moved(client: Any, who: Any) -> None:
    gone_on, still = submitted(who), submitted(who)
    number = newer()
    form = sent(number, gone_on, still)
    do(gone_on, "start_examination", who.officer)
    answer = client.post(AT, form)
    assert answer.status_code == 409
    page = words(answer)
    assert f"{gone_on.reference} stays as it is: somebody has acted on it since you opened this page." in page
    assert f"1 case follows release {number} from now on." in page
    assert WHY in page
    assert ticked(answer) == set()
    assert (case_of(gone_on).release_number, case_of(still).release_number) == (1, number)


def test_a_case_that_does_not_fit_is_refused_even_when_it_is_sent(client: Any, who: Any) -> None:
    application, number = submitted(who), newer(without_submitted)
    answer = client.post(AT, sent(number, application))
    assert answer.status_code == 409
    assert f"{application.reference} stays as it is: There is no stage “Received”." in words(answer)
    assert case_of(application).release_number == 1


def test_what_somebody_else_moved_meanwhile_is_told(client: Any, who: Any) -> None:
    application, number = submitted(who), newer()
    form, other = sent(number, application, key="another"), client.place.client()
    client.post(AT, sent(number, application))
    with client.place.active():
        other.force_login(person(role=Role.PARTY_ADMINISTRATOR, name="Elma Browne"))
    answer = other.post(AT, form)
    assert answer.status_code == 409
    assert "somebody has acted on it since you opened this page" in words(answer)
    assert CaseStep.objects.filter(verb="move_release").count() == 1


def test_a_page_of_another_release_moves_nothing_and_keeps_what_was_written(client: Any, who: Any) -> None:
    application = submitted(who)
    form = sent(newer(), application)
    newer(without_submitted)
    answer = client.post(AT, form)
    assert answer.status_code == 409
    page = words(answer)
    assert "Another release has come into force since you opened this page. Nothing was moved" in page
    assert WHY in page
    assert "It stays: There is no stage “Received”." in page
    assert case_of(application).release_number == 1


def test_without_a_reason_nothing_is_moved_and_the_ticks_stay(client: Any, who: Any) -> None:
    application, other = submitted(who), submitted(who)
    number = newer()
    answer = client.post(AT, sent(number, application, reason=" "))
    assert answer.status_code == 422
    assert "Enter why they are moved" in words(answer)
    assert ticked(answer) == {value_of(case_of(application))}
    assert {case_of(each).release_number for each in (application, other)} == {1}


def test_what_was_sent_after_the_session_had_expired_is_kept(client: Any, who: Any) -> None:
    application, other = submitted(who), submitted(who)
    number = newer()
    late = client.place.client()
    sign_in = late.post(AT, sent(number, application)).headers["Location"]
    assert {case_of(each).release_number for each in (application, other)} == {1}
    with client.place.active():
        late.force_login(person(role=Role.PARTY_ADMINISTRATOR, name="Elma Browne"))
    answer = late.get(parse_qs(urlsplit(sign_in).query)["next"][0])
    assert WHY in words(answer)
    assert ticked(answer) == {value_of(case_of(application))}


def test_a_case_of_another_party_is_unknown(parties: Any) -> None:
    bb, fj = parties("bb", "fj")
    with fj.active():
        theirs = an_application(cast().trader)
        form = sent(1, theirs)
    with bb.active():
        form["release"] = newer()
        client = bb.client()
        client.force_login(person(role=Role.PARTY_ADMINISTRATOR))
    answer = client.post(AT, form)
    assert answer.status_code == 409
    assert f"There is no case {theirs.reference}" in words(answer)
    with fj.active():
        assert case_of(theirs).version == 1


def test_without_a_case_the_reason_stays(client: Any, who: Any) -> None:
    submitted(who)
    answer = client.post(AT, sent(newer()))
    assert answer.status_code == 422
    assert "Tick at least one case" in words(answer)
    assert WHY in words(answer)
    assert ticked(answer) == set()


@pytest.mark.parametrize("value", ["X-1 1", "nonsense", "\x00 1", "9" * 90, " ", "BB-26-000001 ²"])
def test_what_is_no_case_is_refused_in_words(client: Any, who: Any, value: str) -> None:
    application = submitted(who)
    form = {**sent(newer()), "cases": [value]}
    answer = client.post(AT, form)
    assert answer.status_code in (409, 422)
    assert "There is a problem" in words(answer)
    assert case_of(application).release_number == 1


def test_a_key_of_another_step_moves_nothing(client: Any, who: Any) -> None:
    application = submitted(who)
    key = case_of(application).steps.get(verb="submit").key
    answer = client.post(AT, sent(newer(), application, key=key))
    assert answer.status_code == 409
    assert case_of(application).release_number == 1


def test_many_cases_stand_on_pages_and_none_is_left_out(bb: Any, who: Any) -> None:
    model = submitted(who)
    rows = [
        Case(reference=f"X-{place}", workflow="EXP", release_number=1, stage="submitted", opened_by=who.trader,
             stage_since=case_of(model).stage_since, opened_at=case_of(model).opened_at)
        for place in range(PAGE_SIZE + 2)
    ]  # fmt: skip
    Case.objects.bulk_create(rows)
    newer(without_submitted)  # a case whose stage is not there is not walked, and needs no application
    first, second = behind(Asked()), behind(Asked(page="2"))
    shown = [each.reference for page in (first, second) for _group, cases in page.shown for each in cases]
    assert (first.total, len(shown), len(set(shown))) == (PAGE_SIZE + 3,) * 3
    assert sum(len(cases) for _group, cases in first.shown) == PAGE_SIZE
    assert [(facet.label, facet.count) for facet in first.facets] == [
        ("All of them", PAGE_SIZE + 3), ("Export permit – Received", PAGE_SIZE + 3)
    ]  # fmt: skip


def test_the_settings_and_the_release_lead_there_for_who_may(client: Any, who: Any) -> None:
    submitted(who)
    number = newer()
    reader = client.place.client()
    reader.force_login(who.signatory)
    for address in ("/administration/", "/administration/releases/", f"/administration/releases/{number}/"):
        assert f'href="{AT}"' in client.get(address).content.decode()
        assert f'href="{AT}"' not in reader.get(address).content.decode()
    assert f'href="{AT}"' not in client.get("/administration/releases/1/").content.decode()
