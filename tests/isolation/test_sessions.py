"""What a browser holds of one place, a session, a token, a cookie, a signed address, is worthless at every other.

Already in ``tests/cites/accounts/test_sign_in.py``: codes by mail, and under which host passkeys are asked for; in
``tests/tenants/test_links.py``: age and purpose of what is signed; in ``tests/cites/permits/test_verify.py``: codes
of permits. Here are all pages, all purposes, and rows that are alike in both places down to their keys.
"""

import re
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache

from billing.models import PaymentAttempt
from billing.providers.demo import attempt_code
from cites.accounts.models import Invitation, User
from infra.development import ROOT
from kernel import clock
from kernel.errors import DomainError
from tenants.errors import SignedElsewhere
from tenants.signing import Signer
from tenants.twins import access_code
from tests.addresses import addresses
from tests.conftest import Place
from tests.factories.accounts import PASSWORD, person
from tests.isolation import lives
from tests.isolation.fillings import PACKAGES, SIGNED, names_in, plain_paths, purposes
from tests.isolation.told import unchanged
from tests.isolation.visits import browser, visit

PLAIN = {site: plain_paths(site) for site in ("party", "public")}
COOKIES = {"sessionid", "csrftoken", "django_language"}
# Whatever can make a text that is believed when it comes back.
SIGNING = re.compile(
    r"core import signing|core\.signing|salted_hmac|TimestampSigner|signed_cookie|default_token_generator|EmailConfirmationHMAC"
)
SIGNERS = {"tenants/signing.py", "tenants/twins.py", "workflows/bodies/secrets.py"}
# Routes that believe a signed word: each is asked with the words of another in ``test_addresses.py`` too.
BELIEVING = {"invitation/<str:token>/", "pay/demo/<str:token>/"}
# What opens by a random word, of which a digest is kept: tried at another Party in ``test_bodies.py``.
BELIEVING |= {"answer/<str:token>/", "answer/<str:token>/papers/<int:attachment>/"}
DOOR = "/practice/"
WAYS = [("fj", "bb"), ("fj", "vu-practice"), ("vu-practice", "vu"), ("fj", ""), ("", "fj")]
FROM = pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{way[0] or 'shared'} at {way[1] or 'shared'}")


@pytest.fixture
def places(parties: Any, front_door: Any, way: tuple[str, str]) -> list[Place]:
    """Whose it is, and where it is tried."""
    opened = iter(parties(*(code for code in way if code)))
    return [next(opened) if code else front_door for code in way]


def a_double(user: User, place: Place) -> User:
    """Somebody at ``place`` who is that person in all that a session knows: key, address and password."""
    with place.active():
        double, _new = User.objects.get_or_create(
            pk=user.pk, defaults={"email": f"double.{user.email}", "full_name": "The Double", "password": user.password}
        )
        User.objects.filter(pk=double.pk).update(password=user.password, is_active=True)
        return double


def signed_in_with_a_double(there: Place, here: Place) -> Any:
    """The browser of somebody who is signed in there, and of whom there is a double here."""
    with there.active():
        user = person("operator" if there.party is None else "trader")
    a_double(user, here)
    own = there.client(raise_request_exception=False)
    own.force_login(user)
    return own


@FROM
def test_a_session_signs_in_nowhere_else(places: list[Place]) -> None:
    """Not even where somebody has the same key and the same password."""
    there, here = places
    own = signed_in_with_a_double(there, here)
    assert visit(own, "/me/").status == 200
    carrying, stranger = (here.client(raise_request_exception=False) for _ in "ab")
    for path in PLAIN["party" if here.party else "public"]:
        carrying.cookies.clear()
        carrying.cookies[settings.SESSION_COOKIE_NAME] = own.cookies[settings.SESSION_COOKIE_NAME].value
        stranger.cookies.clear()
        with clock.frozen(clock.now()):  # /dev/ shows the one-time codes of the moment
            assert visit(carrying, path).without() == visit(stranger, path).without(), path
    assert visit(own, "/me/").status == 200


