"""Views of the register: kept under a name, found again, shared with the office, changed and removed."""

from typing import Any
from unittest.mock import patch

import pytest

from cites.casework.errors import TooManyViews, ViewNameTaken
from cites.casework.models import RegisterFile, RegisterView
from cites.casework.register import views_kept
from cites.casework.register.views_kept import change_view, keep_view, remove_view, views_for
from tenants.audit.models import AuditEntry
from tests.factories.permits import Cast, cast


@pytest.fixture
def who(bb: Any) -> Cast:
    return cast()


def signed_in(place: Any, user: Any) -> Any:
    client = place.client()
    client.force_login(user)
    return client


def names(person: Any) -> list[str]:
    return [view.name for view in views_for(person)]


def test_a_view_is_kept_without_the_place_on_its_pages_and_opens_again(bb: Any, who: Cast) -> None:
    client = signed_in(bb, who.officer)
    answer = client.post("/register/views/", {"name": "Living", "query": "term=LIV&issued_from=2026-01-02&after=7"})
    assert answer["Location"] == "/permits/?term=LIV&issued_from=2026-01-02"
    kept = RegisterView.objects.get()
    assert (kept.query, kept.is_shared) == ("term=LIV&issued_from=2026-01-02", False)
    page = client.get(answer["Location"]).content.decode()
    assert 'href="/permits/?term=LIV&amp;issued_from=2026-01-02"' in page


@pytest.mark.parametrize("query", ["term=LIV&state=nonsense", "issued_from=2026-02-31"])
def test_what_cannot_be_read_is_kept_as_no_view_for_it_would_show_more_than_was_meant(
    bb: Any, who: Cast, query: str
) -> None:
    client = signed_in(bb, who.officer)
    assert client.post("/register/views/", {"name": "Living", "query": query}).status_code == 422
    assert client.get(f"/register/lines.csv?{query}").status_code == 422
    assert client.post("/register/files/", {"kind": "xlsx", "query": query}).status_code == 422
    assert not RegisterView.objects.exists()
    assert not RegisterFile.objects.exists()


def test_a_view_of_the_same_name_takes_its_place(who: Cast) -> None:
    keep_view(person=who.officer, name="Living", query="term=LIV", is_shared=False)
    keep_view(person=who.officer, name="Living", query="term=LIV&state=valid", is_shared=True)
    assert RegisterView.objects.get().query == "term=LIV&state=valid"


def test_without_a_name_nothing_is_kept_and_the_page_says_so(bb: Any, who: Cast) -> None:
    answer = signed_in(bb, who.officer).post("/register/views/", {"name": "", "query": "term=LIV"})
    assert answer.status_code == 422
    assert "Enter a name for the view" in answer.content.decode()
    assert not RegisterView.objects.exists()


def test_others_see_what_is_shared_and_nothing_else(who: Cast) -> None:
    keep_view(person=who.officer, name="Ours", query="", is_shared=True)
    keep_view(person=who.officer, name="Mine", query="", is_shared=False)
    assert names(who.officer) == ["Mine", "Ours"]
    assert names(who.customs) == ["Ours"]


def test_a_shared_view_is_looked_after_by_the_management_authority_and_its_maker(bb: Any, who: Cast) -> None:
    view = keep_view(person=who.customs, name="At the port", query="state=valid", is_shared=True)
    own = keep_view(person=who.customs, name="Mine", query="state=valid", is_shared=False)
    assert change_view(pk=view.pk, person=who.science, name="Stolen", is_shared=True) is None
    assert change_view(pk=own.pk, person=who.officer, name="Stolen", is_shared=True) is None
    assert change_view(pk=view.pk, person=who.officer, name="Valid", is_shared=True)
    remove_view(pk=own.pk, person=who.officer)
    assert names(who.customs) == ["Mine", "Valid"]
    client = signed_in(bb, who.customs)
    assert client.post(f"/register/views/{view.pk}/", {"name": "Border"}).status_code == 302
    assert names(who.officer) == []
    assert client.post(f"/register/views/{view.pk}/remove/").status_code == 302
    assert names(who.customs) == ["Mine"]


def test_a_name_is_given_once(bb: Any, who: Cast) -> None:
    keep_view(person=who.officer, name="One", query="", is_shared=False)
    two = keep_view(person=who.officer, name="Two", query="", is_shared=False)
    with pytest.raises(ViewNameTaken):
        change_view(pk=two.pk, person=who.officer, name="One", is_shared=False)
    answer = signed_in(bb, who.officer).post(f"/register/views/{two.pk}/", {"name": "One"})
    assert answer.status_code == 422
    assert "There is a view named One already." in answer.content.decode()


def test_nobody_keeps_more_views_than_a_page_shows(who: Cast) -> None:
    keep_view(person=who.officer, name="One", query="", is_shared=False)
    with patch.object(views_kept, "MOST", 1):
        keep_view(person=who.officer, name="One", query="state=valid", is_shared=False)
        with pytest.raises(TooManyViews):
            keep_view(person=who.officer, name="Two", query="", is_shared=False)


def test_what_becomes_of_a_view_is_in_the_trail_and_its_words_are_not(who: Cast) -> None:
    view = keep_view(person=who.officer, name="Sargasso", query="trader=sargasso", is_shared=False)
    change_view(pk=view.pk, person=who.officer, name="Sargasso", is_shared=True)
    remove_view(pk=view.pk, person=who.officer)
    entries = AuditEntry.objects.filter(verb__startswith="view.").order_by("pk")
    assert [entry.verb for entry in entries] == ["view.kept", "view.changed", "view.removed"]
    assert not any("argasso" in str(entry.data) for entry in entries)
