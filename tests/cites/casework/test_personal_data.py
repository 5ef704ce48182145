"""What is held about a person: taken home, corrected on request, and erased without breaking the record."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core import mail
from django.db import IntegrityError, transaction

from cites.accounts.corrections import ask_for_correction, decide_correction
from cites.accounts.erasure import anonymise_person
from cites.accounts.errors import AlreadyDecided, LastAdministrator, OwnCorrection, OwnErasure, ReasonMissing
from cites.accounts.models import CorrectionRequest, Outcome, Role, SecondStepReset, User
from cites.accounts.second_steps import propose_reset
from cites.accounts.services import change_profile
from cites.permits.models import Permit
from tenants.audit.models import AuditEntry
from tenants.audit.services import seal_entries
from tenants.audit.verify import verify_audit
from tests.factories.accounts import PASSWORD, authenticators_of, person, sign_in
from tests.factories.permits import an_application, cast, do, issued


@pytest.fixture
def tara(bb: Any) -> User:
    return person(role=Role.TRADER, name="Tara Trader", password=PASSWORD)


@pytest.fixture
def olive(bb: Any) -> User:
    return person(role=Role.MA_OFFICER, name="Olive Officer", password=PASSWORD)


@pytest.fixture
def ada(bb: Any) -> User:
    return person(role=Role.PARTY_ADMINISTRATOR, name="Ada Administrator")


def downloaded(place: Any, who: User) -> tuple[dict[str, Any], str]:
    client = place.client()
    client.force_login(who)
    answer = client.post("/me/data/download/")
    with ZipFile(BytesIO(b"".join(answer.streaming_content))) as bundle:
        return json.loads(bundle.read("data.json")), bundle.read("data.html").decode()


def test_a_person_takes_home_what_is_held_about_them_and_nothing_of_others(bb: Any, tara: User, olive: User) -> None:
    other = an_application(person(role=Role.TRADER))
    sent = an_application(tara)
    do(sent, "submit", tara)
    do(sent, "start_examination", olive)
    do(sent, "ask", olive, {"text": "Which vessel?"})
    do(sent, "answer", tara, {"text": "The Sargasso Queen."})
    data, page = downloaded(bb, tara)
    assert {row["Value"] for row in data["person"]} >= {"Tara Trader", tara.email}
    assert [row["Application"] for row in data["applications"]] == [sent.reference]
    assert [row["Text"] for row in data["messages"]] == ["The Sargasso Queen."]
    assert data["trail"]
    assert "The Sargasso Queen." in page
    assert "Tara Trader" in page
    assert other.reference not in json.dumps(data) + page
    assert AuditEntry.objects.filter(verb="person.data_handed_out", subject=f"person:{tara.pk}", actor=tara).exists()


def test_the_json_reads_the_same_in_every_language(bb: Any, tara: User) -> None:
    english, _page = downloaded(bb, tara)
    change_profile(person=tara, full_name=tara.full_name, language="fr", phone="", organisation=None)
    french, _page = downloaded(bb, tara)
    assert [list(row) for row in english["person"]] == [list(row) for row in french["person"]]
    assert english.keys() == french.keys()


def test_a_correction_is_asked_for_decided_and_answered(bb: Any, tara: User, olive: User, on_commit: Any) -> None:
    home, office = bb.client(), bb.client()
    home.force_login(tara)
    office.force_login(olive)
    home.post("/me/corrections/ask/", {"wanted": "My company moved to Speightstown."})
    asked = CorrectionRequest.objects.get(person=tara)
    assert "Tara Trader" in office.get("/corrections/").content.decode()
    assert "Speightstown" in office.get(f"/corrections/{asked.pk}/").content.decode()
    with on_commit():
        office.post(f"/corrections/{asked.pk}/", {"outcome": "done", "answer": "The address was changed."})
    page = home.get("/me/data/").content.decode()
    assert "The address was changed." in page
    assert mail.outbox[-1].to == [tara.email]
    assert "Speightstown" not in mail.outbox[-1].body
    found = AuditEntry.objects.filter(subject=f"person:{tara.pk}", verb__startswith="correction.").order_by("pk")
    assert [(entry.verb, entry.actor) for entry in found] == [("correction.asked", tara), ("correction.done", olive)]


def test_nobody_decides_on_their_own_correction_nor_twice(olive: User, ada: User) -> None:
    asked = ask_for_correction(person=olive, wanted="My name")
    with pytest.raises(OwnCorrection):
        decide_correction(asked=asked, outcome=Outcome.DONE, answer="Done", official=olive)
    with pytest.raises(IntegrityError), transaction.atomic():
        CorrectionRequest.objects.filter(pk=asked.pk).update(decided_by=olive)
    with pytest.raises(ReasonMissing):
        decide_correction(asked=asked, outcome=Outcome.REFUSED, answer=" ", official=ada)
    decide_correction(asked=asked, outcome=Outcome.REFUSED, answer="It is right.", official=ada)
    with pytest.raises(AlreadyDecided):
        decide_correction(asked=asked, outcome=Outcome.DONE, answer="Done", official=ada)


def test_erasing_takes_what_is_the_persons_alone(bb: Any, olive: User, ada: User) -> None:
    address = olive.email
    sign_in(bb.client(), olive)
    reset = propose_reset(person=olive, reason="Olive lost it", identity_check="Passport of Olive", actor=ada)
    asked = ask_for_correction(person=olive, wanted="I am Olive")
    anonymise_person(person=olive, actor=ada, reason="Asked by letter")
    kept = User.objects.get(pk=olive.pk)
    assert (kept.full_name, kept.is_active, kept.has_usable_password()) == (f"#{olive.pk}", False, False)
    assert address not in kept.email
    assert authenticators_of(kept) == []
    assert not UserSession.objects.filter(user=kept).exists()
    assert not EmailAddress.objects.filter(user=kept).exists()
    assert (SecondStepReset.objects.get(pk=reset.pk).reason, CorrectionRequest.objects.get(pk=asked.pk).wanted) == (
        "",
        "",
    )
    answer = bb.client().post("/accounts/login/", {"login": address, "password": PASSWORD})
    assert answer.status_code == 422


def test_erasing_leaves_permits_and_the_audit_trail_whole(bb: Any, ada: User, settings: Any, tmp_path: Path) -> None:
    settings.AUDIT_HEADS_DIR = tmp_path  # what other tests sealed and rolled back has left its heads outside
    who = cast()
    permit = issued(who)
    before = Permit.objects.get(pk=permit.pk)
    anonymise_person(person=who.trader, actor=ada)
    after = Permit.objects.get(pk=permit.pk)
    same = [field.attname for field in Permit._meta.concrete_fields]
    assert [getattr(before, name) for name in same] == [getattr(after, name) for name in same]
    assert AuditEntry.objects.filter(actor=who.trader, verb="application.submitted").exists()
    seal_entries(limit=100_000)
    assert verify_audit().faults == []


def test_the_page_says_what_stays_and_wants_it_meant(bb: Any, tara: User, ada: User) -> None:
    client = bb.client()
    client.force_login(ada)
    address = f"/people/{tara.pk}/erase/"
    assert "a permit that was issued is never changed" in client.get(address).content.decode()
    assert client.post(address, {"reason": "Asked by letter"}).status_code == 422
    assert client.post(address, {"reason": "Asked by letter", "is_meant": "on"}).status_code == 302
    assert User.objects.get(pk=tara.pk).anonymised_at is not None
    assert client.get(address).status_code == 404
    entry = AuditEntry.objects.get(verb="person.anonymised", subject=f"person:{tara.pk}")
    assert entry.actor == ada
    assert "letter" not in json.dumps(entry.data)


def test_nobody_erases_themself_nor_the_last_administrator(ada: User, olive: User) -> None:
    with pytest.raises(OwnErasure):
        anonymise_person(person=olive, actor=olive)
    with pytest.raises(LastAdministrator):
        anonymise_person(person=ada, actor=olive)


def test_nothing_is_erased_while_a_case_is_under_way_and_the_page_names_it(bb: Any, ada: User) -> None:
    who = cast()
    issued(who)
    draft, sent = an_application(who.trader), an_application(who.trader)
    do(sent, "submit", who.trader)
    client = bb.client()
    client.force_login(ada)
    address, form = f"/people/{who.trader.pk}/erase/", {"reason": "Asked by letter", "is_meant": "on"}
    page = client.get(address).content.decode()
    assert f'href="/cases/{sent.reference}/"' in page
    assert draft.reference not in page
    answer = client.post(address, form)
    assert answer.status_code == 422
    assert f"Decide or close these applications first, for nobody can answer for them afterwards: {sent.reference}" in (
        answer.content.decode()
    )
    assert "Asked by letter" in answer.content.decode()
    kept = User.objects.get(pk=who.trader.pk)
    assert (kept.full_name, kept.is_active, kept.anonymised_at) == (who.trader.full_name, True, None)
    do(sent, "withdraw", who.trader)
    assert client.post(address, form).status_code == 302
    assert User.objects.get(pk=who.trader.pk).anonymised_at is not None
