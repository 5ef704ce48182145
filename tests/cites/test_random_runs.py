"""Random people with random answers take every workflow that ships through the database, and each template often.

Nothing is ever issued unlawfully, no case gets stuck, and the audit trail verifies afterwards.
"""

import json
import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from billing.ledger import InvoiceState
from billing.queries import invoices_for
from cites.accounts.models import User
from cites.accounts.roles import APPLICANTS, Role
from cites.permits.models import Application, AuthorityConclusion, Conclusion, Permit
from cites.permits.queries.applications import application_of, is_paid, latest_finding, needs_non_detriment
from cites.permits.queries.findings import kinds_to_find, what_is_sought
from cites.permits.rules.authorities import AUTHORITY_OF_VERB
from cites.permits.services.case_findings import answer_to
from tenants.audit.services import seal_entries
from tenants.audit.verify import verify_audit
from tenants.context import today
from tenants.profiles.files import BASE, PROFILES, folder_of, layered_from, shipped, templates_in
from tenants.releases.services import make_release, parts_of
from tests.factories.accounts import person
from tests.factories.permits import CONCH, SHELLS, an_application, pay, unprinted
from tests.thorough import THOROUGH
from workflows.definition import Workflow
from workflows.errors import ActionRefused, StaleCase
from workflows.models import Case, Duty
from workflows.offers import Offer, steps_open_to
from workflows.part import WORKFLOW
from workflows.queries import CaseNow, workflow_of
from workflows.services import perform

LIVING = {"taxon_code": "ALI-GIG", "term": "LIV", "quantity": Decimal("12"), "unit": "NAR", "source": "C"}
MOST_STEPS = 80
MANY = 200 if THOROUGH else 25  # of each template
ORCHID = {"taxon_code": "BRO-SAN", "term": "LIV", "quantity": Decimal("40"), "unit": "NAR", "source": "W"}
PROPAGATED = {**ORCHID, "source": "A", "registered_operation": "P-BB-001"}
LINES = (CONCH, SHELLS, LIVING, ORCHID, PROPAGATED)
WAYS_OUT = (
    "withdraw", "return_for_correction", "amend", "ask", "reopen_decision", "cancel", "report_lost", "replace_permit",
)  # fmt: skip


TEMPLATES = tuple(templates_in([PROFILES / BASE], WORKFLOW.templates))


def workflows_that_ship() -> dict[str, Any]:
    """The workflows of each template, and of each country whose exports lead otherwise than those before."""
    found: dict[str, tuple[str, Any]] = {}
    templates = {name: _of_template(name) for name in TEMPLATES}
    countries = {code: parts_of(folder_of(code))["workflow"] for code in shipped()}
    for name, workflows in (templates | countries).items():
        exports = workflows["EXP"]
        kinds = {key: (stage.get("kind"), stage.get("branches")) for key, stage in exports["stages"].items()}
        found.setdefault(json.dumps([kinds, exports["moves"]], sort_keys=True), (name, workflows))
    return dict(found.values())


def _of_template(name: str) -> Any:
    return layered_from([PROFILES / BASE], WORKFLOW.file, WORKFLOW.templates, {"template": name})


WORKFLOWS = workflows_that_ship()
EACH = pytest.mark.parametrize("name", WORKFLOWS)


