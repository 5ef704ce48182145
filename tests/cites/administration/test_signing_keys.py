"""A Party's administrator looks after its signing keys on pages; the operator worker does what was asked."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.account.internal.flows.login import record_authentication
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from cites.permits.documents.publishing import publish_permit
from cites.permits.models import SigningKey
from cites.permits.services.issuing import issue_permits
from cites.permits.signing import asking
from cites.permits.signing.asking import Asked, Change
from cites.permits.signing.certificates import write_chain
from cites.permits.signing.queries import find_key_in_use, keys_of
from cites.permits.signing.services import rotate_key
from cites.permits.signing.signers import signer_in_use
from cites.permits.tasks import make_signing_request
from kernel import clock
from tenants.audit.models import AuditEntry
from tenants.context import as_owner, as_public, party_context
from tenants.doctor.running import examine
from tenants.jobs.services import ask_job
from tenants.jobs.worker import Worker
from tenants.life.suspension import suspend_party
from tenants.models import Job, Party
from tenants.names import PUBLIC
from tests.conftest import Place
from tests.factories.accounts import one_time_code, person
from tests.factories.console_pages import text
from tests.factories.issuable import ready_to_issue
from tests.factories.jobs import fresh
from tests.factories.national import Nation
from tests.factories.offices import fill
from tests.factories.permits import cast
from tests.factories.signing import keys_at

KEYS = "/administration/signing-keys/"
ROTATE = f"{KEYS}rotate/"
CERTIFICATE = f"{KEYS}certificate/"
INSTALL = f"{CERTIFICATE}install/"
CODE = "/accounts/2fa/reauthenticate/"


@pytest.fixture
def vu(owner_here: str) -> Place:
    cache.clear()
    with as_owner(PUBLIC):
        return Place(Party.objects.get(iso2="VU", practice=False))


@pytest.fixture
def twin(owner_here: str) -> Place:
    cache.clear()
    with as_owner(PUBLIC):
        return Place(Party.objects.get(iso2="VU", practice=True))


@pytest.fixture
def ada(vu: Place) -> Any:
    with vu.active():
        return person("party_administrator", "Ada Administrator")


@pytest.fixture
def browser(vu: Place, ada: Any) -> Any:
    """Ada's, signed in a while ago."""
    client = vu.client()
    client.force_login(ada)
    return client


@pytest.fixture
def confirmed(browser: Any, ada: Any, vu: Place) -> Any:
    """The same, her second step confirmed just now."""
    return confirm(browser, ada, vu)


def confirm(client: Any, user: Any, place: Place) -> Any:
    with place.active():
        session = client.session
        record_authentication(SimpleNamespace(session=session), user, "mfa", reauthenticated=True)
        session.save()
    return client


def in_use(place: Place) -> SigningKey:
    (key,) = (key for key in keys_of(place.party) if key.is_in_use)
    return key


def work() -> None:
    Worker().run(until_idle=True)


def jobs() -> list[Job]:
    with as_public():
        return list(Job.objects.filter(kind__in=[each.value for each in Change]).order_by("pk"))


def trail(place: Place, verb: str) -> AuditEntry:
    with place.active():
        return AuditEntry.objects.select_related("actor").filter(verb=verb).latest("pk")


def revoke_page(kid: str) -> str:
    return f"{KEYS}{kid}/revoke/"


def rotate(client: Any, status: int = 302, **answers: Any) -> str:
    told = {"reason": "A new year", "understood": "on", **answers}
    return fill(client, ROTATE, client.get(ROTATE), status=status, **told)


# --- the history ----------------------------------------------------------------------------------


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


# --- a new key ------------------------------------------------------------------------------------


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


def test_at_a_suspended_party_keys_are_read_and_not_changed(vu: Place, confirmed: Any) -> None:
    with as_owner(PUBLIC):
        suspend_party(party=vu.party, by=person("operator", "Ngozi"), reason="An audit", read_only=True)
    assert "Signs now" in text(confirmed.get(KEYS))
    assert confirmed.post(ROTATE, {"reason": "x"}).status_code == 423
    assert jobs() == []


