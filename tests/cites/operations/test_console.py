"""The operators' console: what it shows, what it changes at once, and what it asks the operator worker to do."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.utils import translation

from cites.operations.queries.parties import Row
from cites.operations.queries.words import said
from kernel import clock
from tenants.audit.models import AuditEntry
from tenants.context import as_public
from tenants.jobs.kinds import JobKind, OneParty, job_kinds
from tenants.jobs.services import ask_job
from tenants.models import HostName, Job, Party, PartyFacts, Removal
from tests.factories.accounts import person


@pytest.fixture
def ngozi(front_door: Any, parties: Any) -> Any:
    """A hosting operator."""
    with front_door.active():
        return person("operator", "Ngozi Lindqvist")


@pytest.fixture
def console(front_door: Any, ngozi: Any) -> Any:
    """Her browser at the shared host."""
    client = front_door.client()
    client.force_login(ngozi)
    return client


@pytest.fixture
def colleague(front_door: Any, ngozi: Any) -> Any:
    """Another operator's browser."""
    client = front_door.client()
    with front_door.active():
        client.force_login(person("operator", "Piotr Wolski"))
    return client


def text(answer: Any) -> str:
    """What the page's own part says, without its marks."""
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def party(iso2: str = "BB") -> Party:
    with as_public():
        return Party.objects.get(iso2=iso2)


def the_job() -> Job:
    with as_public():
        return Job.objects.get()


# the list


def test_each_party_stands_in_the_list_with_its_status(console: Any) -> None:
    Party.objects.filter(iso2="FJ").update(status=Party.Status.CLOSED)
    Party.objects.filter(iso2="VU").update(maintenance_reason="a table is in use")
    page = text(console.get("/operate/parties/"))
    for words in (
        "Barbados BB Open",
        "Fiji FJ Closed",
        "Vanuatu VU In maintenance",
        "Vanuatu (practice) VU",
        "4 Parties",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("query", "found"),
    [("q=barb", {"Barbados"}), ("q=vu.local", {"Vanuatu"}), ("q=FJ", {"Fiji"}), ("q=Fidji", {"Fiji"}),
     ("status=closed", {"Fiji"}), ("q=bar&status=closed", set()), ("q=%25", set()), ("status=nonsense", {"Barbados", "Fiji", "Vanuatu"})],
)  # fmt: skip
def test_the_list_is_searched_by_name_code_host_and_status(console: Any, query: str, found: set[str]) -> None:
    Party.objects.filter(iso2="FJ").update(status=Party.Status.CLOSED)
    page = text(console.get(f"/operate/parties/?{query}"))
    assert {name for name in ("Barbados", "Fiji", "Vanuatu") if f"{name} " in page} == found


def test_many_parties_cost_no_more_questions_than_a_few(console: Any, django_assert_max_num_queries: Any) -> None:
    with as_public():
        Party.objects.bulk_create(
            Party(iso2=f"{first}{second}", schema_name=f"party_{first}{second}".lower(), names={"en": f"Isle {first}{second}"})
            for first in "QXZ" for second in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        )  # fmt: skip
        for number in range(30):
            Job.objects.create(
                kind="doctor", digest=f"{number}", parameters={"parties": ["bb"]}, state=Job.State.FAILED
            )
    with django_assert_max_num_queries(10):
        page = text(console.get("/operate/parties/?page=2"))
    assert "82 Parties" in page


def test_running_work_is_seen_in_the_list_and_leads_there(console: Any) -> None:
    job = ask_job(kind="doctor", parameters={"parties": ["bb"]})
    answer = console.get("/operate/parties/?q=bb")
    assert f"/operate/jobs/{job.pk}/" in answer.content.decode()
    assert "Waiting" in text(answer)


def test_work_that_failed_is_an_open_error_until_it_succeeds(console: Any) -> None:
    def job(state: str) -> None:
        Job.objects.create(kind="doctor", digest=f"{Job.objects.count()}", parameters={"parties": ["bb"]}, state=state)

    job("failed")
    assert "Work that failed" in text(console.get("/operate/parties/bb/"))
    job("done")
    assert "Open errors None" in text(console.get("/operate/parties/bb/"))


# what takes effect at once


def test_suspending_is_written_into_the_shared_trail_with_name_and_reason(console: Any, ngozi: Any) -> None:
    answer = console.post("/operate/parties/bb/suspend/", {"mode": "read_only", "reason": "Audit", "seen": "open"})
    assert answer.headers["Location"] == "/operate/parties/bb/"
    assert party().status == Party.Status.READ_ONLY
    entry = AuditEntry.objects.get(verb="party.suspended")
    assert (entry.actor, entry.data["reason"]) == (ngozi, "Audit")
    page = text(console.get("/operate/parties/bb/"))
    assert "Read only" in page
    assert "Party suspended" in page
    assert "Ngozi Lindqvist Audit" in page


