"""The pages on which an administrator shapes a workflow, as a browser without JavaScript has them."""

import gzip
import re
from typing import Any
from urllib.parse import urlsplit

import pytest

from cites.accounts.models import Role
from tenants.audit.models import AuditEntry
from tenants.releases.drafting import begin_draft, change_part
from tenants.releases.models import Proposal
from tenants.releases.queries import open_proposal, release_in_force
from tests.factories.accounts import person
from tests.factories.forms import sent
from tests.factories.permits import cast

AT = "/administration/draft/process/EXP/"
PAGE = 15_000
FISHERIES = {
    "label.en": "Fisheries",
    "role": "customs",
    "verb": "endorse",
    "working_days": "7",
    "ends": "record_finding",
}


@pytest.fixture
def administrator(bb: Any) -> Any:
    return person(role=Role.PARTY_ADMINISTRATOR, name="Cicely Worrell")


@pytest.fixture
def client(bb: Any, administrator: Any) -> Any:
    client = bb.client()
    client.force_login(administrator)
    return client


def opened(client: Any, path: str = "", status: int = 200) -> str:
    answer = client.get(AT + path)
    assert answer.status_code == status
    return str(answer.content.decode())


def send(client: Any, path: str, status: int = 302, html: str = "", **changes: Any) -> str:
    """Send the form of a page with ``changes``; return the page, or where it leads."""
    answer = client.post(AT + path, dict(sent(html or opened(client, path), **changes).lists()))
    assert answer.status_code == status, answer.content.decode()
    return str(answer.headers.get("Location", answer.content.decode()))


def take_out(client: Any, place: str, html: str = "") -> None:
    """Take out what stands at a place, as the page showed it."""
    seen = sent(html or opened(client, f"at/{place}/"))["seen"]
    send(client, f"remove/{place}/", html=f'<input name="seen" value="{seen}">')


def drafted() -> dict[str, Any]:
    draft = open_proposal()
    assert draft is not None
    found: dict[str, Any] = draft.parts["workflow"]["EXP"]
    return found