# --- nothing else makes the owner do it ---------------------------------------------------------------


@pytest.fixture
def forged(vu: Place, ada: Any) -> Iterator[Any]:
    """Asks as whoever may add jobs and knows the address of no key that signs."""

    def ask(asked: str) -> str:
        job = ask_job(kind=Change.ROTATE, parameters={"parties": ["vu"], "asked": asked})
        work()
        return f"{fresh(job).state}: {fresh(job).error}"

    yield ask
    assert len(keys_of(vu.party)) == 1


def test_what_no_page_of_that_party_signed_is_not_done(vu: Place, ada: Any, forged: Any) -> None:
    asked = Asked(person=ada.pk, kid=in_use(vu).kid, reason="x").model_dump(mode="json")
    with as_owner("party_fj"):
        elsewhere = asking._signer(Change.ROTATE).sign(asked)
    with vu.active():
        other = asking._signer(Change.REVOKE).sign(asked)
        nobody = asking._signer(Change.ROTATE).sign(asked | {"person": person("ma_officer").pk})
    for each in ("", "x:y:z", elsewhere, other, nobody):
        assert forged(each).startswith("failed: No administrator asked for this")


def test_what_was_asked_long_ago_or_by_who_left_since_is_not_done(vu: Place, ada: Any, forged: Any) -> None:
    asked = Asked(person=ada.pk, kid=in_use(vu).kid, reason="x").model_dump(mode="json")
    with vu.active():
        signed = asking._signer(Change.ROTATE).sign(asked)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asking, "_LONGEST_WAIT", timedelta(seconds=-1))
        assert forged(signed).startswith("failed:")
    with vu.active():
        type(ada).objects.filter(pk=ada.pk).update(is_active=False)
    assert forged(signed + " ").startswith("failed:")


# --- a revocation ---------------------------------------------------------------------------------


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
    day = clock.now().date()
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


# --- a national certificate -----------------------------------------------------------------------


def the_request(vu: Place, client: Any) -> x509.CertificateSigningRequest:
    assert client.get(f"{CERTIFICATE}request.csr").status_code == 404
    client.post(f"{CERTIFICATE}request/")
    with vu.active():
        make_signing_request()
    answer = client.get(f"{CERTIFICATE}request.csr")
    assert answer["Content-Disposition"] == f'attachment; filename="{in_use(vu).kid}.csr"'
    found = x509.load_pem_x509_csr(answer.content)
    assert found.is_signature_valid
    return found


def bring(client: Any, *files: bytes) -> Any:
    names = ("certificate", "above")
    sent = {name: SimpleUploadedFile(f"{name}.pem", data) for name, data in zip(names, files, strict=False)}
    return client.post(CERTIFICATE, sent)


def test_a_national_certificate_is_asked_for_brought_shown_and_signed_with(vu: Place, ada: Any, browser: Any) -> None:
    nation = Nation()
    leaf, *above = nation.answers(the_request(vu, browser))
    page = bring(browser, leaf.public_bytes(Encoding.DER), write_chain(above[::-1]).encode())
    assert page.status_code == 200
    for words in ("National Root", "Issuer 1", "Fingerprint (SHA-256)", "The root"):
        assert words in text(page), words
    assert "Show that it is you" in fill(browser, INSTALL, page, reason="Letter 12 of the Ministry")
    assert jobs() == []
    fill(browser, f"{CODE}?next={INSTALL}", browser.get(f"{CODE}?next={INSTALL}"), code=one_time_code())
    work()
    with vu.active():
        signer = signer_in_use()
    assert (signer.certificate, list(signer.chain)) == (leaf, above)
    page = text(browser.get(KEYS))
    for words in ("National, good until", "Letter 12 of the Ministry", "By your own authority"):
        assert words in page, words
    published = vu.client().get("/.well-known/signing-chain.pem").content
    assert set(x509.load_pem_x509_certificates(published)) >= {leaf, *above}
    entry = trail(vu, "signing_certificate.installed")
    assert (entry.actor, entry.data["kid"]) == (ada, in_use(vu).kid)
    assert "Issuer 1" in entry.data["issuer"]


