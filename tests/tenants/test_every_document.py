"""Every shipped profile has a process, a price and a validity for every document of the Convention."""

from decimal import Decimal
from typing import Any

import pytest

from billing.fees import Facts, FeeSchedule, LineFacts, Quote, quote
from cites.permits.rules.document_types import DOCUMENTS
from tenants.profiles.files import folder_of, shipped
from tenants.profiles.schema import Profile
from tenants.releases.services import parts_of
from workflows.checking.check import reasons_against
from workflows.definition import WorkflowFile

PARTS = {code: parts_of(folder_of(code)) for code in shipped()}
every_country = pytest.mark.parametrize("country", PARTS)


def costs(parts: Any, document: str) -> Quote:
    facts = Facts(document, parts["profile"]["currency"], [LineFacts(Decimal(3), "NAR")], purpose="P")
    return quote(FeeSchedule.model_validate(parts["fees"]), facts)


@every_country
def test_each_document_has_a_process_that_passes_the_check(country: str) -> None:
    file = WorkflowFile.model_validate(PARTS[country]["workflow"])
    assert set(file.root) == set(DOCUMENTS)
    assert {code: found for code, flow in file.root.items() if (found := reasons_against(code, flow))} == {}


@every_country
def test_each_document_costs_something_or_is_said_to_be_free(country: str) -> None:
    stated = bool(PARTS[country]["fees"]["fees"])
    for code, document in DOCUMENTS.items():
        asked = costs(PARTS[country], code)
        if document.is_issued:
            assert bool(asked.total.amount) is stated, code
        else:
            assert asked.total.amount == 0
            assert asked.exemption["en"] == "Papers of others that are registered"
    assert PARTS[country]["profile"]["unconfirmed"]["fees"] == "invented"


@every_country
def test_each_document_that_is_issued_is_valid_no_longer_than_the_convention_allows(country: str) -> None:
    profile = Profile.model_validate(PARTS[country]["profile"])
    assert set(profile.validity_months) == {code for code, document in DOCUMENTS.items() if document.is_issued}
    for code, months in profile.validity_months.items():
        assert months <= (DOCUMENTS[code].months or 0)
