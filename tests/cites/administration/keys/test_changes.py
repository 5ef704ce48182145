"""A Party's administrator reads the history of its keys, makes new ones and revokes them; the operator worker does what was asked."""

from datetime import date, timedelta
from typing import Any

import pytest

from cites.permits.documents.publishing import publish_permit
from cites.permits.services.issuing import issue_permits
from cites.permits.signing.queries import find_key_in_use, keys_of
from kernel import clock
from tenants.context import as_owner, today
from tenants.jobs.services import ask_job
from tenants.life.suspension import suspend_party
from tenants.models import Job
from tenants.names import PUBLIC
from tests.conftest import Place
from tests.factories.accounts import one_time_code, person
from tests.factories.console_pages import text
from tests.factories.issuable import ready_to_issue
from tests.factories.jobs import fresh
from tests.factories.key_pages import (
    CERTIFICATE,
    CODE,
    KEYS,
    ROTATE,
    in_use,
    jobs,
    revoke_page,
    rotate,
    trail,
    work,
)
from tests.factories.offices import fill
from tests.factories.permits import cast
from tests.factories.signing import keys_at


def test_the_history_says_of_each_key_what_people_compare_and_count(vu: Place, browser: Any) -> None:
    with vu.active():
        who = cast()
        publish_permit(permit_id=issue_permits(application=ready_to_issue(who, "EXP"), signatory=who.signatory)[0].pk)
        kid = find_key_in_use().kid
    page = text(browser.get(KEYS))
    for words in (
        f"{kid} Signs now",
        "as the country was brought live",
        "Permits signed 1",
        "CITES signatures of Vanuatu",
        "Fingerprint (SHA-256)",
        "vu.localhost",
        "/.well-known/jwks.json",
        "/.well-known/signing-chain.pem",
        "/.well-known/signing-authority.crl",
    ):
        assert words in page, words
    assert "Warning" not in page


def test_a_certificate_that_ends_within_ninety_days_is_warned_of(vu: Place, browser: Any) -> None:
    ends = in_use(vu)
    with as_owner(vu.schema_name):
        until = ends.certificates.last().valid_until
    with vu.active():
        ada = person("party_administrator")
    for days, warned in ((91, False), (89, True)):
        with clock.frozen(until - timedelta(days=days)):
            client = vu.client()
            client.force_login(ada)
            assert (f"The certificate of {ends.kid} ends on" in text(client.get(KEYS))) == warned


def test_who_only_reads_is_offered_nothing(vu: Place) -> None:
    client = vu.client()
    with vu.active():
        client.force_login(person("auditor"))
    page = text(client.get(KEYS))
    assert "Signs now" in page
    assert "Revoke" not in page
    assert "Make a new key" not in page


def test_a_new_key_is_made_once_the_second_step_is_taken_and_the_history_says_by_whom(
    vu: Place, ada: Any, browser: Any
) -> None:
    old = in_use(vu)
    assert "Show that it is you" in rotate(browser)
    assert jobs() == []
    page = fill(browser, f"{CODE}?next={ROTATE}", browser.get(f"{CODE}?next={ROTATE}"), code=one_time_code())
    assert "is being made" in page
    assert in_use(vu) == old, "the web writes no key"
    work()
    new = in_use(vu)
    assert new.kid == f"{old.kid[:-1]}{int(old.kid[-1]) + 1}"
    page = text(browser.get(KEYS))
    for words in (f"{new.kid} Signs now", f"{old.kid} Retired", "Ada Administrator", "A new year"):
        assert words in page, words
    assert {old.kid, new.kid} <= keys_at("localhost").keys()
    for verb in ("signing_key.rotation_asked", "signing_key.retired", "signing_key.made"):
        entry = trail(vu, verb)
        assert (entry.actor, entry.data["reason"]) == (ada, "A new year"), verb


def test_what_happens_has_to_be_read_and_a_reason_given(vu: Place, confirmed: Any) -> None:
    page = rotate(confirmed, status=422, reason="", understood=None)
    assert "There is a problem" in page
    assert jobs() == []


def test_a_second_click_makes_no_second_key(vu: Place, confirmed: Any) -> None:
    old = in_use(vu)
    told = {"kid": old.kid, "reason": "A new year", "understood": "on"}
    confirmed.post(ROTATE, told)
    assert "under way already" in text(confirmed.post(ROTATE, told, follow=True))
    work()
    assert "has taken its place" in text(confirmed.post(ROTATE, told, follow=True))
    work()
    assert len(keys_of(vu.party)) == 2