def test_a_page_that_has_grown_old_changes_nothing(console: Any, colleague: Any) -> None:
    colleague.post("/operate/parties/bb/suspend/", {"mode": "closed", "reason": "Court order", "seen": "open"})
    answer = console.post("/operate/parties/bb/suspend/", {"mode": "read_only", "reason": "Audit", "seen": "open"})
    assert answer.status_code == 409
    assert "Somebody has changed the status of this Party meanwhile" in text(answer)
    assert party().status == Party.Status.CLOSED
    answer = console.post("/operate/parties/bb/removal/", {"reason": "x", "code": "bb", "seen": "open"})
    assert answer.status_code == 409
    assert not Removal.objects.exists()


def test_what_is_sent_twice_is_done_once(console: Any) -> None:
    for _ in range(2):
        answer = console.post(
            "/operate/parties/bb/suspend/", {"mode": "closed", "reason": "x", "seen": "open"}, follow=True
        )
        assert answer.status_code == 200
    assert AuditEntry.objects.filter(verb="party.suspended").count() == 1
    for _ in range(2):
        assert console.post("/operate/parties/bb/reopen/", {"seen": "closed"}, follow=True).status_code == 200
    assert AuditEntry.objects.filter(verb="party.reopened").count() == 1
    assert party().status == Party.Status.OPEN


def test_a_reason_is_asked_for_and_what_was_typed_is_kept(console: Any) -> None:
    answer = console.post("/operate/parties/bb/suspend/", {"mode": "closed", "reason": " ", "seen": "open"})
    assert answer.status_code == 422
    assert "There is a problem" in text(answer)
    assert re.search(r'value="closed"[^>]* checked', answer.content.decode())
    assert party().status == Party.Status.OPEN


def test_a_host_name_is_given_and_one_of_another_party_refused(console: Any) -> None:
    assert console.post("/operate/parties/bb/host/", {"host": "Permits.gov.BB", "canonical": "on"}).status_code == 302
    assert HostName.objects.get(tenant=party(), is_primary=True).domain == "permits.gov.bb"
    answer = console.post("/operate/parties/fj/host/", {"host": "permits.gov.bb"})
    assert answer.status_code == 422
    assert "another Party" in text(answer)
    assert "permits.gov.bb" in answer.content.decode(), "what was typed is still there"


# removing


def test_a_removal_takes_two_operators_and_a_waiting_time(console: Any, colleague: Any) -> None:
    begin = {"reason": "The country leaves", "code": "FJ", "seen": "open"}
    assert "This is not the code" in text(console.post("/operate/parties/bb/removal/", begin))
    assert party().status == Party.Status.OPEN
    for _ in range(2):
        answer = console.post("/operate/parties/bb/removal/", {**begin, "code": "bb "}, follow=True)
        assert "another operator has to confirm it" in text(answer)
    assert party().status == Party.Status.LEAVING
    assert console.post("/operate/parties/bb/removal/confirm/").status_code == 422, "she asked for it herself"
    assert "Confirm the removal" in text(colleague.get("/operate/parties/bb/removal/"))
    for _ in range(2):
        answer = colleague.post("/operate/parties/bb/removal/confirm/", follow=True)
        assert "The waiting time runs" in text(answer)
    assert console.post("/operate/parties/bb/removal/do/").status_code == 422
    assert not Job.objects.exists()
    with clock.frozen(clock.now() + timedelta(days=settings.REMOVAL_WAIT_DAYS, seconds=1)):
        assert "Remove it now" in text(console.get("/operate/parties/bb/removal/"))
        answer = console.post("/operate/parties/bb/removal/do/")
    assert answer.headers["Location"] == f"/operate/jobs/{the_job().pk}/"
    assert (the_job().kind, the_job().party_codes) == ("remove", ["bb"])


def test_a_removal_can_be_called_off(console: Any) -> None:
    console.post("/operate/parties/bb/removal/", {"reason": "x", "code": "bb", "seen": "open"})
    assert "Call the removal off" in text(console.get("/operate/parties/bb/"))
    console.post("/operate/parties/bb/reopen/", {"seen": "leaving"})
    assert party().status == Party.Status.OPEN
    assert not Removal.objects.exists()


# bringing a country live


def test_the_wizard_offers_the_countries_that_are_not_live(console: Any) -> None:
    page = text(console.get("/operate/parties/new/"))
    assert "Grenada GD" in page
    assert "Samoa WS" in page
    assert "Barbados" not in page
    Party.objects.create(iso2="GD", schema_name="party_gd", names={"en": "Grenada"})
    assert "Grenada GD Being brought live" in text(console.get("/operate/parties/new/"))


