"""The operators' console: work that runs, failed or is asked for, what the doctor found, and in which words."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import translation

from cites.operations.queries.words import said
from kernel import clock
from tenants.context import as_public
from tenants.jobs.kinds import JobKind, OneParty, job_kinds
from tenants.models import Job
from tests.factories.accounts import person
from tests.factories.console_pages import text, the_job


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
