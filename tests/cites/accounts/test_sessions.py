"""Where people are signed in: they see it, and end it; the administrator ends it for officials."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession

from cites.accounts.browsers import browser_and_system
from cites.accounts.middleware import SEEN_ANEW_AFTER
from cites.accounts.models import Role, User
from cites.accounts.receivers import SEEN_AT
from cites.accounts.services import deactivate_person
from kernel import clock
from tenants.audit.models import AuditEntry
from tests.factories.accounts import PASSWORD, person, sign_in

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0 Mobile Safari/537.36"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0 Safari/537.36 Edg/128.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1 Version/17.5 Mobile Safari/604.1"


@pytest.fixture
def tara(bb: Any) -> User:
    return person(role=Role.TRADER, password=PASSWORD)


def signed_in(place: Any, who: User, browser: str = FIREFOX) -> Any:
    client = place.client(HTTP_USER_AGENT=browser)
    sign_in(client, who)
    return client


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (FIREFOX, ("Firefox", "Linux")),
        (PHONE, ("Chrome", "Android")),
        (EDGE, ("Edge", "Windows")),
        (IPHONE, ("Safari", "iPhone")),
        ("curl/8.5", ("", "")),
    ],
)
def test_a_browser_is_called_by_its_name(said: str, words: tuple[str, str]) -> None:
    assert browser_and_system(said) == words


def test_people_see_where_they_are_signed_in(bb: Any, tara: User) -> None:
    here = signed_in(bb, tara)
    signed_in(bb, tara, PHONE)
    page = here.get("/me/sessions/").content.decode()
    assert "Firefox on Linux" in page
    assert "Chrome on Android" in page
    assert page.count("This browser") == 1


def test_one_browser_is_signed_out_and_the_other_stays(bb: Any, tara: User) -> None:
    here, lost = signed_in(bb, tara), signed_in(bb, tara, PHONE)
    session = UserSession.objects.get(user=tara, user_agent=PHONE)
    here.post(f"/me/sessions/{session.pk}/end/")
    assert lost.get("/me/").status_code == 302
    assert here.get("/me/").status_code == 200
    assert AuditEntry.objects.filter(verb="sessions.ended", subject=f"person:{tara.pk}", actor=tara).exists()


def test_all_other_browsers_are_signed_out_at_once(bb: Any, tara: User) -> None:
    here, others = signed_in(bb, tara), [signed_in(bb, tara, PHONE), signed_in(bb, tara, EDGE)]
    here.post("/me/sessions/end-others/")
    assert [client.get("/me/").status_code for client in others] == [302, 302]
    assert here.get("/me/").status_code == 200


def test_nobody_ends_the_session_of_somebody_else(bb: Any, tara: User) -> None:
    here, stranger = signed_in(bb, tara), signed_in(bb, person(role=Role.TRADER, password=PASSWORD))
    session = UserSession.objects.get(user=tara)
    stranger.post(f"/me/sessions/{session.pk}/end/")
    assert here.get("/me/").status_code == 200


def test_an_administrator_signs_an_official_out_everywhere(bb: Any) -> None:
    ada, olive = person(role=Role.PARTY_ADMINISTRATOR), person(role=Role.MA_OFFICER, password=PASSWORD)
    office, home = bb.client(), signed_in(bb, olive)
    office.force_login(ada)
    assert home.get("/traders/").status_code == 200
    office.post(f"/officials/{olive.pk}/sign-out/")
    assert home.get("/traders/").status_code == 302
    assert AuditEntry.objects.filter(verb="sessions.ended", subject=f"person:{olive.pk}", actor=ada).exists()


def test_a_closed_account_leaves_no_session_behind(bb: Any, tara: User) -> None:
    client = signed_in(bb, tara)
    assert UserSession.objects.filter(user=tara).exists()
    deactivate_person(person=tara, actor=person(role=Role.PARTY_ADMINISTRATOR))
    assert not UserSession.objects.filter(user=tara).exists()
    assert client.get("/me/").status_code == 302


def test_when_a_browser_was_seen_is_noted_now_and_then(bb: Any, tara: User) -> None:
    client = signed_in(bb, tara)
    long_ago = clock.now() - timedelta(days=1)
    UserSession.objects.filter(user=tara).update(last_seen_at=long_ago)
    client.get("/me/")
    assert UserSession.objects.get(user=tara).last_seen_at == long_ago
    session = client.session
    session[SEEN_AT] -= SEEN_ANEW_AFTER + 1
    with bb.active():
        session.save()
    client.get("/me/")
    assert UserSession.objects.get(user=tara).last_seen_at > long_ago
