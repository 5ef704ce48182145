"""An official's morning: which case is whose, what is urgent, what can be done to several, and lists that are kept."""

import re
from datetime import timedelta
from typing import Any

import pytest

from cites.accounts.absences import note_absence
from cites.accounts.models import Role
from cites.casework.lists import MOST, keep_list
from cites.casework.models import KeptList
from kernel import clock
from tenants.context import today
from tests.factories.accounts import person
from tests.factories.permits import CONCH, FINDING, Cast, an_application, cast, do, issued, to_finding
from workflows.holding import take_case
from workflows.models import Assignment, Case, CaseNews


def signed_in(place: Any, user: Any) -> Any:
    client = place.client()
    client.force_login(user)
    return client


def sent(who: Cast, **answers: Any) -> Any:
    application = an_application(who.trader, **answers)
    do(application, "submit", who.trader)
    return application


def shown(client: Any, **asked: str) -> Any:
    return client.get("/cases/", asked).context["worklist"]


def listed(client: Any, **asked: str) -> list[str]:
    return [row.reference for row in shown(client, **asked).rows]


def counts(client: Any, **asked: str) -> dict[str, int]:
    return {str(facet.label): facet.count for facet in shown(client, **asked).facets}


def ticks(*applications: Any) -> list[str]:
    return [f"{each.reference}:{Case.objects.get(pk=each.case_id).version}" for each in applications]


def messages(answer: Any) -> str:
    return " ".join(str(message) for message in answer.context["messages"])


def test_what_a_colleague_has_taken_no_longer_waits_for_me(bb: Any) -> None:
    who = cast()
    mine, theirs, free = sent(who), sent(who), sent(who)
    take_case(reference=mine.reference, person=who.officer)
    take_case(reference=theirs.reference, person=who.decider)
    client = signed_in(bb, who.officer)
    assert set(listed(client, show="mine")) == {mine.reference, free.reference}
    assert listed(client, show="held") == [mine.reference]
    assert set(listed(client, show="team")) == {mine.reference, theirs.reference}
    assert listed(client, show="others") == []
    assert set(listed(client)) == {mine.reference, theirs.reference, free.reference}


def test_what_waits_for_another_authority_waits_for_others(bb: Any) -> None:
    who = cast()
    application = to_finding(an_application(who.trader), who)
    assert listed(signed_in(bb, who.officer), show="others") == [application.reference]
    assert listed(signed_in(bb, who.science), show="others") == []


def test_every_count_is_the_length_of_its_list(bb: Any) -> None:
    who = cast()
    for number in range(3):
        sent(who, exporter_name=f"Exporter {number}")
    take_case(reference=sent(who).reference, person=who.officer)
    to_finding(an_application(who.trader), who)
    issued(who)
    for reader in (who.officer, who.science, who.cashier, who.customs, person("auditor")):
        client = signed_in(bb, reader)
        for asked in ({}, {"q": "exporter"}, {"show": "closed"}, {"show": "mine"}):
            for facet in shown(client, **asked).facets:
                found = client.get(facet.address).context["worklist"]
                assert facet.count in (None, len(found.rows)), (reader, asked, facet)


def test_the_most_urgent_comes_first_and_what_is_late_says_so(bb: Any) -> None:
    who = cast()
    with clock.frozen(clock.now() - timedelta(days=60)):
        late = sent(who)
    recent = sent(who)
    client = signed_in(bb, who.officer)
    assert listed(client) == [late.reference, recent.reference]
    assert listed(client, show="overdue") == [late.reference]
    assert "Overdue, due" in client.get("/cases/").content.decode()
    assert Case.objects.get(pk=late.case_id).due_on < today()


def test_a_list_is_narrowed_by_document_species_trader_and_port(bb: Any) -> None:
    who = cast()
    first = sent(who, exporter_name="Coral Bay Exports", lines=[CONCH])
    sent(who)
    client = signed_in(bb, who.officer)
    assert listed(client, trader="coral") == [first.reference]
    assert len(listed(client, document="EXP", species="aliger", port=first.port_of_exit)) == 2
    assert len(listed(client, document="no such document", port="XX")) == 2


