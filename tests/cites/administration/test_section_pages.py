"""The administrator's pages of the sections of a draft, as a browser without JavaScript has them."""

import gzip
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cites.accounts.models import Role
from cites.administration.forms.section import load_sections, sections
from tenants.audit.models import AuditEntry
from tenants.releases.drafting import begin_draft, change_part
from tenants.releases.models import Proposal
from tenants.releases.queries import open_proposal, release_in_force
from tests.factories.accounts import person
from tests.factories.forms import sent

load_sections()
ALL = ["texts/EXP" if section.name == "texts" else section.name for section in sections.in_order()]
PAGE = 15_000


@pytest.fixture
def administrator(bb: Any) -> Any:
    return person(role=Role.PARTY_ADMINISTRATOR, name="Cicely Worrell")


@pytest.fixture
def client(bb: Any, administrator: Any) -> Any:
    client = bb.client()
    client.force_login(administrator)
    return client


def page(name: str) -> str:
    return f"/administration/draft/{name}/"


@pytest.mark.parametrize(("name", "names_data"), [("quotas", True), ("measures", True), ("numbering", False)])
def test_where_species_are_looked_up_the_page_names_their_data_and_its_day(
    client: Any, name: str, names_data: bool
) -> None:
    assert ("Species data:" in client.get(page(name)).content.decode()) == names_data


def opened(client: Any, name: str) -> str:
    answer = client.get(page(name))
    assert answer.status_code == 200
    return answer.content.decode()


def send(client: Any, name: str, html: str, status: int = 302, **changes: Any) -> str:
    """Send the form of the page with ``changes``; the page that follows a redirect is not opened."""
    answer = client.post(page(name), dict(sent(html, **changes).lists()))
    assert answer.status_code == status, answer.content.decode()
    return str(answer.content.decode())


def drafted() -> dict[str, Any]:
    draft = open_proposal()
    assert draft is not None
    return draft.parts


@pytest.mark.parametrize("name", ALL)
def test_a_page_opens_is_light_and_sent_as_it_is_begins_no_draft(client: Any, name: str) -> None:
    html = opened(client, name)
    assert html.count("<h1") == 1
    assert len(gzip.compress(html.encode())) <= PAGE
    send(client, name, html)
    assert open_proposal() is None
    assert "Nothing is different from before" in client.get(page(name)).content.decode()


@pytest.mark.parametrize("name", ALL)
def test_every_box_has_a_label_and_every_id_is_there_once(client: Any, name: str) -> None:
    html = opened(client, name)
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', html))
    boxes = re.findall(r"<(?:input|select|textarea)\b[^>]*>", html)
    shown = [box for box in boxes if 'type="hidden"' not in box]
    assert all(re.search(r'\sid="([^"]+)"', box)[1] in labelled for box in shown)  # type: ignore[index]


def test_the_first_change_begins_a_draft_and_changes_nothing_in_force(client: Any, administrator: Any) -> None:
    html = opened(client, "fees")
    assert "Saving begins a draft" in html
    send(client, "fees", html, **{"fees.fees-0-amount": "75.5"})
    assert drafted()["fees"]["fees"]["application"]["amount"] == "75.50"
    assert release_in_force().parts["fees"]["fees"]["application"]["amount"] == "50.00"
    told = [
        (entry.verb, entry.data.get("part"))
        for entry in AuditEntry.objects.filter(verb__startswith="proposal.").order_by("pk")
    ]
    assert told == [("proposal.begun", None), ("proposal.changed", "fees")]
    assert 'value="75.50"' in opened(client, "fees")


def test_a_confirmed_fee_is_confirmed_in_both_parts_at_once(client: Any) -> None:
    html = opened(client, "fees")
    assert "To be confirmed</span>" in html
    send(client, "fees", html, confirm=["fees"], **{"fees.fees-0-amount": "75.50"})
    assert drafted()["fees"]["confirmed"] is True
    assert "fees" not in drafted()["profile"]["unconfirmed"]
    assert "To be confirmed</span>" not in opened(client, "fees")


def test_another_port_is_asked_for_by_a_button_that_keeps_what_was_typed(client: Any) -> None:
    html = opened(client, "ports")
    more = send(client, "ports", html, 200, do="add:profile.ports", **{"profile.ports-0-name": "Bridgetown Harbour"})
    assert 'value="Bridgetown Harbour"' in more
    assert 'name="profile.ports-1-locode"' in more
    assert open_proposal() is None
    send(client, "ports", more, **{"profile.ports-1-locode": "bb spy", "profile.ports-1-name": "Speightstown"})
    assert drafted()["profile"]["ports"] == [
        {"locode": "BBBGI", "name": "Bridgetown Harbour"},
        {"locode": "BBSPY", "name": "Speightstown"},
    ]


