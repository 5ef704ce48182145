"""A link or a code that is used twice, or after its time: one effect, and a page that says what to do instead."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache

from cites.accounts.invitations import invite_person, link_to, withdraw_invitation
from cites.accounts.models import Invitation, Role, User
from cites.casework.lists import keep_list
from cites.casework.models import KeptList
from kernel import clock
from tests.factories.accounts import PASSWORD, person

ANOTHER = "four other words ashore"
CONFIRM = "/accounts/password/reset/confirm/"
OVER = "This code was used already, or its time is over. Ask for a new one."
SIGN_UP = {
    "full_name": "Nia Ward",
    "email": "nia@ward.example",
    "role": "trader",
    "organisation_name": "Ward Ltd",
    "phone": "",
    "password1": PASSWORD,
}


def invited() -> tuple[Invitation, str]:
    """An invitation, and the address behind its link."""
    invitation = invite_person(email="nev@gov.example", full_name="Nev New", roles=[Role.CASHIER], actor=None)
    return invitation, "/invitation/" + link_to(invitation).split("/invitation/")[1]


def test_an_invitation_used_twice_makes_one_account_and_says_to_sign_in(bb: Any) -> None:
    _invitation, link = invited()
    facts = {"full_name": "Nev New", "password": PASSWORD}
    assert bb.client().post(link, facts).status_code == 302
    for again in (bb.client().post(link, {"full_name": "Mallory", "password": ANOTHER}), bb.client().get(link)):
        assert again.status_code == 410
        assert "accepted before: the account is there" in again.text
        assert 'href="/accounts/login/"' in again.text
    nev = User.objects.get(email="nev@gov.example")
    assert (nev.full_name, nev.check_password(PASSWORD)) == ("Nev New", True)


@pytest.mark.parametrize("end", ["expired", "withdrawn"])
def test_an_invitation_whose_time_is_over_says_whom_to_ask_and_makes_nobody(bb: Any, end: str) -> None:
    invitation, link = invited()
    if end == "withdrawn":
        withdraw_invitation(invitation=invitation, actor=None)
    with clock.frozen(clock.now() + timedelta(days=8 if end == "expired" else 0)):
        answer = bb.client().post(link, {"full_name": "Nev New", "password": PASSWORD})
    assert answer.status_code == 410
    assert "Ask the person who sent it for a new one" in answer.text
    assert not User.objects.filter(email="nev@gov.example").exists()


def asked_for_new_password(bb: Any, someone: User) -> tuple[Any, str]:
    """A browser that has asked for a new password, and the code that was mailed."""
    client = bb.client()
    cache.clear()
    client.post("/accounts/password/reset/", {"email": someone.email})
    return client, mail.outbox[-1].subject.split()[-1]


def test_the_code_for_a_new_password_serves_one_new_password(bb: Any) -> None:
    tara = person(role=Role.TRADER, password=PASSWORD)
    client, code = asked_for_new_password(bb, tara)
    step = client.post(CONFIRM, {"code": code}, follow=True)
    set_at = step.request["PATH_INFO"]
    assert "Done" in client.post(set_at, {"password1": ANOTHER, "password2": ANOTHER}, follow=True).text
    assert OVER in client.post(CONFIRM, {"code": code}, follow=True).text
    assert (
        "Choose a new password" in client.post(set_at, {"password1": PASSWORD, "password2": PASSWORD}, follow=True).text
    )
    tara.refresh_from_db()
    assert tara.check_password(ANOTHER)


def test_the_code_for_a_new_password_ends_with_its_quarter_of_an_hour(bb: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    tara = person(role=Role.TRADER, password=PASSWORD)
    client, code = asked_for_new_password(bb, tara)
    later(monkeypatch, minutes=16)
    page = client.post(CONFIRM, {"code": code}, follow=True)
    assert page.redirect_chain == [("/accounts/login/", 302)]
    assert OVER in page.text
    tara.refresh_from_db()
    assert tara.check_password(PASSWORD)


def test_the_code_for_an_address_confirms_it_once_and_for_its_time(bb: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = bb.client()
    cache.clear()
    client.post("/accounts/signup/", SIGN_UP)
    code = mail.outbox[-1].subject.split()[-1]
    with monkeypatch.context() as patched:
        later(patched, minutes=16)
        assert OVER in client.post("/accounts/confirm-email/", {"code": code}, follow=True).text
    address = EmailAddress.objects.get(email=SIGN_UP["email"])
    assert not address.verified
    cache.clear()
    client.post("/accounts/login/", {"login": SIGN_UP["email"], "password": PASSWORD})
    code = mail.outbox[-1].subject.split()[-1]
    for _click in range(2):
        assert client.post("/accounts/confirm-email/", {"code": code}, follow=True).status_code == 200
    address.refresh_from_db()
    assert address.verified
    assert OVER in bb.client().post("/accounts/confirm-email/", {"code": code}, follow=True).text


def later(patched: pytest.MonkeyPatch, *, minutes: int) -> None:
    """The codes were made so long ago."""
    moment = (clock.now() + timedelta(minutes=minutes)).timestamp()
    patched.setattr("allauth.account.internal.flows.code_verification.time", SimpleNamespace(time=lambda: moment))


def test_a_list_that_was_forgotten_is_forgotten_once_and_its_old_address_still_opens(bb: Any) -> None:
    officer = person(role=Role.MA_OFFICER)
    keep_list(person=officer, name="Mine", query="show=mine")
    kept = KeptList.objects.get()
    client = bb.client()
    client.force_login(officer)
    for _click in range(2):
        answer = client.post(f"/cases/lists/{kept.pk}/forget/")
        assert answer.status_code == 302
    assert client.get("/cases/?show=mine").status_code == 200
    assert not KeptList.objects.exists()
