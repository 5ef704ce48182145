"""Every template that ships serves every class of cases, and no run of random people through it is unlawful."""

import random
from collections import Counter
from functools import cache

import pytest

from cites.accounts.roles import Role
from cites.casework.queries.stages import main_line as shown_line
from tenants.profiles.files import BASE, PROFILES, layered_from, templates_in
from tests.factories.walks import Office, RandomCase, Walked
from tests.thorough import THOROUGH
from workflows.checking.check import reasons_against
from workflows.definition import StageKind, Workflow, read_workflows
from workflows.drawing.order import edges_of
from workflows.drawing.order import main_line as drawn_line
from workflows.part import WORKFLOW

LAYERS = [PROFILES / BASE]
TEMPLATES = list(templates_in(LAYERS, WORKFLOW.templates))
ISSUED = ["EXP", "IMP", "IFS", "REX", "ORG", "PRE", "CAP", "ART", "TEC", "POC", "MIC", "SCC", "SPC"]
REGISTERED = ["TRN", "LBL", "PHY", "NPD"]
TYPES = [*ISSUED, *REGISTERED]
RUNS = 5000 if THOROUGH else 1250
"""Of each type of document of each template, in all more than thirty thousand of a template."""
ONE_OF_EACH = ("two_officers",)
OF_SCIENCE = {"EXP", "IMP", "IFS", "SPC"}

every_template = pytest.mark.parametrize("template", TEMPLATES)
every_type = pytest.mark.parametrize("code", TYPES)


@cache
def workflow_of(template: str, code: str) -> Workflow:
    data = layered_from(LAYERS, WORKFLOW.file, WORKFLOW.templates, {"template": template})
    return read_workflows(data, file=template).root[code]


@every_template
@every_type
def test_it_passes_the_check(template: str, code: str) -> None:
    assert reasons_against(code, workflow_of(template, code)) == []


@every_template
def test_it_has_every_type_of_document_in_order(template: str) -> None:
    assert list(layered_from(LAYERS, WORKFLOW.file, WORKFLOW.templates, {"template": template})) == TYPES


@every_template
@every_type
def test_its_smooth_line_passes_no_stage_where_the_applicant_is_only_asked_for_something(
    template: str, code: str
) -> None:
    workflow = workflow_of(template, code)
    drawn = drawn_line(workflow, edges_of(workflow))
    assert "registered" in drawn or code in ISSUED
    for line in (drawn, shown_line(workflow)):
        assert not {"question", "returned", "amending", "refused"} & set(line)
        assert {"decision", "payment", "signing", "issued"} <= set(line) or code in REGISTERED


@every_template
@pytest.mark.parametrize("code", REGISTERED)
def test_papers_of_others_are_neither_found_about_nor_decided_on_nor_paid_nor_signed(template: str, code: str) -> None:
    verbs = {move.verb for move in workflow_of(template, code).moves.values()}
    assert not verbs & {"record_finding", "complete_examination", "settle", "issue", "approve"}
    assert {"register_paper", "refuse", "withdraw"} <= verbs


@every_template
@pytest.mark.parametrize("code", ISSUED)
def test_what_is_good_for_several_movements_is_not_used_up_by_one(template: str, code: str) -> None:
    workflow = workflow_of(template, code)
    to = {move.verb: move.target for move in workflow.moves.values()}
    if code in ("TEC", "POC", "MIC", "SCC"):
        assert (to["record_crossing"], to["close_document"]) == ("issued", "closed")
        assert "endorse" not in to
    elif code == "SPC":
        assert (to["endorse"], to["cancel"], to["close_document"]) == ("issued", "issued", "closed")
    elif code == "IFS":  # one trip, or a period
        assert (to["endorse"], to["record_crossing"], to["close_document"]) == ("used", "issued", "closed")
    else:
        assert to["endorse"] == "used"
        assert to["close_document"] == "closed"  # it comes back unused
        assert "record_crossing" not in to


@every_template
@every_type
def test_it_speaks_the_languages_of_the_convention(template: str, code: str) -> None:
    workflow = workflow_of(template, code)
    inside = [station for _place, branch in workflow.branches() for station in branch.stages.values()]
    labels = [each.label for each in (*workflow.stages.values(), *inside)]
    branches = [branch.label for _place, branch in workflow.branches()]
    texts = [stage.applicant_text for stage in workflow.stages.values()]
    assert all(set(each) == {"en", "fr", "es"} for each in (workflow.name, *labels, *branches, *texts))


@every_template
@every_type
def test_science_is_asked_only_where_an_article_asks_it(template: str, code: str) -> None:
    workflow = workflow_of(template, code)
    moves = [*workflow.moves.values(), *(move for _place, each in workflow.branches() for move in each.moves.values())]
    assert any(move.verb == "record_finding" for move in moves) is (code in OF_SCIENCE)


def test_two_people_of_the_management_authority_and_a_third_of_science_are_enough_for_two_officers() -> None:
    people = {role.value: frozenset({role.value}) for role in (Role.MA_OFFICER, Role.MA_SIGNATORY)}
    people |= {Role.SCIENTIFIC_AUTHORITY.value: frozenset({"science"}), Role.CUSTOMS.value: frozenset({"customs"})}
    for code in TYPES:
        assert reasons_against(code, workflow_of("two_officers", code), people=people) == []


def test_a_small_office_has_fewer_stages_than_the_standard_one() -> None:
    assert len(workflow_of("two_officers", "EXP").stages) < len(workflow_of("standard", "EXP").stages)


@every_template
@every_type
def test_no_random_run_is_unlawful_or_gets_stuck(template: str, code: str) -> None:
    walked = Walked(code, workflow_of(template, code))
    office = Office(walked.workflow, of_each=1 if template in ONE_OF_EACH else 2)
    chance = random.Random(f"{template} {code}")
    runs = RUNS * 4 if code in REGISTERED else RUNS  # their ways are short, and some of them rare
    ends = Counter(RandomCase(walked, office, chance).run().place.stage for _each in range(runs))
    assert ends.total() == runs
    final = {key for key, stage in walked.workflow.stages.items() if stage.kind is StageKind.FINAL}
    assert set(ends) == final
    assert walked.never_made() == set()