@FROM
def test_a_session_copied_by_hand_into_another_database_signs_in_nobody(places: list[Place]) -> None:
    """Not even where somebody has the same key and the same password."""
    there, here = places
    own = signed_in_with_a_double(there, here)
    cookie = own.cookies[settings.SESSION_COOKIE_NAME].value
    with there.active():
        kept = Session.objects.get(session_key=cookie)
    with here.active():
        Session(kept.session_key, kept.session_data, kept.expire_date).save(force_insert=True)
    carrying, stranger = (here.client(raise_request_exception=False) for _ in "ab")
    carrying.cookies[settings.SESSION_COOKIE_NAME] = cookie
    assert visit(carrying, "/me/").without() == visit(stranger, "/me/").without()
    assert visit(own, "/me/").status == 200


@FROM
def test_a_password_signs_in_nowhere_else(places: list[Place]) -> None:
    """Of two people with one address each has their own; in a practice twin nobody has any."""
    there, here = places
    believed = {}
    for place, password in ((there, PASSWORD), (here, "another one altogether")):
        with place.active():
            person("trader" if place.party else "operator", email="same@people.example", password=password)
        cache.clear()
        answer = place.client().post("/accounts/login/", {"login": "same@people.example", "password": PASSWORD})
        believed[place] = answer.status_code == 302 and not answer.headers["Location"].startswith("/practice/")
    assert believed == {there: not (there.party and there.practice), here: False}


@FROM
@pytest.mark.parametrize("purpose", sorted(purposes()))
def test_what_is_signed_for_a_purpose_is_read_nowhere_else(places: list[Place], purpose: str) -> None:
    there, here = places
    with there.active():
        text = Signer(purpose).sign(7)
        assert Signer(purpose).read(text) == 7
    with here.active(), pytest.raises(SignedElsewhere):
        Signer(purpose).read(text)


def test_nothing_is_signed_but_by_what_carries_the_party() -> None:
    found = {
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if SIGNING.search(path.read_text("utf-8"))
    }
    assert found == SIGNERS
    believing = {each.route for each in addresses("party") if set(names_in(each)) & {*SIGNED, "uidb36", "uidb64"}}
    assert believing == BELIEVING
    assert not apps.is_installed("django.contrib.admin")
    assert settings.MESSAGE_STORAGE.endswith("session.SessionStorage"), "others sign messages alike for all"
    assert settings.SESSION_ENGINE == "tenants.sessions", "others lie where no login guards them"


def test_an_invitation_is_of_its_party_even_where_another_has_the_same_key(two: Any) -> None:
    here, there = two
    links = {}
    for place in two:
        with place.active():
            values = {"email": "new@people.example", "full_name": "New", "roles": ["cashier"]}
            defaults = lives.own_rows(Invitation, place.party)[0]
            for column in ("language", "expires_at"):
                values[column] = getattr(defaults, column)
            Invitation.objects.create(pk=999, **values)
            links[place.host] = f"/invitation/{Signer('accounts.invitation').sign(999)}/"
    assert visit(there.client(), links[there.host]).status == 200
    with unchanged(here):
        assert visit(here.client(), links[there.host]).status == 410
        assert visit(here.client(), links[there.host], "post").status == 410


def test_a_page_for_payment_is_of_its_party_even_where_another_has_the_same_code(two: Any) -> None:
    here, there = two
    with there.active():
        code = lives.own_rows(PaymentAttempt, there.party)[0].code
        token = Signer("billing.demo.page").sign(code)
        assert attempt_code(token) == code
    with here.active():
        own = lives.own_rows(PaymentAttempt, here.party)[0]
        PaymentAttempt.objects.filter(pk=own.pk).update(code=code)
        with pytest.raises(DomainError):
            attempt_code(token)