PAGES = (
    "",
    "at/stages.finding/",
    "at/moves.record_finding/",
    "new/stages/",
    "new/moves/",
    "new/stages.finding.branches/",
    "ask/finding/",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_light_has_one_heading_and_names_every_box(client: Any, path: str) -> None:
    html = opened(client, path)
    assert html.count("<h1") == 1
    assert len(gzip.compress(html.encode())) <= PAGE
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', html))
    boxes = [box for box in re.findall(r"<(?:input|select|textarea)\b[^>]*>", html) if 'type="hidden"' not in box]
    assert all(re.search(r'\sid="([^"]+)"', box)[1] in labelled for box in boxes)  # type: ignore[index]


@pytest.mark.parametrize(
    "path", ["at/stages.finding/", "at/moves.record_finding/", "at/moves.settle/", "at/moves.withdraw/"]
)
def test_what_is_sent_as_it_is_changes_nothing(client: Any, path: str) -> None:
    send(client, path)
    assert open_proposal() is None


def test_every_stage_and_step_is_sent_as_it_is_and_changes_nothing(client: Any) -> None:
    for path in set(re.findall(rf'href="{AT}(at/[^"]+/)"', opened(client))):
        send(client, path)
    assert open_proposal() is None


def test_the_first_change_begins_a_draft_is_audited_and_changes_nothing_in_force(client: Any) -> None:
    assert "Saving begins a draft" in opened(client, "at/stages.finding/")
    there = send(client, "at/stages.finding/", working_days="12")
    assert urlsplit(there).fragment == "stages-finding"
    assert drafted()["stages"]["finding"]["working_days"] == 12
    assert release_in_force().parts["workflow"]["EXP"]["stages"]["finding"]["working_days"] == 10
    told = AuditEntry.objects.filter(verb__startswith="proposal.").order_by("pk")
    assert [(each.verb, each.data.get("part")) for each in told] == [
        ("proposal.begun", None), ("proposal.changed", "workflow"),
    ]  # fmt: skip


def test_a_stage_without_a_name_is_refused_and_keeps_all_that_was_entered(client: Any) -> None:
    html = send(client, "new/stages/", 422, people=["customs"], working_days="4")
    assert "Enter what officers call it" in html
    assert 'value="customs"' in html
    assert re.search(r'value="customs"[^>]*checked', html)
    assert 'value="4"' in html
    assert open_proposal() is None


def test_a_new_stage_is_called_by_its_words_and_sent_twice_is_there_once(client: Any) -> None:
    html = opened(client, "new/stages/")
    for _click in range(2):
        send(client, "new/stages/", html=html, people=["customs"], **{"label.en": "At the quay"})
    stages = drafted()["stages"]
    assert stages["at_the_quay"] == {"label": {"en": "At the quay"}, "people": ["customs"]}
    assert "at_the_quay_2" not in stages


def test_a_stage_that_nobody_reaches_is_found_beside_it_and_above(client: Any) -> None:
    send(client, "new/stages/", people=["customs"], **{"label.en": "At the quay"})
    html = opened(client)
    assert "to put right before it can be in force" in html
    assert "No case can ever reach the stage “At the quay”" in html


def test_a_step_needs_somebody_who_does_it_or_a_reason_why_it_happens_by_itself(client: Any) -> None:
    step = {"verb": "return_for_correction", "from": ["decision"], "to": "returned"}
    assert "Choose who may do it" in send(client, "new/moves/", 422, how="people", **step)
    assert "Enter after how many working days" in send(client, "new/moves/", 422, how="clock", **step)
    send(client, "new/moves/", how="clock", after_working_days="30", **step)
    added = drafted()["moves"]["return_for_correction_2"]
    assert added == {**step, "automatic": True, "after_working_days": 30}


def test_conditions_by_group_of_species_name_the_data_that_the_groups_are_from(client: Any) -> None:
    assert "Species data:" in opened(client, "at/moves.record_finding/")


def test_a_step_for_some_cases_alone_keeps_its_facts_and_says_them(client: Any) -> None:
    send(client, "at/moves.record_finding/", **{"when.appendix": ["I", "II"], "unless.living": ["yes"]})
    step = drafted()["moves"]["record_finding"]
    assert (step["when"], step["unless"]) == ({"appendix": ["I", "II"]}, {"living": ["yes"]})
    assert "some line: Appendix is I or II" in opened(client)
    send(client, "at/moves.record_finding/", **{"when.appendix": [], "unless.living": []})
    assert "when" not in drafted()["moves"]["record_finding"]


def test_another_authority_is_let_work_at_the_same_time_and_taken_out_again(client: Any) -> None:
    there = send(client, "new/stages.finding.branches/", **FISHERIES)
    assert urlsplit(there).fragment == "stages-finding-branches-fisheries"
    stage = drafted()["stages"]["finding"]
    assert list(stage["branches"]) == ["finding", "fisheries"]
    assert stage["joined"] == "decision"
    assert "record_finding" not in drafted()["moves"]
    html = opened(client)
    assert 'class="a-flow__bar"' in html
    assert "At the same time:" in html
    take_out(client, "stages.finding.branches.fisheries")
    assert drafted() == release_in_force().parts["workflow"]["EXP"] | {"moves": drafted()["moves"]}
    assert sorted(drafted()["moves"]) == sorted(release_in_force().parts["workflow"]["EXP"]["moves"])


def test_two_authorities_do_not_do_the_same_at_one_stage(client: Any) -> None:
    html = send(client, "new/stages.finding.branches/", 422, **{**FISHERIES, "verb": "record_finding"})
    assert "Choose what this authority does of its own" in html


def test_another_authority_is_asked_as_well_by_saying_which(client: Any) -> None:
    assert f'href="{AT}ask/finding/"' in opened(client)
    assert f'href="{AT}ask/finding/"' in opened(client, "at/stages.finding/")
    assert f'href="{AT}ask/decision/"' not in opened(client)
    page = opened(client, "ask/finding/")
    there = send(client, "ask/finding/", html=page, authority="fisheries", working_days="7")
    assert urlsplit(there).fragment == "stages-finding-branches-fisheries_authority"
    stage = drafted()["stages"]["finding"]
    assert list(stage["branches"]) == ["finding", "fisheries_authority"]
    assert stage["joined"] == "decision"
    assert stage["label"] == {"en": "With the authorities"}
    assert stage["branches"]["finding"]["stages"]["waiting"]["label"]["en"] == "With the Scientific Authority"
    asked = stage["branches"]["fisheries_authority"]
    assert asked["stages"]["waiting"] == {
        "label": {"en": "With the fisheries authority"}, "people": ["fisheries_authority"], "working_days": 7,
    }  # fmt: skip
    assert asked["moves"] == {
        "record_fisheries_finding": {"from": ["waiting"], "to": "done", "roles": ["fisheries_authority"]}
    }
    send(client, "ask/finding/", html=page, authority="fisheries", working_days="7")
    assert list(drafted()["stages"]["finding"]["branches"]) == ["finding", "fisheries_authority"]
    take_out(client, "stages.finding.branches.fisheries_authority")
    assert drafted()["stages"]["finding"] == release_in_force().parts["workflow"]["EXP"]["stages"]["finding"]


def test_a_step_that_nobody_here_may_make_is_pointed_out_until_somebody_may(client: Any, bb: Any) -> None:
    for role in ("ma_officer", "ma_signatory", "scientific_authority", "customs"):
        person(role=role, name=f"Somebody with {role}")
    assert "Nobody here holds a role" not in opened(client)
    send(client, "ask/finding/", authority="fisheries")
    assert "Nobody here holds a role for every step yet: Fisheries authority." in opened(client)
    person(role="fisheries_authority", name="Desmond Inniss")
    assert "Nobody here holds a role" not in opened(client)


def test_every_other_authority_can_be_asked_once_and_the_process_stays_lawful(client: Any) -> None:
    for authority in ("fisheries", "forestry", "veterinary", "committee"):
        page = opened(client, "ask/finding/")
        assert f'value="{authority}"' in page
        send(client, "ask/finding/", html=page, authority=authority)
        assert f'value="{authority}"' not in opened(client, "ask/finding/", 302 if authority == "committee" else 200)
    html = opened(client)
    assert len(drafted()["stages"]["finding"]["branches"]) == 5
    assert f'href="{AT}ask/finding/"' not in html
    assert "Nobody here may do" not in html
    assert "to put right before it can be in force" not in html


def test_nobody_is_asked_as_well_before_it_is_said_who(client: Any) -> None:
    html = send(client, "ask/finding/", 422, working_days="400")
    assert "Choose whom to ask" in html
    assert 'value="400"' in html
    assert open_proposal() is None


def test_what_somebody_has_changed_meanwhile_is_not_taken_out_unseen(client: Any) -> None:
    html = opened(client, "at/stages.decision/")
    send(client, "at/stages.decision/", working_days="9")
    take_out(client, "stages.decision", html)
    assert drafted()["stages"]["decision"]["working_days"] == 9
    assert "Somebody changed this draft meanwhile" in opened(client, "at/stages.decision/")
    take_out(client, "stages.decision")
    assert "decision" not in drafted()["stages"]


def test_changes_are_undone_one_after_the_other(client: Any) -> None:
    send(client, "at/stages.finding/", working_days="12")
    send(client, "at/stages.decision/", working_days="9")
    for days in ((12, 5), (10, 5)):
        client.post(AT + "undo/", dict(sent(opened(client)).lists()))
        assert tuple(drafted()["stages"][key]["working_days"] for key in ("finding", "decision")) == days


def test_a_draft_that_names_stages_that_do_not_exist_is_kept_shown_and_not_proposed(client: Any) -> None:
    take_out(client, "stages.decision")
    html = opened(client)
    assert "there is no stage" in html
    assert "a-flow__box--missing" in html
    draft = open_proposal()
    assert draft is not None
    answer = client.post(f"/administration/proposals/{draft.pk}/propose/", {"version": draft.version, "note": "Less"})
    assert answer.status_code == 422
    assert "Put right first what is wrong" in answer.content.decode()
    assert f'href="{AT}at/moves.approve/"' in answer.content.decode()


def test_a_draft_of_anything_at_all_is_shown(client: Any, administrator: Any) -> None:
    draft = begin_draft(by=administrator)
    for data in ({"EXP": {"stages": {"draft": "nonsense"}}}, {"EXP": "nonsense"}, {"EXP": {"first": 3, "moves": []}}):
        change_part(proposal=draft, part="workflow", data=data, by=administrator)
        assert "too unfinished to be drawn" in opened(client)
        assert client.get("/administration/draft/process/").status_code == 200
        opened(client, "new/stages/")


def test_a_page_that_was_shown_before_somebody_changed_it_asks_before_it_takes_the_place_of_theirs(client: Any) -> None:
    html = opened(client, "at/stages.finding/")
    send(client, "at/stages.finding/", working_days="12")
    stale = send(client, "at/stages.finding/", 409, html=html, working_days="20")
    assert "Somebody changed this page in the meantime" in stale
    send(client, "at/stages.finding/", html=stale)
    assert drafted()["stages"]["finding"]["working_days"] == 20


def test_while_a_proposal_waits_its_process_is_read_and_not_changed(client: Any, bb: Any) -> None:
    send(client, "at/stages.finding/", working_days="12")
    draft = open_proposal()
    assert draft is not None
    cast()
    client.post(f"/administration/proposals/{draft.pk}/propose/", {"version": draft.version, "note": "Longer"})
    assert open_proposal().state == Proposal.State.PROPOSED  # type: ignore[union-attr]
    assert "waits for its decision" in opened(client)
    assert f'href="{AT}at/' not in opened(client)
    opened(client, "at/stages.finding/", 302)


def test_a_stage_takes_over_as_the_one_where_cases_begin(client: Any) -> None:
    send(client, "at/stages.submitted/", first="on")
    assert drafted()["first"] == "submitted"


def test_a_stage_that_is_finished_asks_nobody_to_act(client: Any) -> None:
    send(client, "at/stages.finding/", kind="final")
    assert "people" not in drafted()["stages"]["finding"]


def test_a_process_without_the_finding_is_refused_with_the_article_and_the_path_in_words_and_on_the_drawing(
    client: Any,
) -> None:
    send(client, "at/moves.complete_examination/", to="decision")
    html = opened(client)
    assert "Article IV" in html
    path = re.search(r'<ol class="[^"]*a-finding__path">(.*?)</ol>', html, re.DOTALL)
    assert path is not None
    steps = re.findall(r"<li>([^<]+)</li>", path[1])
    assert steps[:3] == ["Send the application", "Start examining", "The application is complete"]
    assert html.count("a-flow__badge--path") >= len(set(steps))
    assert "Numbered in the drawing is the path of:" in html
    draft = open_proposal()
    assert draft is not None
    answer = client.post(
        f"/administration/proposals/{draft.pk}/propose/", {"version": draft.version, "note": "Quicker"}
    )
    assert answer.status_code == 422
    assert open_proposal().state == Proposal.State.DRAFT  # type: ignore[union-attr]


def test_the_path_of_each_finding_can_be_shown_in_the_drawing(client: Any) -> None:
    send(client, "at/moves.complete_examination/", to="decision")
    numbers = re.findall(r'href="[^"]*\?finding=(\d+)#drawing"', opened(client))
    for number in dict.fromkeys(numbers):
        assert "a-flow__road--path" in opened(client, f"?finding={number}")
    assert "a-flow__road--path" in opened(client, "?finding=99999999")


def test_a_process_begins_again_from_what_is_in_force_and_that_is_undone_like_any_change(client: Any) -> None:
    send(client, "at/stages.finding/", working_days="12")
    assert "Begin again from what is in force" in opened(client, "compare/")
    for days in (10, 10):  # a second click changes nothing
        assert client.post(AT + "begin-again/").status_code == 302
        assert drafted()["stages"]["finding"]["working_days"] == days
    client.post(AT + "undo/", dict(sent(opened(client)).lists()))
    assert drafted()["stages"]["finding"]["working_days"] == 12


def test_a_step_asks_for_papers_and_says_where_one_is_not_its_own_to_make(client: Any) -> None:
    send(client, "at/moves.refuse/", documents=["decision_letter"])
    assert drafted()["moves"]["refuse"]["documents"] == ["decision_letter"]
    assert "cannot ask for it" not in opened(client)
    send(client, "at/moves.refuse/", documents=["permit"])
    assert "“Refuse” does not make the paper “permit”, and cannot ask for it" in opened(client)
