"""Signing up, signing in, the second step, and what is signed being worthless elsewhere."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache

from cites.accounts.invitations import invite_person, link_to
from cites.accounts.models import Invitation, Role, User, Verification
from tenants.errors import SecretUnreadable
from tenants.sealing import seal, unseal
from tests.factories.accounts import PASSWORD, SECRET, one_time_code, person, sign_in

SIGN_UP = {
    "full_name": "Nia Ward",
    "email": "Nia@Ward.example",
    "role": "trader",
    "organisation_name": "Ward Ltd",
    "phone": "",
    "password1": PASSWORD,
}


def code_in(message: Any) -> str:
    return str(message.subject.split()[-1])


def sign_up(client: Any) -> str:
    client.post("/accounts/signup/", SIGN_UP)
    return code_in(mail.outbox[-1])


def test_a_trader_signs_up_confirms_the_address_and_waits_for_verification(bb: Any) -> None:
    client = bb.client()
    code = sign_up(client)
    answer = client.post("/accounts/confirm-email/", {"code": code})
    assert answer.status_code == 302
    nia = User.objects.get(email="nia@ward.example")
    assert (nia.roles, nia.verification) == ({Role.TRADER}, Verification.PENDING)
    assert nia.organisation is not None
    assert nia.organisation.name == "Ward Ltd"
    assert client.get("/me/").status_code == 200


def test_nobody_signs_up_as_an_official(bb: Any) -> None:
    answer = bb.client().post("/accounts/signup/", SIGN_UP | {"role": "ma_officer"})
    assert answer.status_code == 422
    assert not User.objects.filter(email="nia@ward.example").exists()


def test_signing_up_twice_makes_one_person_and_tells_the_owner_by_mail(bb: Any) -> None:
    sign_up(bb.client())
    cache.clear()  # some seconds later: within ten of them no second mail goes to one address
    answer = bb.client().post("/accounts/signup/", SIGN_UP)
    assert answer.status_code == 302
    assert User.objects.filter(email="nia@ward.example").count() == 1
    assert "already" in mail.outbox[-1].subject


def test_nobody_signs_in_before_the_address_is_confirmed(bb: Any) -> None:
    sign_up(bb.client())
    client = bb.client()
    client.post("/accounts/login/", {"login": "nia@ward.example", "password": PASSWORD})
    assert client.get("/me/").status_code == 302


def test_a_wrong_password_says_the_same_for_known_and_unknown_people(bb: Any) -> None:
    tara = person(role=Role.TRADER, password=PASSWORD)
    known = bb.client().post("/accounts/login/", {"login": tara.email, "password": "wrong"})
    unknown = bb.client().post("/accounts/login/", {"login": "who@who.example", "password": "wrong"})
    assert (known.status_code, unknown.status_code) == (422, 422)
    for answer in (known, unknown):
        assert "not correct" in answer.content.decode()


def test_after_five_wrong_passwords_even_the_right_one_waits(bb: Any) -> None:
    tara = person(role=Role.TRADER, password=PASSWORD)
    for _ in range(5):
        bb.client().post("/accounts/login/", {"login": tara.email, "password": "wrong"})
    answer = bb.client().post("/accounts/login/", {"login": tara.email, "password": PASSWORD})
    assert answer.status_code == 422
    assert "Too many" in answer.content.decode()


def test_an_official_signs_in_with_two_steps(bb: Any) -> None:
    olive = person(role=Role.MA_OFFICER, password=PASSWORD)
    client = bb.client()
    first = client.post("/accounts/login/", {"login": olive.email, "password": PASSWORD})
    assert first.headers["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/traders/").status_code == 302
    assert client.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 422
    client.post("/accounts/2fa/authenticate/", {"code": one_time_code()})
    assert client.get("/traders/").status_code == 200


def test_a_one_time_code_works_once(bb: Any) -> None:
    olive = person(role=Role.MA_OFFICER, password=PASSWORD)
    sign_in(bb.client(), olive)
    second = bb.client()
    sign_in(second, olive)
    assert second.get("/traders/").status_code == 302


def test_an_official_without_a_second_step_can_only_set_one_up(bb: Any) -> None:
    olive = person(role=Role.MA_OFFICER, mfa=False)
    client = bb.client()
    client.force_login(olive)
    for address in ("/traders/", "/me/", "/accounts/email/", "/accounts/password/change/"):
        assert client.get(address).headers["Location"] == "/accounts/2fa/"
    for address in ("/theme.css", "/crest.svg", "/accessibility/", "/privacy/"):
        assert client.get(address).status_code == 200, "what every page is dressed in is there for them as well"
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'a-secret">([A-Z2-7]+)<', page)
    assert secret is not None
    answer = client.post("/accounts/2fa/totp/activate/", {"code": one_time_code(secret[1])})
    assert answer.headers["Location"] == "/accounts/2fa/recovery-codes/"
    assert client.get("/traders/").status_code == 200


def test_an_official_cannot_remove_the_only_second_step(bb: Any) -> None:
    client = bb.client()
    client.force_login(person(role=Role.MA_OFFICER))
    client.post("/accounts/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(type="totp").exists()


def test_everyone_at_the_front_door_needs_a_second_step(parties: Any, front_door: Any) -> None:
    with front_door.active():
        editor = person(role=Role.EDITOR, mfa=False)
    client = front_door.client()
    client.force_login(editor)
    assert client.get("/me/").headers["Location"] == "/accounts/2fa/"


def test_nobody_signs_up_at_the_front_door(parties: Any, front_door: Any) -> None:
    answer = front_door.client().post("/accounts/signup/", SIGN_UP)
    assert "by invitation" in answer.content.decode()
    with front_door.active():
        assert not User.objects.filter(email="nia@ward.example").exists()


def test_another_apps_login_form_signs_nobody_in(bb: Any) -> None:
    from django.contrib.auth import authenticate

    olive = person(role=Role.MA_OFFICER, password=PASSWORD)
    assert authenticate(None, username=olive.email, password=PASSWORD) is None


def test_secrets_of_one_time_codes_do_not_lie_in_clear(bb: Any) -> None:
    olive = person(role=Role.MA_OFFICER)
    stored = Authenticator.objects.get(user=olive, type="totp").data["secret"]
    assert SECRET not in stored
    assert unseal(stored) == SECRET


def test_an_old_field_key_still_opens_what_it_sealed(bb: Any, settings: Any) -> None:
    settings.FIELD_KEY = "the-old-key-" * 4
    sealed = seal("a secret")
    settings.FIELD_KEY = "the-new-key-" * 4 + " " + "the-old-key-" * 4
    assert unseal(sealed) == "a secret"
    settings.FIELD_KEY = "the-new-key-" * 4
    with pytest.raises(SecretUnreadable):
        unseal(sealed)


def test_what_was_sealed_for_one_thing_is_not_opened_for_another(settings: Any) -> None:
    sealed = seal("a secret", purpose="BB-2026-1")
    assert unseal(sealed, purpose="BB-2026-1") == "a secret"
    for purpose in ("FJ-2026-1", ""):
        with pytest.raises(SecretUnreadable):
            unseal(sealed, purpose=purpose)


def test_passkeys_are_asked_for_under_the_host_of_the_request(bb: Any) -> None:
    client = bb.client()
    options = client.get("/accounts/2fa/webauthn/login/", headers={"accept": "application/json"})
    assert options.json()["request_options"]["publicKey"]["rpId"] == bb.host


# --- what is signed or secret in bb is worthless in fj --------------------------------------------


def test_a_session_of_one_party_is_no_session_in_another(parties: Any) -> None:
    bb, fj = parties("bb", "fj")
    with bb.active():
        tara = person(role=Role.TRADER)
    here, there = bb.client(), fj.client()
    here.force_login(tara)
    there.cookies = here.cookies
    assert here.get("/me/").status_code == 200
    assert there.get("/me/").status_code == 302


def test_an_address_code_of_one_party_confirms_nothing_in_another(parties: Any) -> None:
    bb, fj = parties("bb", "fj")
    code_of_bb = sign_up(bb.client())
    there = fj.client()
    sign_up(there)
    assert there.post("/accounts/confirm-email/", {"code": code_of_bb}).status_code == 422
    with fj.active():
        assert not User.objects.get(email="nia@ward.example").emailaddress_set.filter(verified=True).exists()


def test_there_is_no_address_that_confirms_by_a_signed_link(bb: Any) -> None:
    from django.core import signing

    key = signing.dumps(obj=1, salt="account")
    assert bb.client().get(f"/accounts/confirm-email/{key}/").status_code == 404


def test_a_password_code_of_one_party_resets_nothing_in_another(parties: Any) -> None:
    bb, fj = parties("bb", "fj")
    for place in (bb, fj):
        with place.active():
            person(role=Role.TRADER, email="same@trader.example", password=PASSWORD)
    here, there = bb.client(), fj.client()
    here.post("/accounts/password/reset/", {"email": "same@trader.example"})
    code_of_bb = code_in(mail.outbox[-1])
    there.post("/accounts/password/reset/", {"email": "same@trader.example"})
    assert there.post("/accounts/password/reset/confirm/", {"code": code_of_bb}).status_code == 422
    there.cookies = here.cookies
    assert there.get("/accounts/password/reset/complete/").status_code == 302


def test_an_invitation_of_one_party_opens_nothing_in_another(parties: Any) -> None:
    bb, fj = parties("bb", "fj")
    links = {}
    for place in (bb, fj):
        with place.active():
            invitation = invite_person(
                email="new@officer.example", full_name="Nev New", roles=[Role.MA_OFFICER], actor=None
            )
            links[place.host] = "/invitation/" + link_to(invitation).split("/invitation/")[1]
    assert bb.client().get(links[bb.host]).status_code == 200
    assert fj.client().get(links[bb.host]).status_code == 410
    answer = fj.client().post(links[bb.host], {"full_name": "Eve", "password": PASSWORD})
    assert answer.status_code == 410
    with fj.active():
        assert not User.objects.filter(email="new@officer.example").exists()
        assert Invitation.objects.get(email="new@officer.example").accepted_at is None
