"""Demo cases: one in every stage, made once."""

from typing import Any

import pytest

from cites.accounts.demo import ensure_demo_people
from cites.accounts.errors import DemoRefused
from cites.permits.demo import ensure_demo_cases
from cites.permits.models import Permit
from workflows.models import Case


@pytest.mark.parametrize("code", ["bb", "fj", "vu"])
def test_every_stage_has_a_demo_case_and_a_second_run_adds_none(parties: Any, settings: Any, code: str) -> None:
    (place,) = parties(code)
    settings.DEVELOPMENT = True
    ensure_demo_people(place.party)
    assert ensure_demo_cases(place.party) == 18
    assert ensure_demo_cases(place.party) == 0
    with place.active():
        stages = set(Case.objects.values_list("stage", flat=True))
        assert stages == {
            "draft", "submitted", "examining", "question", "returned", "amending", "finding", "decision", "payment",
            "signing", "issued", "used", "cancelled", "refused", "withdrawn",
        }  # fmt: skip
        assert Permit.objects.filter(documents__isnull=False).count() == 6


def test_production_refuses_them(parties: Any, settings: Any) -> None:
    (bb,) = parties("bb")
    settings.DEVELOPMENT = False
    with pytest.raises(DemoRefused):
        ensure_demo_cases(bb.party)
