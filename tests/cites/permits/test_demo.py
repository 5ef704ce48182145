"""Demo cases: one in every stage, made once."""

from datetime import UTC, datetime
from typing import Any

import pytest

from cites.accounts.demo import ensure_demo_people
from cites.accounts.errors import DemoRefused
from cites.permits.demo import ensure_demo_cases
from cites.permits.demo_registers import SOURCE, ensure_demo_operators, ensure_demo_registers
from cites.permits.models import Permit, PermitLine
from cites.permits.queries.operators import OperatorState, operators, state_on
from cites.permits.queries.quotas import balances_of_year
from cites.species.models import Register, Registration
from cites.species.queries import register_days
from kernel import clock
from tenants.context import as_owner, today
from tenants.names import PUBLIC
from tenants.profiles.files import shipped
from tenants.releases.queries import release_in_force
from tests.thorough import some
from workflows.models import Case

LATE_IN_THE_YEAR = datetime(2026, 11, 28, 15, tzinfo=UTC)  # so that all of its cases are of one year


@pytest.mark.parametrize("code", some(["vu", "bb", "fj"], 1))
def test_every_stage_has_a_demo_case_and_a_second_run_adds_none(parties: Any, settings: Any, code: str) -> None:
    (place,) = parties(code)
    settings.DEVELOPMENT = True
    ensure_demo_people(place.party)
    assert ensure_demo_cases(place.party) == 19
    assert ensure_demo_cases(place.party) == 0
    with place.active():
        stages = set(Case.objects.values_list("stage", flat=True))
        assert stages == {
            "draft", "submitted", "examining", "question", "returned", "amending", "finding", "decision", "payment",
            "signing", "issued", "used", "closed", "cancelled", "refused", "withdrawn",
        }  # fmt: skip
        assert Permit.objects.filter(documents__isnull=False).count() == 7


@pytest.mark.parametrize("code", some(["fj", "bb", "vu"], 1))
def test_its_quotas_are_told_to_be_invented_and_its_permits_state_them(parties: Any, settings: Any, code: str) -> None:
    (place,) = parties(code)
    settings.DEVELOPMENT = True
    with clock.frozen(LATE_IN_THE_YEAR), place.active():
        ensure_demo_people(place.party)
        ensure_demo_cases(place.party)
        balances = balances_of_year(today().year)
        assert len(balances) == 3
        assert all("nvent" in balance.quota.stated_in for balance in balances.values())  # in its own language
        assert "Invented" in release_in_force().note
        assert any(balance.permitted and balance.reserved for balance in balances.values())
        assert any(balance.is_overdrawn for balance in balances.values()) is (code == "fj")
        assert PermitLine.objects.filter(quota_total__isnull=False).exists()


@pytest.mark.parametrize("code", ["bb", "fj", "vu"])
def test_two_of_its_traders_are_operators_one_of_them_suspended_and_a_second_run_adds_none(
    parties: Any, settings: Any, code: str
) -> None:
    (place,) = parties(code)
    settings.DEVELOPMENT = True
    ensure_demo_people(place.party)
    assert ensure_demo_operators(place.party) == 2
    assert ensure_demo_operators(place.party) == 0
    with place.active():
        assert {state_on(each) for each in operators()} == {OperatorState.IN_FORCE, OperatorState.SUSPENDED}
        assert all(each.species.exists() and "nvent" in each.remark for each in operators())


@pytest.mark.slow
def test_the_secretariats_registers_are_invented_once_and_name_what_invented_cases_name(
    owner_here: str, settings: Any
) -> None:
    settings.DEVELOPMENT = True
    made = ensure_demo_registers()
    assert made == len(shipped()) + 8
    assert ensure_demo_registers() == 0
    with as_owner(PUBLIC):
        assert set(register_days()) == set(Register.values)
        assert {each.code for each in Registration.objects.all()} >= {"A-BB-501", "P-FJ-1", "NZ901"}
        assert all(each.source == SOURCE and "nvented" in each.name for each in Registration.objects.all())


def test_production_refuses_them(parties: Any, settings: Any) -> None:
    (bb,) = parties("bb")
    settings.DEVELOPMENT = False
    for make in (ensure_demo_cases, ensure_demo_operators):
        with pytest.raises(DemoRefused):
            make(bb.party)
    with pytest.raises(DemoRefused):
        ensure_demo_registers()