def test_several_are_taken_at_once_and_what_could_not_be_is_named(bb: Any) -> None:
    who = cast()
    free, held = sent(who), sent(who)
    take_case(reference=held.reference, person=who.decider)
    client = signed_in(bb, who.officer)
    told = {"deed": "take", "case": ticks(free, held), "key": "k1", "query": "show=mine"}
    answer = client.post("/cases/several/", told, follow=True)
    assert answer.redirect_chain == [("/cases/?show=mine", 302)]
    assert f"Done: Take. {free.reference}" in messages(answer)
    assert f"{held.reference}: Everton Clarke holds {held.reference} now" in messages(answer)
    assert Assignment.objects.get(case=free.case, ended_at=None).person == who.officer


def test_several_examinations_are_started_at_once_and_only_once(bb: Any) -> None:
    who = cast()
    one, two = sent(who), sent(who)
    client = signed_in(bb, who.officer)
    told = {"deed": "start_examination", "case": ticks(one, two), "key": "k1"}
    for _click in range(2):
        client.post("/cases/several/", told)
    assert [case.steps.filter(verb="start_examination").count() for case in (one.case, two.case)] == [1, 1]


def test_a_decision_is_never_made_for_several(bb: Any) -> None:
    who = cast()
    application = to_finding(an_application(who.trader), who)
    do(application, "record_finding", who.science, FINDING)
    before = Case.objects.get(pk=application.case_id).version
    client = signed_in(bb, who.decider)
    told = {"deed": "approve", "case": ticks(application), "key": "k1"}
    assert "Choose what to do" in messages(client.post("/cases/several/", told, follow=True))
    assert Case.objects.get(pk=application.case_id).version == before


def test_a_stale_row_is_named_and_not_touched(bb: Any) -> None:
    who = cast()
    application = sent(who)
    seen = ticks(application)
    do(application, "start_examination", who.decider)
    told = {"deed": "start_examination", "case": seen, "key": "k1"}
    answer = signed_in(bb, who.officer).post("/cases/several/", told, follow=True)
    assert application.reference in messages(answer)
    assert "Done" not in messages(answer)


@pytest.mark.parametrize(
    "posted", [{}, {"deed": "take"}, {"deed": "take", "case": ["", ":", "BB-1", "BB-1:x", "BB-99-9:1"]}]
)
def test_nonsense_does_nothing_and_says_so(bb: Any, posted: dict[str, Any]) -> None:
    who = cast()
    sent(who)
    answer = signed_in(bb, who.officer).post("/cases/several/", posted, follow=True)
    assert answer.status_code == 200
    assert messages(answer)
    assert not Assignment.objects.exists()


def test_a_case_is_taken_given_and_put_back_on_its_page(bb: Any) -> None:
    who = cast()
    application = sent(who)
    client, address = signed_in(bb, who.officer), f"/cases/{application.reference}/"
    assert "Nobody holds this case" in client.get(address).content.decode()
    assert "Marva Brathwaite holds this case" in client.post(f"{address}take/", follow=True).content.decode()
    page = client.get(f"{address}give/").content.decode()
    assert "Everton Clarke" in page
    assert "Ianthe Weekes" not in page
    given = {"person": who.decider.pk, "note": "You know this exporter", "seen": str(who.officer.pk)}
    answer = client.post(f"{address}give/", given, follow=True).content.decode()
    assert "Everton Clarke holds this case" in answer
    assert "You know this exporter" in answer
    assert CaseNews.objects.filter(person=who.decider, kind="case_given").count() == 1
    decider = signed_in(bb, who.decider)
    assert "Nobody holds this case" in decider.post(f"{address}put-back/", follow=True).content.decode()