def test_a_certificate_that_is_unfit_is_told_of_and_changes_nothing(vu: Place, confirmed: Any) -> None:
    key, nation = in_use(vu), Nation()
    with vu.active():
        public = signer_in_use().certificate.public_key()
    leaf = nation.leaf(public)
    late = nation.leaf(public, at=clock.now() + timedelta(days=3))
    for files, words in {
        (b"nonsense",): "There is no certificate in it",
        (bytes(70_000),): "larger than 64 kB",
        (write_chain([nation.issuer, nation.root]).encode(),): f"None of these certificates is of the key {key.kid}",
        (write_chain([leaf]).encode(),): "whose certificate is not among them",
        (write_chain([late, nation.issuer, nation.root]).encode(),): "is not valid today",
        (write_chain([leaf]).encode(), b"nonsense"): "There is no certificate in it",
    }.items():
        page = bring(confirmed, *files)
        assert page.status_code == 422
        assert words in text(page), words
    page = bring(confirmed)
    assert (page.status_code, "Choose certificate" in text(page)) == (422, True)
    assert jobs() == []


def test_what_is_sent_past_the_first_page_is_read_once_more(vu: Place, confirmed: Any) -> None:
    kid, stranger = in_use(vu).kid, write_chain([Nation().root])
    for told in ({"kid": kid, "chain": stranger, "reason": "x"}, {"kid": kid, "reason": "x"}, {}):
        assert confirmed.post(INSTALL, told).status_code == 422
    assert confirmed.get(INSTALL)["Location"] == CERTIFICATE
    assert jobs() == []


def test_a_certificate_of_a_key_that_was_rotated_meanwhile_is_told_on_the_page_of_the_keys(
    vu: Place, confirmed: Any
) -> None:
    nation, kid = Nation(), in_use(vu).kid
    page = bring(confirmed, write_chain(nation.answers(the_request(vu, confirmed))).encode())
    fill(confirmed, INSTALL, page, reason="The letter")
    (job,) = jobs()
    with as_owner(PUBLIC):
        ngozi = person("operator", "Ngozi")
    rotate_key(party=vu.party, by=ngozi, reason="by hand")
    work()
    assert fresh(job).state == Job.State.FAILED
    assert f"{kid} does not sign any more" in text(confirmed.get(KEYS))


def test_a_national_certificate_that_ends_soon_is_told_by_the_doctor_and_left_until_its_last_days(
    vu: Place, confirmed: Any
) -> None:
    nation = Nation(days=60)
    page = bring(confirmed, write_chain(nation.answers(the_request(vu, confirmed))).encode())
    fill(confirmed, INSTALL, page, reason="The letter")
    work()
    for days, national in ((0, True), (50, False)):
        with clock.frozen(clock.now() + timedelta(days=days)):
            said = [each.finding.text % each.finding.data for each in examine(iso2="VU", fix=True)]
            assert any("national certificate of" in each for each in said) == national
            with party_context(vu.party):
                assert find_key_in_use().certificates.last().national == national


def test_the_request_of_a_practice_site_says_that_it_is_a_specimens(twin: Place) -> None:
    client = twin.client()
    with twin.active():
        client.force_login(person("party_administrator", mfa=False))
    assert "SPECIMEN" in the_request(twin, client).subject.rfc4514_string()


def test_no_page_shows_what_is_secret(vu: Place, confirmed: Any) -> None:
    sealed = in_use(vu).sealed_private
    the_request(vu, confirmed)
    for address in (KEYS, ROTATE, CERTIFICATE, revoke_page(in_use(vu).kid), f"{CERTIFICATE}request.csr"):
        shown = confirmed.get(address).content.decode()
        assert sealed not in shown
        assert not re.search("PRIVATE KEY", shown)