def test_work_that_is_done_again_after_a_kill_changes_nothing_more(vu: Place, confirmed: Any) -> None:
    rotate(confirmed)
    work()
    (job,) = jobs()
    again = ask_job(kind=job.kind, parameters=job.parameters)
    work()
    assert fresh(again).state == Job.State.DONE
    assert len(keys_of(vu.party)) == 2


def test_a_practice_site_rotates_its_own_key_without_a_second_step_and_publishes_nothing(twin: Place) -> None:
    before, old = keys_at("localhost"), in_use(twin)
    client = twin.client()
    with twin.active():
        client.force_login(person("party_administrator", mfa=False))
    rotate(client)
    work()
    assert in_use(twin).kid.startswith("VU-PRACTICE-")
    assert in_use(twin) != old
    assert keys_at("localhost") == before


def test_at_a_suspended_party_keys_are_read_and_no_new_one_is_made(vu: Place, confirmed: Any) -> None:
    suspend(vu, read_only=True)
    assert "Signs now" in text(confirmed.get(KEYS))
    assert confirmed.post(ROTATE, {"reason": "x"}).status_code == 423
    assert confirmed.post(CERTIFICATE).status_code == 423
    assert jobs() == []


def test_at_a_suspended_party_a_stolen_key_is_revoked_by_the_same_steps(vu: Place, browser: Any) -> None:
    old = in_use(vu)
    suspend(vu, read_only=True)
    address = revoke_page(old.kid)
    told = {"reason": "A disk was stolen", "understood": "on"}
    assert "Show that it is you" in fill(browser, address, browser.get(address), **told)
    assert jobs() == []
    fill(browser, f"{CODE}?next={address}", browser.get(f"{CODE}?next={address}"), code=one_time_code())
    work()
    assert "revoked" in keys_at("localhost")[old.kid]
    assert in_use(vu) != old


def test_a_closed_party_has_no_page_for_it(vu: Place, confirmed: Any) -> None:
    address = revoke_page(in_use(vu).kid)
    suspend(vu, read_only=False)
    assert confirmed.post(address, {"reason": "x", "understood": "on"}).status_code == 503
    assert jobs() == []


def suspend(vu: Place, *, read_only: bool) -> None:
    with as_owner(PUBLIC):
        suspend_party(party=vu.party, by=person("operator", "Ngozi"), reason="An audit", read_only=read_only)


def test_a_key_is_revoked_with_its_day_and_another_signs_at_once(vu: Place, ada: Any, browser: Any) -> None:
    old = in_use(vu)
    with vu.active():
        who = cast()
        permit = issue_permits(application=ready_to_issue(who, "EXP"), signatory=who.signatory)[0]
        publish_permit(permit_id=permit.pk)
    address = revoke_page(old.kid)
    page = browser.get(address)
    assert "1 permit that is valid today was signed with it" in text(page)
    assert "a new one takes its place" in text(page)
    with vu.active():
        day = today()
    told = {"exposed_on_day": day.day, "exposed_on_month": day.month, "exposed_on_year": day.year}
    reason = "A disk was stolen"
    assert "Show that it is you" in fill(browser, address, page, reason=reason, understood="on", **told)
    fill(browser, f"{CODE}?next={address}", browser.get(f"{CODE}?next={address}"), code=one_time_code())
    work()
    new, listed = in_use(vu), keys_at("localhost")
    assert new != old
    assert "revoked" in listed[old.kid]
    assert "revoked" not in listed[new.kid]
    page = text(browser.get(KEYS))
    for words in (f"{old.kid} Revoked", "A disk was stolen", "Somebody else may have had it since", "Ada"):
        assert words in page, words
    assert "is revoked already" in text(browser.get(address, follow=True))
    assert trail(vu, "signing_key.revoked").actor == ada
    assert trail(vu, "signing_key.revocation_asked").data["reason"] == reason


@pytest.mark.parametrize(("days", "words"), [(1, "still to come"), (-4000, "was not made yet")])
def test_a_day_that_cannot_be_is_refused_and_nothing_typed_is_lost(
    vu: Place, confirmed: Any, days: int, words: str
) -> None:
    day: date = clock.now().date() + timedelta(days=days + (1 if days > 0 else 0))
    address = revoke_page(in_use(vu).kid)
    told = {"exposed_on_day": day.day, "exposed_on_month": day.month, "exposed_on_year": day.year}
    page = fill(confirmed, address, confirmed.get(address), status=422, reason="Lost", understood="on", **told)
    assert words in page
    assert "Lost" in page
    assert jobs() == []


def test_a_key_that_there_is_not_has_no_page(vu: Place, confirmed: Any) -> None:
    assert confirmed.get(revoke_page("VU-1999-1")).status_code == 404
    assert confirmed.get(revoke_page("FJ-2026-1")).status_code == 404