@FROM
def test_a_token_against_forgery_does_not_make_another_site_a_friend(places: list[Place]) -> None:
    """A sibling that has planted its cookie and knows its token still comes from elsewhere."""
    there, here = places
    path = "/language/"
    sibling, victim = there.client(enforce_csrf_checks=True), here.client(enforce_csrf_checks=True)
    token = _token(sibling)
    own = _token(victim)
    said = {"language": "en", "csrfmiddlewaretoken": own}
    assert victim.post(path, said, headers={"origin": f"http://{here.host}"}).status_code == 302
    assert victim.post(path, said, headers={"origin": f"http://{there.host}"}).status_code == 403
    said["csrfmiddlewaretoken"] = token
    assert victim.post(path, said).status_code == 403
    victim.cookies[settings.CSRF_COOKIE_NAME] = sibling.cookies[settings.CSRF_COOKIE_NAME].value
    assert victim.post(path, said, headers={"origin": f"http://{there.host}"}).status_code == 403


def _token(client: Any) -> str:
    page = client.get("/accounts/login/", follow=True).content.decode()
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert found
    return found[1]


def test_no_cookie_is_sent_to_a_sibling(parties: Any, front_door: Any) -> None:
    """None names a domain, so that a browser gives it back to its own host alone."""
    fj, twin = parties("fj", "vu-practice")
    seen = set()
    for place in (fj, twin, front_door):
        clients = [place.client(raise_request_exception=False)]
        if place is fj:
            clients.append(browser(fj, lives.almighty("FJ")))
        for client in clients:
            for path in PLAIN["party" if place.party else "public"]:
                visit(client, path)
            client.post("/language/", {"language": "en"})
            for name, cookie in client.cookies.items():
                seen.add(name)
                assert (cookie["domain"], cookie["path"], name in COOKIES) == ("", "/", True), (place.host, name)
    assert seen == COOKIES


def test_a_language_that_is_not_spoken_here_is_not_spoken_for_a_cookie(parties: Any) -> None:
    vu, fj = parties("vu", "fj")
    for place, language in ((vu, "fr"), (fj, "en")):
        client = place.client()
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
        assert f'lang="{language}"' in visit(client, "/privacy/").text


def test_what_somebody_wrote_before_signing_in_is_kept_at_home(two: Any) -> None:
    """Even for a session here that names the very key under which it is kept there."""
    here, there = two
    writer = there.client()
    writer.post("/me/", {"full_name": "Written at home", "language": "en"})
    with there.active():
        token = writer.session["kept"]
    kept = {}
    for place in two:
        client = browser(place, lives.trader(place.iso2))
        with place.active():
            session = client.session
            session["kept"] = token
            session.save()
        kept[place.host] = "Written at home" in client.get(f"/me/?kept={token}").content.decode()
    assert kept == {there.host: True, here.host: False}


def test_what_a_passkey_was_asked_is_no_question_elsewhere(two: Any) -> None:
    here, there = two
    path, asking = "/accounts/2fa/webauthn/login/", there.client()
    asked = asking.get(path, headers={"accept": "application/json"})
    assert asked.json()["request_options"]["publicKey"]["rpId"] == there.host
    with there.active():
        assert asking.session["mfa.webauthn.state"]
    carrying = here.client()
    carrying.cookies = asking.cookies
    with here.active():
        assert "mfa.webauthn.state" not in carrying.session
    answer = carrying.post(path, {"credential": "{}"})
    assert answer.headers["Location"] == "/accounts/login/"
    assert visit(carrying, "/me/").status == 302


def test_the_code_of_a_practice_site_opens_no_other(parties: Any) -> None:
    twin, vu, fj = parties("vu-practice", "vu", "fj")
    code = access_code(twin.party)
    assert twin.client().post(DOOR, {"code": code}).status_code == 302
    for place in (vu, fj):
        client = place.client()
        client.post(DOOR, {"code": code})
        assert visit(client, "/practice/people/").status == 404
        assert code != access_code(place.party)
