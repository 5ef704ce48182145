"""Getting into a practice twin: by its code, as anybody; and the Party's own page about it."""

from typing import Any

import pytest
from django.core.cache import cache

from cites.accounts.models import Role, User
from cites.permits.invented.playing import player
from cites.practice.colleagues import add_colleague
from cites.practice.errors import TwinFull
from tenants.audit.models import AuditEntry
from tenants.context import as_public
from tenants.models import Job, Party
from tenants.twins import access_code
from tests.factories.accounts import person


def test_who_knows_the_code_comes_in_and_chooses_whom_to_play(twin: Any) -> None:
    client = twin.client()
    assert client.get("/practice/people/").status_code == 302
    assert "Access code" in client.get("/practice/").content.decode()
    answer = client.post("/practice/", {"code": access_code(twin.party).lower()})
    assert answer["Location"] == "/practice/people/"
    page = client.get("/practice/people/").content.decode()
    for name in ("Work as Leisel Tari", "Work as Pascal Livo", "Work as a new colleague"):
        assert name in page
    answer = client.post(f"/practice/people/{player('signatory').pk}/")
    assert answer["Location"] == "/practice/day/"
    assert "Marie-Noëlle Kalsakau" in client.get("/cases/").content.decode()
    played = AuditEntry.objects.get(verb="practice.person_played")
    assert played.actor == player("signatory")


def test_places_are_changed_at_once_and_without_the_code(twin: Any, let_in: Any) -> None:
    client = let_in()
    for word in ("officer", "trader", "auditor"):
        client.post(f"/practice/people/{player(word).pk}/")
        assert player(word).full_name in client.get("/me/").content.decode()


@pytest.mark.parametrize("code", ["", "AAAA-AAAA-AAAA", "x" * 60, "\x00"])
def test_a_wrong_code_lets_nobody_in(twin: Any, code: str) -> None:
    client = twin.client()
    assert client.post("/practice/", {"code": code}).status_code == 422
    assert client.get("/practice/people/").status_code == 302
    assert client.post(f"/practice/people/{player('officer').pk}/").status_code == 302
    assert client.get("/cases/").status_code == 302


def test_the_code_of_before_a_refresh_lets_nobody_in(twin: Any) -> None:
    old = access_code(Party(schema_name=twin.schema_name, practice=True, login_version=twin.login_version - 1))
    assert twin.client().post("/practice/", {"code": old}).status_code == 422


def test_guessing_the_code_is_slowed_down(twin: Any) -> None:
    cache.clear()
    client = twin.client()
    answers = [client.post("/practice/", {"code": f"AAAA-AAAA-{number:04}"}).status_code for number in range(12)]
    assert answers[0] == 422
    assert answers[-1] == 429
    assert client.post("/practice/", {"code": access_code(twin.party)}).status_code == 429


def test_who_wanted_a_page_comes_there_after_all(twin: Any) -> None:
    client = twin.client()
    door = client.get("/cases/", follow=True)
    assert door.redirect_chain[-1][0] == "/practice/?next=%2Fcases%2F"
    people = client.post("/practice/", {"code": access_code(twin.party), "next": "/cases/"})
    assert people["Location"] == "/practice/people/?next=%2Fcases%2F"
    assert client.post(f"/practice/people/{player('officer').pk}/", {"next": "/cases/"})["Location"] == "/cases/"


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil"])
def test_nobody_is_led_away(twin: Any, let_in: Any, wanted: str) -> None:
    answer = let_in().post(f"/practice/people/{player('officer').pk}/", {"next": wanted})
    assert answer["Location"] == "/practice/day/"


def test_a_new_colleague_has_the_role_and_a_name_and_is_signed_in(twin: Any, let_in: Any) -> None:
    client = let_in()
    for role in ("ma_officer", "trader"):
        before = User.objects.count()
        assert client.post(f"/practice/people/new/{role}/").status_code == 302
        assert User.objects.count() == before + 1
        colleague = User.objects.order_by("-pk").first()
        assert colleague is not None
        assert colleague.has_role(role)
        assert colleague.is_verified
        assert colleague.full_name in client.get("/me/").content.decode()
    assert client.post("/practice/people/new/operator/")["Location"] == "/practice/people/"


def test_a_twin_takes_so_many_people_and_no_more(twin: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("cites.practice.colleagues.MOST", User.objects.count() + 1)
    add_colleague(role=Role.CUSTOMS)
    with pytest.raises(TwinFull):
        add_colleague(role=Role.CUSTOMS)


def test_people_who_were_shut_out_are_not_played(twin: Any, let_in: Any) -> None:
    officer = player("officer")
    User.objects.filter(pk=officer.pk).update(is_active=False)
    client = let_in()
    assert officer.full_name not in client.get("/practice/people/").content.decode()
    assert client.post(f"/practice/people/{officer.pk}/").status_code == 404


# the Party's own page


def administrator_at(place: Any) -> Any:
    client = place.client()
    with place.active():
        client.force_login(person("party_administrator"))
    return client


def test_a_party_without_a_practice_site_asks_for_one_once(parties: Any) -> None:
    (bb,) = parties("bb")
    client = administrator_at(bb)
    assert "Make our practice site" in client.get("/practice/").content.decode()
    for _time in range(2):
        assert client.post("/practice/ask/").status_code == 302
    with as_public():
        job = Job.objects.get()
        assert (job.kind, job.parameters, job.asked_by) == ("practice", {"parties": ["bb-practice"]}, "")
    with bb.active():
        assert AuditEntry.objects.filter(verb="practice.asked", subject="party:bb").exists()
    page = client.get("/practice/").content.decode()
    assert "It is being made" in page
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]


def test_a_party_with_one_reads_its_address_and_code_and_may_renew_it(parties: Any) -> None:
    vu, practice = parties("vu", "vu-practice")
    page = administrator_at(vu).get("/practice/").content.decode()
    assert access_code(practice.party) in page
    assert "http://vu-practice.localhost:8000/practice/" in page
    assert "Make the practice site anew" in page
    assert "/practice/" in administrator_at(vu).get("/").content.decode()


def test_officers_see_neither_page_nor_link(parties: Any) -> None:
    (vu,) = parties("vu")
    client = vu.client()
    with vu.active():
        client.force_login(person("ma_officer"))
    assert client.get("/practice/").status_code == 403
    assert "/practice/" not in client.get("/cases/").content.decode()


def test_the_operators_button_is_on_the_page_of_the_party_and_of_the_twin(parties: Any, front_door: Any) -> None:
    parties("bb", "vu", "vu-practice")
    client = front_door.client()
    with front_door.active():
        client.force_login(person("operator"))
    assert "Make its practice site" in client.get("/operate/parties/bb/").content.decode()
    for slug in ("vu", "vu-practice"):
        assert "Make the practice site anew" in client.get(f"/operate/parties/{slug}/").content.decode()
    assert client.post("/operate/parties/vu/ask/practice/").status_code == 302
    with as_public():
        assert Job.objects.get().kind == "practice"