def test_it_shows_what_will_be_made_before_anything_is(console: Any) -> None:
    page = text(console.get("/operate/parties/new/gd/"))
    for words in ("Schema party_gd", "test_party_gd", "Host name gd.localhost", "First invitation cites@gd.example"):
        assert words in page
    assert not Job.objects.exists()


def test_a_profile_with_faults_is_shown_with_all_of_them_and_no_button(
    console: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults = [
        {"file": "fees.toml", "key": "fees.0", "reason": "must be a number"},
        {"file": "profile.toml", "key": "", "reason": "is <broken>"},
    ]
    monkeypatch.setattr("tenants.services.faults_in", lambda parts: faults)
    answer = console.get("/operate/parties/new/gd/")
    for words in ("2 faults", "fees.toml fees.0 must be a number", "profile.toml – is <broken>"):
        assert words in text(answer)
    assert "Bring it live" not in text(answer)
    sent = {"full_name": "Ann Joseph", "email": "ann@moa.gd"}
    assert console.post("/operate/parties/new/gd/", sent).status_code == 422
    assert not Job.objects.exists()


def test_who_is_invited_goes_with_the_job_and_sent_twice_it_is_one_job(console: Any, ngozi: Any) -> None:
    answer = console.post("/operate/parties/new/gd/", {"full_name": "Ann Joseph", "email": "ann"})
    assert answer.status_code == 422
    assert "Ann Joseph" in answer.content.decode()
    for _ in range(2):
        answer = console.post("/operate/parties/new/gd/", {"full_name": "Ann Joseph", "email": "ann@moa.gd"})
        assert answer.headers["Location"] == f"/operate/jobs/{the_job().pk}/"
    assert the_job().parameters["administrator"] == {"email": "ann@moa.gd", "full_name": "Ann Joseph"}
    assert the_job().asked_by == ngozi.email
    entry = AuditEntry.objects.get(verb="job.asked")
    assert (entry.actor, entry.data["parties"]) == (ngozi, ["gd"])


def test_a_country_that_is_live_leads_to_its_page(console: Any) -> None:
    answer = console.post("/operate/parties/new/bb/", {"full_name": "A", "email": "a@b.example"}, follow=True)
    assert "This country is live already" in text(answer)
    assert not Job.objects.exists()


def test_an_administrator_is_invited_again_by_a_job(console: Any) -> None:
    answer = console.post("/operate/parties/bb/invite/", {"full_name": "Ann Joseph", "email": "ann@moa.bb"})
    assert answer.headers["Location"] == f"/operate/jobs/{the_job().pk}/"
    assert (the_job().kind, the_job().parameters["administrator"]["email"]) == ("invite", "ann@moa.bb")


def test_nobody_is_invited_into_a_practice_site_that_has_people_of_its_own() -> None:
    for practice, invites in ((False, True), (True, False)):
        open_party = Party(iso2="VU", status=Party.Status.OPEN, practice=practice)
        assert Row(open_party, "Vanuatu", PartyFacts(last_activity=None), None).nobody_yet is invites


# work


def job(**values: Any) -> Job:
    with as_public():
        return Job.objects.create(**{"kind": "onboard", "digest": "x", "parameters": {"parties": ["gd"]}, **values})


def test_the_page_of_running_work_follows_it_without_scripts(console: Any) -> None:
    shown = job(state="running", step=3, steps=6)
    answer = console.get(f"/operate/jobs/{shown.pk}/")
    assert '<noscript><meta http-equiv="refresh"' in answer.content.decode()
    assert 'width="50"' in answer.content.decode()
    assert 'role="status"' in answer.content.decode()
    for words in ("Bring a Party live: Grenada", "Running", "3 of 6"):
        assert words in text(answer)


def test_what_is_new_is_sent_and_then_the_page_is_loaded_anew(console: Any) -> None:
    shown = job(state="running")
    answer = console.get(f"/operate/jobs/{shown.pk}/progress/?after=nonsense")
    assert answer.status_code == 200
    assert "HX-Refresh" not in answer.headers
    finished = job(state="done", digest="y")
    assert console.get(f"/operate/jobs/{finished.pk}/progress/?after=3").headers["HX-Refresh"] == "true"


def test_work_that_waits_for_long_says_what_to_look_after(console: Any) -> None:
    shown = job()
    assert "work_jobs" not in text(console.get(f"/operate/jobs/{shown.pk}/"))
    with clock.frozen(clock.now() + timedelta(minutes=5)):
        assert "work_jobs" in text(console.get(f"/operate/jobs/{shown.pk}/"))


def test_work_that_failed_says_why_and_can_be_asked_for_again(console: Any, ngozi: Any) -> None:
    failed = job(state="failed", error="%(party)s is being removed", error_facts={"party": "Grenada"})
    page = text(console.get(f"/operate/jobs/{failed.pk}/"))
    assert "Grenada is being removed" in page
    assert "Try again" in page
    places = {console.post(f"/operate/jobs/{failed.pk}/again/").headers["Location"] for _ in range(2)}
    again = Job.objects.exclude(pk=failed.pk).get()
    assert places == {f"/operate/jobs/{again.pk}/"}
    assert (again.kind, again.party_codes, again.asked_by) == ("onboard", ["gd"], ngozi.email)


def test_work_of_a_kind_that_no_longer_exists_can_still_be_read(console: Any) -> None:
    old = job(kind="telegraph", state="failed", error="no such thing", parameters={"parties": ["xx-practice"]})
    page = text(console.get(f"/operate/jobs/{old.pk}/"))
    assert "telegraph" in page
    assert "Try again" not in page
    assert console.post(f"/operate/jobs/{old.pk}/again/").status_code == 404
    assert "telegraph" in text(console.get("/operate/jobs/"))


def test_a_finished_onboarding_shows_the_address_and_who_was_invited(console: Any) -> None:
    asked = {"parties": ["bb"], "administrator": {"email": "ann@moa.bb", "full_name": "Ann"}}
    page = text(console.get(f"/operate/jobs/{job(state='done', parameters=asked).pk}/"))
    for words in ("Barbados is live", "http://bb.localhost", "ann@moa.bb"):
        assert words in page


def test_what_an_app_offers_has_a_button_on_the_page_of_a_party(console: Any) -> None:
    dance = JobKind(
        "dance", "Dance", lambda asked, say: None, OneParty, offered=lambda party: "Dance" if party.iso2 == "BB" else ""
    )
    with job_kinds.temporarily(dance):
        assert "Dance" in text(console.get("/operate/parties/bb/"))
        assert "Dance" not in text(console.get("/operate/parties/fj/"))
        assert console.post("/operate/parties/bb/ask/dance/").status_code == 302
        assert console.post("/operate/parties/fj/ask/dance/").status_code == 404
    assert (the_job().kind, the_job().party_codes) == ("dance", ["bb"])


def test_upgrades_and_rounds_are_asked_for_once(console: Any) -> None:
    for address in ("/operate/upgrades/", "/operate/doctor/"):
        places = {console.post(address).headers["Location"] for _ in range(2)}
        assert len(places) == 1
        assert "watch it" in text(console.get(address))
    assert sorted(Job.objects.values_list("kind", flat=True)) == ["doctor", "upgrade"]


def test_shared_tables_that_are_behind_are_told_of(console: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "share are behind" not in text(console.get("/operate/upgrades/"))
    monkeypatch.setattr("tenants.upgrades.standing.known_migrations", lambda schema: {("cms", "9999_tomorrow")})
    assert "share are behind by 1 migration:" in text(console.get("/operate/upgrades/"))


def test_the_doctors_findings_stand_on_its_page(console: Any) -> None:
    job(
        kind="doctor",
        state="failed",
        parameters={"parties": [], "fix": False},
        error="Findings that are left: %(count)s.",
        error_facts={"count": 2},
    )
    page = text(console.get("/operate/doctor/"))
    assert "Findings that are left: 2." in page
    assert console.post("/operate/doctor/", {"fix": "on", "party": "bb"}).status_code == 302
    assert Job.objects.first().parameters == {"parties": ["bb"], "fix": True}
    assert console.post("/operate/doctor/", {"party": "nobody"}).status_code == 404


# words


def test_what_is_said_is_translated_and_what_stays_english_is_marked() -> None:
    facts = {"schema": "party_bb", "finding": "lacks <index>"}
    with translation.override("fr"):
        assert said("%(schema)s: %(finding)s", facts) == 'party_bb\xa0: <span lang="en">lacks &lt;index&gt;</span>'
        told = {"message": "lacks index %(index)s", "data": {"index": "<one>"}}
        assert said("%(finding)s", {"finding": told}) == "il manque l’index &lt;one&gt;"
    with translation.override("en"):
        assert said("%(step)s: made", {"step": "host name"}) == "Host name: made"
        assert said("100 %", {}) == "100 %"
        assert said("%(gone)s <b>", {"here": 1}) == "%(gone)s &lt;b&gt;"
        assert said("", {}) == ""


def test_the_console_is_not_on_a_partys_site(parties: Any) -> None:
    (bb,) = parties("bb")
    with bb.active():
        administrator = person("party_administrator")
    client = bb.client()
    client.force_login(administrator)
    assert client.get("/operate/").status_code == 404
    assert connection.schema_name == "public"