def test_what_changed_hands_meanwhile_is_not_given_away_and_the_note_stays(bb: Any) -> None:
    who = cast()
    application = sent(who)
    take_case(reference=application.reference, person=who.decider)
    given = {"person": who.officer.pk, "note": "Mine, I think", "seen": ""}
    answer = signed_in(bb, who.officer).post(f"/cases/{application.reference}/give/", given)
    assert answer.status_code == 422
    assert "Everton Clarke holds" in answer.content.decode()
    assert "Mine, I think" in answer.content.decode()


def test_only_who_holds_a_case_is_told_that_it_waits(bb: Any) -> None:
    who = cast()
    application = sent(who)
    take_case(reference=application.reference, person=who.officer)
    do(application, "start_examination", who.officer)
    do(application, "ask", who.officer, {"text": "Which licence?"})
    CaseNews.objects.all().delete()
    do(application, "answer", who.trader, {"text": "The one of May."})
    assert set(CaseNews.objects.filter(kind="waiting_for_office").values_list("person", flat=True)) == {who.officer.pk}


def test_a_list_is_kept_found_again_replaced_and_forgotten(bb: Any) -> None:
    who = cast()
    first = sent(who, exporter_name="Coral Bay Exports")
    sent(who)
    client = signed_in(bb, who.officer)
    query = shown(client, trader="coral", show="open").asked.query
    client.post("/cases/lists/", {"name": "Coral Bay", "query": query})
    page = client.get("/cases/").content.decode()
    address = re.search(r'href="(/cases/\?[^"]*coral[^"]*)"', page)
    assert address is not None
    found = client.get(address[1].replace("&amp;", "&")).context["worklist"]
    assert [row.reference for row in found.rows] == [first.reference]
    client.post("/cases/lists/", {"name": "Coral Bay", "query": "show=mine"})
    kept = KeptList.objects.get(person=who.officer)
    assert kept.query == "show=mine"
    signed_in(bb, who.decider).post(f"/cases/lists/{kept.pk}/forget/")
    assert KeptList.objects.count() == 1
    client.post(f"/cases/lists/{kept.pk}/forget/")
    assert KeptList.objects.count() == 0


def test_nobody_keeps_lists_without_end(bb: Any) -> None:
    official = person(Role.AUDITOR)
    for number in range(MOST):
        keep_list(person=official, name=f"List {number}", query="show=mine")
    answer = signed_in(bb, official).post("/cases/lists/", {"name": "", "query": "q=x"})
    assert "Enter a name for the list" in answer.content.decode()
    answer = signed_in(bb, official).post("/cases/lists/", {"name": "One more", "query": "q=x"})
    assert answer.status_code == 422
    assert "which is the most" in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["page=zz", "show=nowhere&stage=" + "x" * 500, "&".join(f"a{i}=1" for i in range(150))]
)
def test_any_address_of_the_worklist_answers(bb: Any, query: str) -> None:
    client = signed_in(bb, person(Role.AUDITOR))
    assert client.get(f"/cases/?{query}").status_code == 200
    assert client.post("/cases/lists/", {"name": "x", "query": query}).status_code in (302, 422)


def test_what_an_absent_colleague_holds_waits_for_their_deputy(bb: Any) -> None:
    who = cast()
    application = sent(who)
    take_case(reference=application.reference, person=who.officer)
    client = signed_in(bb, who.decider)
    assert listed(client, show="mine") == []
    note_absence(person=who.officer, first_day=today(), last_day=today(), deputy=who.decider, actor=who.officer)
    assert listed(client, show="mine") == [application.reference]
    assert listed(client, show="held") == [application.reference]
    CaseNews.objects.all().delete()
    do(application, "start_examination", who.officer)
    do(application, "ask", who.officer, {"text": "Which licence?"})
    do(application, "answer", who.trader, {"text": "The one of May."})
    told = CaseNews.objects.filter(kind="waiting_for_office").values_list("person", flat=True)
    assert set(told) == {who.officer.pk, who.decider.pk}
