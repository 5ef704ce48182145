"""The operators' console: the list of Parties, the page of one, and bringing one live."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings

from cites.operations.queries.parties import Row
from kernel import clock
from tenants.audit.models import AuditEntry
from tenants.context import as_public
from tenants.jobs.services import ask_job
from tenants.models import HostName, Job, Party, PartyFacts, Removal
from tests.factories.console_pages import party, text, the_job

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
