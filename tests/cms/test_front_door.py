"""Visitors read the front door; editors, and nobody else, write it."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Page

from cms.editors import EDITORS_GROUP
from cms.models import ContentPage, HomePage
from cms.openings import openings
from cms.services import ensure_front_door
from tests.factories.accounts import person


@pytest.fixture
def door(front_door: Any) -> Any:
    with front_door.active():
        ensure_front_door(host="localhost")
        yield front_door


def test_the_home_page_lists_the_open_parties_with_their_addresses(door: Any) -> None:
    page = door.client().get("/")
    assert page.status_code == 200
    for name, address in [("Barbados", "http://bb.localhost/"), ("Fiji", "http://fj.localhost/")]:
        assert name in page.text
        assert f'href="{address}"' in page.text


def test_news_stands_on_the_home_page_and_on_a_page_of_its_own(door: Any) -> None:
    client = door.client()
    assert "Three Parties to try" in client.get("/").text
    assert "23 November 2026" in client.get("/three-parties-to-try/").text


def test_putting_up_the_front_door_again_changes_nothing_that_an_editor_wrote(door: Any) -> None:
    about = ContentPage.objects.get(slug="about")
    about.title = "Who we are"
    about.save_revision().publish()
    pages = Page.objects.count()
    ensure_front_door(host="localhost")
    assert Page.objects.count() == pages
    assert ContentPage.objects.get(slug="about").title == "Who we are"
    assert HomePage.objects.count() == 1


def test_a_visitor_is_sent_to_the_sign_in_page_that_everybody_uses(door: Any) -> None:
    client = door.client()
    for address in ["/cms/", "/cms/login/", "/cms/pages/"]:
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/")


def test_no_form_of_wagtail_takes_a_password(door: Any) -> None:
    someone = {"username": "x@y.example", "password": "secret", "email": "x@y.example"}
    for address in ["/cms/login/", "/_util/login/", "/cms/password_reset/"]:
        assert door.client().post(address, someone).status_code in {302, 405}


def test_an_operator_is_no_editor(door: Any) -> None:
    client = door.client()
    client.force_login(person(role="operator"))
    assert client.get("/cms/").status_code == 403


def test_an_editor_publishes_and_loses_the_desk_with_the_role(door: Any) -> None:
    editor = person(role="editor")
    client = door.client()
    client.force_login(editor)
    desk = client.get("/cms/")
    assert desk.status_code == 200
    assert "frame-ancestors 'self'" in desk["Content-Security-Policy"]
    assert Group.objects.get(name=EDITORS_GROUP) in editor.groups.all()
    about = ContentPage.objects.get(slug="about")
    assert client.get(f"/cms/pages/{about.pk}/edit/").status_code == 200
    editor.role_grants.all().update(revoked_at="2026-11-23T00:00:00Z")
    assert client.get("/cms/").status_code == 403
    assert not editor.groups.exists()


def test_only_pictures_are_served_from_the_store_of_files(door: Any) -> None:
    assert door.client().get("/media/../secrets.json").status_code == 404
    assert door.client().get("/media/documents/any.pdf").status_code == 404


def test_the_first_pages_have_parts_that_a_page_can_show() -> None:
    first, *others = openings()
    assert first.slug == "front-door"
    assert {part.kind for page in [first, *others] for part in page.body} <= {
        "heading",
        "text",
        "facts",
        "note",
    }