def test_a_folded_day_is_told_as_people_write_it_and_an_empty_one_not_at_all(client: Any) -> None:
    more = send(client, "measures", opened(client, "measures"), 200, do="add:measures.measures")
    assert "None" not in more
    assert "What is meant, and when</span></summary>" in more
    first, days = "measures.measures-0-begins", ("1", "5", "2027")
    typed = {f"{first}_{part}": each for part, each in zip(("day", "month", "year"), days, strict=True)}
    typed |= {"measures.measures-0-appendices": "I"}
    told = send(client, "measures", more, 200, do="add:measures.measures", **typed)
    assert "First day (1 May 2027)" in told
    assert "Appendices (Appendix I)" in told


def test_a_removed_port_goes_when_the_page_is_saved_and_may_be_put_back_before(client: Any) -> None:
    two = send(client, "ports", opened(client, "ports"), 200, do="add:profile.ports")
    send(client, "ports", two, **{"profile.ports-1-locode": "BBSPY", "profile.ports-1-name": "Speightstown"})
    gone = send(client, "ports", opened(client, "ports"), 200, do="remove:profile.ports:1")
    assert "Goes when you save" in gone
    back = send(client, "ports", gone, 200, do="return:profile.ports:1")
    assert "Goes when you save" not in back
    assert 'value="Speightstown"' in back
    send(client, "ports", gone)
    assert [port["locode"] for port in drafted()["profile"]["ports"]] == ["BBBGI"]


def test_what_is_wrong_is_said_above_with_a_link_and_beside_its_field(client: Any) -> None:
    two = send(client, "ports", opened(client, "ports"), 200, do="add:profile.ports")
    html = send(client, "ports", two, 422, **{"profile.ports-1-locode": "FJSUV", "profile.ports-1-name": "Suva"})
    target, words = re.findall(r'<li><a href="#([^"]+)">([^<]+)</a></li>', html)[0]
    assert words == "Port 2, Suva – UN/LOCODE: FJSUV is no port of BB"
    assert f'id="{target}"' in html
    assert f'aria-describedby="{target}_helptext {target}_error"' in html
    assert "<title>Error:" in html
    assert open_proposal() is None


def test_what_comes_of_it_is_shown_before_it_is_saved(client: Any) -> None:
    html = opened(client, "numbering")
    shown = send(client, "numbering", html, 200, do="look", **{"profile.numbering.template": "{iso2}/{year}/{serial}"})
    assert re.search(r"BB/\d\d/000001", shown)
    assert "Not in the form that Resolution Conf. 12.3 recommends" in shown
    dear = send(client, "fees", opened(client, "fees"), 200, do="look", **{"fees.fees-1-amount": "100"})
    assert "BBD\xa0250.00" in dear
    assert open_proposal() is None


def test_the_calendar_of_the_year_shows_what_is_kept(client: Any) -> None:
    html = opened(client, "calendar")
    assert html.count("Kadooment Day") == 4  # the box, its label, and each year
    kept = [name for name in sent(html).getlist("profile.holidays.without") if name != "Kadooment Day"]
    less = send(client, "calendar", html, 200, do="look", **{"profile.holidays.without": kept})
    assert less.count("Kadooment Day") == 2


def test_another_crest_is_shown_as_a_picture_and_never_as_part_of_the_page(client: Any) -> None:
    evil = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    form = dict(sent(opened(client, "appearance")).lists())
    refused = client.post(page("appearance"), form | {"letterhead": SimpleUploadedFile("crest.svg", evil)})
    assert refused.status_code == 422
    assert "<script>alert" not in refused.content.decode()
    assert "Holds &lt;script&gt;" in refused.content.decode()
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><circle r="4"/></svg>'
    saved = client.post(page("appearance"), form | {"letterhead": SimpleUploadedFile("crest.svg", drawing)})
    assert saved.status_code == 302
    assert drafted()["letterhead"] == drawing.decode()
    assert 'src="data:image/svg+xml;base64,' in opened(client, "appearance")


def test_a_page_sent_twice_changes_once(client: Any) -> None:
    html = opened(client, "fees")
    for _each in range(2):
        send(client, "fees", html, **{"fees.fees-0-amount": "75.50"})
    assert Proposal.objects.count() == 1
    assert open_proposal().changes.count() == 1  # type: ignore[union-attr]


