"""Of which State specimens of the high seas need a document, by the flag of the vessel that took them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cites.permits.rules.facts import TradeFacts
from cites.permits.rules.vessels import reasons_about_vessel
from kernel.reasons import Severity
from tests.cites.permits.rules.test_lines import CONCH, EXPORT

SHARK = replace(CONCH, source="X")
CAUGHT = replace(EXPORT, catch_document="ICCAT-26-17")
LANDED = replace(CAUGHT, document_type="IFS", exporter="BB", destination="")


@pytest.mark.parametrize("trade", [LANDED, replace(LANDED, exporter="HS", destination="BB"), CAUGHT])
def test_what_an_own_vessel_took_is_for_its_own_state_to_certify(trade: TradeFacts) -> None:
    assert list(reasons_about_vessel(replace(trade, vessel_flag="BB"), [SHARK])) == []
    (said,) = reasons_about_vessel(replace(trade, vessel_flag="PA"), [SHARK])
    assert (said.code, said.severity, said.data["country"]) == ("M-X-FLAG", Severity.OVERRIDE, "PA")


def test_a_charter_is_looked_at_and_hinders_nothing() -> None:
    chartered = replace(LANDED, vessel_flag="PA", vessel_charter="ICCAT, told in May")
    assert [each.severity for each in reasons_about_vessel(chartered, [SHARK])] == [Severity.WARNING]


def test_an_export_from_the_high_seas_names_its_vessel() -> None:
    assert [each.code for each in reasons_about_vessel(CAUGHT, [SHARK])] == ["M-X"]
    assert list(reasons_about_vessel(EXPORT, [CONCH])) == []


@pytest.mark.parametrize("trade", [LANDED, CAUGHT])
def test_the_rules_of_fisheries_organisations_are_asked_about_unless_a_catch_document_or_they_are_named(
    trade: TradeFacts,
) -> None:
    bare = replace(trade, vessel_flag="BB", catch_document="")
    (said,) = reasons_about_vessel(bare, [SHARK])
    assert (said.code, said.severity) == ("M-X-RFMO", Severity.WARNING)
    assert list(reasons_about_vessel(replace(bare, catch_rules="ICCAT, licence 4 of Barbados"), [SHARK])) == []


@given(st.sampled_from(["IMP", "REX", "ORG", "TEC", "???"]), st.sampled_from(["", "BB", "PA"]))
def test_no_other_document_asks_for_a_flag(document: str, flag: str) -> None:
    trade = replace(EXPORT, document_type=document, vessel_flag=flag)
    assert list(reasons_about_vessel(trade, [SHARK])) == []
