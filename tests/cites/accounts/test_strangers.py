"""What strangers try at the doors: learn who is here, be led elsewhere, write to others in our name."""

from typing import Any
from urllib.parse import quote

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import hashers
from django.core import mail
from django.core.cache import cache

from cites.accounts.mail import compose, send_to
from cites.accounts.models import Role, User
from tests.factories.accounts import PASSWORD, person

SIGN_UP = {
    "full_name": "Nia Ward",
    "email": "nia@ward.example",
    "role": "trader",
    "password1": PASSWORD,
}
LURES = [
    "//evil.example",
    "///evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "https://evil.example/",
    "http:evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "//evil.example\\@bb.localhost",
    "http://[::1",
    "http://bb.localhost@evil.example/",
    "http://fj.localhost/",
]


@pytest.fixture
def tara(bb: Any) -> User:
    tara: User = person(role=Role.TRADER, name="Tara Ward", password=PASSWORD)
    EmailAddress.objects.get_or_create(user=tara, email=tara.email, defaults={"verified": True, "primary": True})
    return tara


@pytest.mark.parametrize("lure", LURES)
def test_nobody_is_led_elsewhere_after_signing_in(bb: Any, tara: User, lure: str) -> None:
    client = bb.client(raise_request_exception=False)
    answer = client.post("/accounts/login/", {"login": tara.email, "password": PASSWORD, "next": lure})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    again = client.get(f"/accounts/login/?next={quote(lure)}")
    assert (again.status_code, again.headers["Location"]) == (302, "/")


@pytest.mark.parametrize("lure", LURES)
def test_nobody_is_led_elsewhere_by_choosing_a_language(bb: Any, lure: str) -> None:
    answer = bb.client().post("/language/", {"language": "en", "next": lure})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


def test_a_line_end_in_the_way_back_writes_no_header(bb: Any) -> None:
    answer = bb.client().post("/language/", {"language": "en", "next": "/\r\nX-A: 1"})
    assert answer.headers["Location"] == "/%0D%0AX-A:%201"
    assert "X-A" not in answer.headers


def test_signing_up_works_as_hard_for_an_address_in_use(bb: Any, tara: User, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    encode = hashers.Argon2PasswordHasher.encode

    def counted(self: Any, password: str, salt: str) -> str:
        hashed.append(password)
        return str(encode(self, password, salt))

    monkeypatch.setattr(hashers.Argon2PasswordHasher, "encode", counted)
    answers = []
    for email in (tara.email, "new@ward.example"):
        cache.clear()
        answers.append(bb.client().post("/accounts/signup/", {**SIGN_UP, "email": email}))
    assert [(each.status_code, each.headers["Location"]) for each in answers] == [(302, "/accounts/confirm-email/")] * 2
    assert len(hashed) == 2


def test_asking_for_a_new_password_says_the_same_for_known_and_unknown_people(bb: Any, tara: User) -> None:
    pages = []
    for email in (tara.email, "who@who.example"):
        client = bb.client()
        answer = client.post("/accounts/password/reset/", {"email": email})
        page = client.get(answer.headers["Location"]).content.decode()
        pages.append((answer.status_code, answer.headers["Location"], page.count("<"), email in page))
    assert pages[0] == pages[1]


def test_what_a_stranger_calls_themselves_goes_into_no_letter_box_but_their_own(bb: Any, tara: User) -> None:
    lure = "your permit fee is due at http://evil.example"
    bb.client().post("/accounts/signup/", {**SIGN_UP, "full_name": lure})
    bb.client().post("/accounts/signup/", {**SIGN_UP, "full_name": lure, "email": tara.email})
    assert [message.to for message in mail.outbox] == [["nia@ward.example"], [tara.email]]
    assert not any("evil.example" in f"{message.subject}{message.body}" for message in mail.outbox)
    assert "Dear Tara Ward" in mail.outbox[1].body


def test_every_mail_is_plain_text(bb: Any, tara: User) -> None:
    tara.full_name = "<b>Tara</b> & O'Ward"
    tara.save()
    bb.client().post("/accounts/signup/", SIGN_UP)
    bb.client().post("/accounts/signup/", {**SIGN_UP, "email": tara.email})
    bb.client().post("/accounts/password/reset/", {"email": tara.email})
    send_to(tara, "casework/mail/notice", {"subject": "News", "sentence": "It is so.", "reference": "BB-26-000001"})
    for message in (
        *mail.outbox,
        compose(tara.email, "en", "accounts/mail/refused", {"person": tara, "reason": "<i>"}),
    ):
        assert message.content_subtype == "plain"
        assert not getattr(message, "alternatives", None)
        assert "&amp;" not in message.body
        assert "&#x27;" not in message.body
    assert "Dear <b>Tara</b> & O'Ward," in mail.outbox[1].body


def test_a_port_that_a_stranger_names_stands_in_no_mail(bb: Any, tara: User) -> None:
    bb.client().post("/accounts/signup/", {**SIGN_UP, "email": tara.email}, headers={"host": "bb.localhost:31337"})
    assert "31337" not in mail.outbox[-1].body
    assert "/accounts/password/reset/" in mail.outbox[-1].body


@pytest.mark.parametrize("host", ["BB.localhost", "bb.localhost.", "bb.localhost:8000", "Bb.LocalHost.:1"])
def test_a_host_is_known_however_it_is_written(bb: Any, host: str) -> None:
    assert bb.client().get("/accounts/login/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Original-URL", "X-Rewrite-URL", "Forwarded", "X-Host"])
def test_no_header_but_the_host_names_the_party(parties: Any, header: str) -> None:
    bb, _fj = parties("bb", "fj")
    with bb.active():
        answer = bb.client().get("/", headers={header: "fj.localhost"})
    assert "Barbados" in answer.content.decode()
    assert "Fiji" not in answer.content.decode()


def test_wrong_passwords_are_counted_whatever_address_the_client_claims(bb: Any, tara: User) -> None:
    for number in range(5):
        claimed = {"X-Forwarded-For": f"192.0.2.{number}", "X-Real-IP": f"192.0.2.{number}"}
        bb.client().post("/accounts/login/", {"login": tara.email, "password": "wrong"}, headers=claimed)
    claimed = {"X-Forwarded-For": "192.0.2.99"}
    login = {"login": f"{tara.email.upper()} ", "password": PASSWORD}
    answer = bb.client().post("/accounts/login/", login, headers=claimed)
    assert answer.status_code == 422
    assert "Too many failed" in answer.content.decode()


@pytest.mark.parametrize("host", ["bb.localhost", "localhost", "nobody.localhost"])
@pytest.mark.parametrize("address", ["/cms/", "/dev/", "/operate/", "/django-admin/", "/admin/", "/documents/1/x.pdf"])
def test_no_desk_opens_to_a_stranger_at_any_host(bb: Any, host: str, address: str) -> None:
    answer = bb.client(raise_request_exception=False).get(address, headers={"host": host})
    at_front_door = {"/cms/": 302, "/operate/": 302, "/dev/": 200}  # /dev/ in development only: see test_people
    assert answer.status_code == (at_front_door.get(address, 404) if host == "localhost" else 404)
    ways_in = {"/cms/": "/accounts/login/?next=/cms/", "/operate/": "/operate/parties/"}
    assert answer.headers.get("Location", ways_in.get(address)) == ways_in.get(address)


def test_the_operators_console_asks_who_comes(front_door: Any) -> None:
    answer = front_door.client().get("/operate/", follow=True)
    assert answer.redirect_chain[-1][0] == "/accounts/login/?next=%2Foperate%2Fparties%2F"