def test_who_changes_another_section_meanwhile_is_in_nobodys_way(client: Any, bb: Any) -> None:
    html = opened(client, "fees")
    other = person(role=Role.PARTY_ADMINISTRATOR)
    draft = begin_draft(by=other)
    change_part(proposal=draft, part="profile", data=draft.parts["profile"] | {"days_to_expect": 3}, by=other)
    send(client, "fees", html, **{"fees.fees-0-amount": "75.50"})
    assert drafted()["profile"]["days_to_expect"] == 3
    assert drafted()["fees"]["fees"]["application"]["amount"] == "75.50"


def test_what_somebody_else_changed_on_the_page_is_not_lost_unseen(client: Any, bb: Any) -> None:
    html = opened(client, "numbering")
    other = person(role=Role.PARTY_ADMINISTRATOR)
    draft = begin_draft(by=other)
    change_part(proposal=draft, part="profile", data=draft.parts["profile"] | {"days_to_expect": 3}, by=other)
    stale = send(client, "numbering", html, 409, **{"profile.days_to_expect": "7"})
    assert "Somebody changed this page in the meantime" in stale
    assert 'value="7"' in stale
    assert drafted()["profile"]["days_to_expect"] == 3
    send(client, "numbering", stale)
    assert drafted()["profile"]["days_to_expect"] == 7


def test_a_language_of_the_site_leaves_texts_to_complete_which_the_pages_say(client: Any) -> None:
    send(client, "names", opened(client, "names"), **{"profile.languages_1": "fr"})
    assert drafted()["profile"]["languages"] == ["en", "fr"]
    fees = opened(client, "fees")
    assert "Enter “What applicants read (French)”" in fees
    assert "1 thing to complete" in fees
    send(client, "fees", fees, **{"fees.fees-1-label.fr": "Chaque ligne de plus"})
    assert "What applicants read (French)”" not in opened(client, "fees")


def test_the_texts_of_each_document_have_a_page_of_their_own(client: Any) -> None:
    chosen = opened(client, "texts")
    places = re.findall(r'href="/administration/draft/texts/(\w+)/"', chosen)
    assert sorted(places) == sorted(release_in_force().parts["workflow"])
    assert client.post(page("texts")).status_code == 200, "there is nothing to send"
    html = opened(client, "texts/EXP")
    assert "Texts of the process – Export permit" in html
    assert "workflow.IMP" not in html
    key = "workflow.EXP.stages.finding.applicant_text"
    send(client, "texts/EXP", html, **{f"{key}.en": "The scientists are at it."})
    before, after = release_in_force().parts["workflow"], drafted()["workflow"]
    assert after["EXP"]["stages"]["finding"]["applicant_text"]["en"] == "The scientists are at it."
    assert after | {"EXP": None} == before | {"EXP": None}


def test_the_choice_of_documents_counts_what_is_to_complete_in_each(client: Any, administrator: Any) -> None:
    send(client, "names", opened(client, "names"), **{"profile.languages_1": "fr"})
    draft = open_proposal()
    assert draft is not None
    workflow = draft.parts["workflow"]
    del workflow["EXP"]["stages"]["finding"]["label"]["fr"]
    change_part(proposal=draft, part="workflow", data=workflow, by=administrator, version=draft.version)
    chosen = opened(client, "texts")
    assert re.findall(r'texts/(\w+)/">[^<]*</a> <span class="a-muted">([^<]*)<', chosen) == [
        ("EXP", "1 thing to complete")
    ]


def test_what_was_typed_outlives_an_expired_session(client: Any, administrator: Any) -> None:
    html = opened(client, "ports")
    two = send(client, "ports", html, 200, do="add:profile.ports", **{"profile.ports-0-name": "Bridgetown Harbour"})
    client.logout()
    asked = client.post(page("ports"), dict(sent(two).lists()))
    back_to = parse_qs(urlsplit(asked.headers["Location"]).query)["next"][0]
    client.force_login(administrator)
    again = client.get(back_to).content.decode()
    assert 'value="Bridgetown Harbour"' in again
    assert 'name="profile.ports-1-locode"' in again
    send(client, "ports", again)
    assert drafted()["profile"]["ports"] == [{"locode": "BBBGI", "name": "Bridgetown Harbour"}]


@pytest.mark.parametrize(("name", "status"), [("nothing", 404), ("../fees", 404)])
def test_a_section_that_is_none_is_not_found(client: Any, name: str, status: int) -> None:
    assert client.get(page(name)).status_code == status


def test_a_form_without_its_hidden_parts_is_refused_and_breaks_nothing(client: Any) -> None:
    for name in ALL:
        assert client.post(page(name), {}).status_code in (409, 422)
        assert client.post(page(name), {"do": "add:"}).status_code == 200
        assert client.post(page(name), {"do": "look"}).status_code == 200
    assert open_proposal() is None