class Office:
    """Two people of every role that the workflow names, and what they may answer."""

    def __init__(self, seed: int, workflow: Workflow) -> None:
        self.random = random.Random(seed)
        roles = {role for move in _moves(workflow) for role in move.roles} | {"cashier"}
        self.people: list[User] = [person(role=role) for role in sorted(roles) for _twice in range(2)]
        self.applicants = [each for each in self.people if each.roles & APPLICANTS]
        self.cashier = next(each for each in self.people if Role.CASHIER in each.roles)

    def run(self) -> Case:
        """One case, from the draft until nobody has anything more to do."""
        trader = self.random.choice(self.applicants)
        lines = self.random.sample(LINES, k=self.random.randint(1, 3))
        application = an_application(trader, lines, purpose=self.random.choice("TSZ"))
        for _each in range(MOST_STEPS):
            case = Case.objects.get(pk=application.case_id)
            if case.closed_at:
                break
            if self.random.random() < 0.2:
                self.blunder(case)
            self.act(application, case)
        return Case.objects.get(pk=application.case_id)

    def act(self, application: Application, case: Case) -> None:
        """Take a step that is open to somebody; with none, the case has to wait for its payment."""
        if any(account.state is InvoiceState.OWED for account in invoices_for(case.reference)):
            pay(application, self)  # type: ignore[arg-type]
            return
        # Ways out are taken now and then only, so that most cases get far.
        wayward = self.random.random() < 0.1
        found = self._open_step(case, () if wayward else WAYS_OUT) or self._open_step(case, ())
        if found is not None:
            self.perform(case, *found)
        else:  # approved anew, and paid before: nothing is committed in a test, so that the news is given by hand
            pay(application, self)  # type: ignore[arg-type]
            assert Case.objects.get(pk=case.pk).version > case.version, f"{case} is stuck at {case.stage}"

    def _open_step(self, case: Case, without: tuple[str, ...]) -> tuple[Offer, User] | None:
        roles = {role for way in CaseNow(case).ways for role in way.move.roles}
        for who in self.random.sample(self.people, k=len(self.people)):
            if not who.has_role(*roles):
                continue
            offers = [each for each in steps_open_to(case, who) if each.is_open and each.action.name not in without]
            if offers:
                return self.random.choice(offers), who
        return None

    def perform(self, case: Case, offer: Offer, who: User) -> None:
        try:
            perform(
                case_reference=case.reference, verb=offer.action.name, actor=who, version=case.version,
                data=self.answers(case, offer.action.name), key=f"{case.pk}:{case.version}:{who.pk}",
            )  # fmt: skip
        except ActionRefused:  # what the answers themselves speak against
            assert Case.objects.get(pk=case.pk).version == case.version

    def blunder(self, case: Case) -> None:
        """Somebody tries what is not theirs, or from a page that is not of now: nothing changes."""
        verb = self.random.choice(sorted({move.verb for move in _moves(workflow_of(case))}))
        who, version = self.random.choice(self.people), case.version
        if any(offer.is_open and offer.action.name == verb for offer in steps_open_to(case, who)):
            version = 0  # one step behind would do where somebody acted in another branch
        with pytest.raises((ActionRefused, StaleCase)):
            perform(case_reference=case.reference, verb=verb, actor=who, version=version, data={}, key=None)
        assert Case.objects.get(pk=case.pk).version == case.version

    def answers(self, case: Case, verb: str) -> dict[str, Any]:
        lines = Permit.objects.filter(application__case=case).values_list("lines__position", "lines__quantity")
        conclusions = AuthorityConclusion if verb in AUTHORITY_OF_VERB else Conclusion
        conclusion = self.random.choices(list(conclusions), (5, 3, 2))[0]
        application = application_of(case)
        found = [*kinds_to_find(application, "management"), *kinds_to_find(application, "scientific")]
        return {
            **{answer_to(kind): self.random.choices(("positive", "negative"), (9, 1))[0] for kind in found},
            "declared": True,
            "text": "Which vessel?",
            "reason": "Within the quota of this season.",
            "conditions": "Only from open areas." if conclusion == conclusions.CONDITIONAL else "",
            "conclusion": conclusion,
            "quantities": {position: quantity for position, quantity in lines if position},
            "exported_on": today(),
            "lost_on": today(),
            "port": "BBBGI",
        }


@pytest.fixture(autouse=True)
def _heads_of_this_test(settings: Any, tmp_path: Any) -> None:
    settings.AUDIT_HEADS_DIR = tmp_path  # other tests have left the heads of other chains


def _moves(workflow: Workflow) -> Iterator[Any]:
    yield from workflow.moves.values()
    for _place, branch in workflow.branches():
        yield from branch.moves.values()


def assert_lawful(permit: Permit) -> None:
    """The finding is the Scientific Authority's, allows the trade and is of what was sent last; a second one decided."""
    application, case = permit.application, permit.application.case
    made = {step.verb: step for step in case.steps.order_by("version")}  # the last of each
    assert is_paid(application)
    assert all(each.is_favourable and not each.is_implied for each in what_is_sought(application))
    if needs_non_detriment(application):
        finding = latest_finding(application)
        assert finding is not None
        assert finding.allows_trade
        assert Role.SCIENTIFIC_AUTHORITY in finding.official.roles
        assert made["submit"].version < made["record_finding"].version < made["approve"].version
    assert made["submit"].version < made["approve"].version < made["issue"].version
    found = [step.version for verb, step in made.items() if verb in AUTHORITY_OF_VERB]
    assert all(version < made["approve"].version for version in found)
    duties = dict(Duty.objects.filter(case=case).values_list("person", "duty"))
    assert duties[made["approve"].actor_id] == "decide"


def play(name: str, runs: int) -> list[Case]:
    """Take that many cases through that workflow; none gets stuck and none is issued unlawfully."""
    parts = parts_of(folder_of("BB")) | {"workflow": WORKFLOWS[name]}
    release = make_release(parts=parts, author="a test")
    office = Office(seed=runs, workflow=release.part("workflow").root["EXP"])
    cases = [office.run() for _each in range(runs)]
    assert all(case.closed_at for case in cases)
    for permit in Permit.objects.filter(application__case__in=cases):
        assert_lawful(permit)
    while seal_entries():
        pass
    verdict = verify_audit()
    assert verdict.intact, verdict.faults
    assert verdict.unsealed == []
    return cases


@EACH
def test_a_few_random_cases_end_lawfully(bb: Any, name: str) -> None:
    play(name, runs=3)


@pytest.mark.slow
@pytest.mark.parametrize("name", TEMPLATES)
def test_many_random_cases_end_lawfully(bb: Any, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cites.permits.services.issuing.render_pdf", lambda sheet: b"%PDF")
    with unprinted():
        cases = play(name, runs=MANY)
    ends = {case.stage for case in cases}
    assert "used" in ends
    assert ends & {"refused", "refusal_final"}
