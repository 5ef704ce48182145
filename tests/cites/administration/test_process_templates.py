"""A process is begun anew from one of the templates that ship, for one type of document or for all."""

import gzip
import re
from typing import Any

import pytest

from cites.accounts.models import Role
from cites.administration.queries.templates import WORDS, template_names
from tenants.audit.models import AuditEntry
from tenants.releases.deciding import propose
from tenants.releases.drafting import begin_draft, change_part
from tenants.releases.queries import open_proposal, release_in_force
from tests.factories.accounts import person

AT = "/administration/draft/process/templates/"
TYPES = [
    *("EXP", "IMP", "IFS", "REX", "ORG", "PRE", "CAP", "ART", "TEC", "POC", "MIC", "SCC", "SPC"),
    *("TRN", "LBL", "PHY", "NPD"),
]


@pytest.fixture
def client(bb: Any) -> Any:
    client = bb.client()
    client.force_login(person(role=Role.PARTY_ADMINISTRATOR, name="Cicely Worrell"))
    return client


def opened(client: Any, query: str = "", status: int = 200) -> str:
    answer = client.get(f"{AT}?{query}" if query else AT)
    assert answer.status_code == status
    return str(answer.content.decode())


def hidden(html: str) -> dict[str, str]:
    form = html[html.index('<form method="post"', html.index('id="differing"')) :]
    return dict(re.findall(r'type="hidden" name="(template|document|seen)" value="(.*?)"', form))


def taken(client: Any, query: str, status: int = 302) -> Any:
    answer = client.post(AT, hidden(opened(client, query)))
    assert answer.status_code == status
    return answer


def drafted() -> dict[str, Any]:
    draft = open_proposal()
    assert draft is not None
    found: dict[str, Any] = draft.parts["workflow"]
    return found


def test_every_template_that_ships_is_offered_in_words(bb: Any) -> None:
    assert set(template_names(release_in_force().parts)) == set(WORDS)


def test_the_page_is_light_and_names_every_box(client: Any) -> None:
    html = opened(client, "template=agencies&document=EXP")
    assert html.count("<h1") == 1
    assert len(gzip.compress(html.encode())) <= 15_000
    labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', html))
    boxes = [box for box in re.findall(r"<(?:input|select)\b[^>]*>", html) if 'type="hidden"' not in box]
    assert boxes
    assert all(re.search(r'\sid="([^"]+)"', box)[1] in labelled for box in boxes)  # type: ignore[index]


def test_what_would_differ_is_said_before_anything_is_changed(client: Any) -> None:
    html = opened(client, "template=committee&document=EXP")
    assert "With the committee" in html
    assert "Import permit</h3>" not in html
    assert "Import permit</h3>" in opened(client, "template=committee&document=all")
    assert open_proposal() is None


def test_one_process_is_taken_and_the_others_stay(client: Any) -> None:
    assert taken(client, "template=committee&document=EXP").headers["Location"].endswith("/process/EXP/")
    before = release_in_force().parts["workflow"]
    assert "committee" in drafted()["EXP"]["stages"]
    assert {code: drafted()[code] for code in TYPES[1:]} == {code: before[code] for code in TYPES[1:]}
    told = AuditEntry.objects.filter(verb__startswith="proposal.").order_by("pk")
    assert [each.verb for each in told] == ["proposal.begun", "proposal.changed"]


def test_all_are_taken_at_once_and_undone_at_once(client: Any) -> None:
    taken(client, "template=two_officers&document=all")
    assert list(drafted()) == TYPES
    assert all("submitted" not in each["stages"] for each in drafted().values())
    draft = open_proposal()
    assert draft is not None
    client.post("/administration/draft/process/EXP/undo/", {"version": draft.version})
    assert drafted() == release_in_force().parts["workflow"]


def test_every_template_taken_for_all_documents_can_be_proposed(client: Any) -> None:
    for name in WORDS:
        taken(client, f"template={name}&document=all") if name != "standard" else None
        draft = open_proposal()
    assert draft is not None
    propose(proposal=draft, by=draft.begun_by, note="From a template.")


def test_a_party_whose_release_has_an_export_alone_takes_the_import(client: Any) -> None:
    draft = begin_draft(by=person(role=Role.PARTY_ADMINISTRATOR, name="Elma Browne"))
    change_part(proposal=draft, part="workflow", data={"EXP": draft.parts["workflow"]["EXP"]}, by=draft.begun_by)
    taken(client, "template=standard&document=IMP")
    assert list(drafted()) == ["EXP", "IMP"]


def test_what_is_the_same_is_not_taken(client: Any) -> None:
    taken(client, "template=standard&document=ORG")
    there = open_proposal()
    assert "Nothing differs" in opened(client, "template=standard&document=ORG")
    client.post(AT, {"template": "standard", "document": "ORG", "seen": ""})
    assert there is not None
    assert there.version == getattr(open_proposal(), "version", None)


def test_a_page_of_before_somebody_changed_the_draft_takes_nothing(client: Any) -> None:
    sent = hidden(opened(client, "template=committee&document=EXP"))
    taken(client, "template=two_officers&document=EXP")
    there = drafted()
    answer = client.post(AT, sent)
    assert answer.status_code == 409
    assert "Somebody changed this draft meanwhile" in answer.content.decode()
    assert drafted() == there


@pytest.mark.parametrize("query", ["template=grand", "template=committee&document=XXX", "template="])
def test_what_is_not_offered_is_refused(client: Any, query: str) -> None:
    assert "govuk-error-summary" in opened(client, query, 422)


def test_while_a_proposal_waits_nothing_is_taken(client: Any) -> None:
    taken(client, "template=committee&document=EXP")
    draft = open_proposal()
    assert draft is not None
    propose(proposal=draft, by=draft.begun_by, note="A committee.")
    assert client.get(AT).status_code == 302
    assert client.post(AT, {"template": "two_officers", "document": "all"}).status_code == 302
    assert "committee" in drafted()["EXP"]["stages"]
