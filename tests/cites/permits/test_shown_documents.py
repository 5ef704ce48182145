"""The pages that show permits name the document, and cope with blank boxes and with batches."""

from typing import Any

import pytest

from cites.permits.documents.publishing import publish_permit
from cites.permits.models import Permit
from cites.permits.services.issuing import issue_permits
from cites.permits.words import number_words
from tests.factories.issuable import SAMPLES, ready_to_issue
from tests.factories.permits import Cast, cast
from workflows.models import CaseNews


@pytest.fixture
def who(bb: Any) -> Cast:
    return cast()


def given(who: Cast, code: str, **changes: Any) -> list[Permit]:
    return issue_permits(application=ready_to_issue(who, code, **changes), signatory=who.signatory)


def seen(bb: Any, address: str, person: Any = None) -> str:
    client = bb.client()
    if person:
        client.force_login(person)
    page = client.get(address)
    assert page.status_code == 200
    return " ".join(page.content.decode().split())


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("IMP", ["Import permit", "Country of export", "Fiji", "Barbados"]),
        ("IFS", ["Certificate of introduction from the sea", "Country of export", "The high seas"]),
        ("TEC", ["Travelling-exhibition certificate", "Left blank: the holder travels with the specimens"]),
        ("SPC", ["1 of 3 that were issued together", "Left for the holder to complete"]),
    ],
)
def test_the_public_page_and_the_permits_own_name_document_and_countries(
    bb: Any, who: Cast, code: str, said: list[str]
) -> None:
    permit = given(who, code)[0]
    public, own = seen(bb, f"/verify/{permit.code}"), seen(bb, f"/permits/{permit.number}/", who.trader)
    for words in said:
        assert words in public
        assert words in own or words == "Country of export"


def test_what_leaves_from_here_has_no_other_country_of_export(bb: Any, who: Cast) -> None:
    assert "Country of export" not in seen(bb, f"/verify/{given(who, 'EXP')[0].code}")


def test_a_batch_is_listed_to_applicant_and_officer_with_the_state_of_each(bb: Any, who: Cast) -> None:
    permits = given(who, "SPC")
    publish_permit(permit_id=permits[0].pk)
    reference = permits[0].application.reference
    for address, person in ((f"/applications/{reference}/", who.trader), (f"/cases/{reference}/", who.officer)):
        page = seen(bb, address, person)
        assert "3 documents, valid until" in page
        assert [permit.number in page for permit in permits] == [True] * 3
        assert page.count("is being made") == 2


def test_the_applicant_is_told_once_of_a_batch(who: Cast) -> None:
    permits = given(who, "SPC")
    for permit in reversed(permits):
        publish_permit(permit_id=permit.pk)
    told = CaseNews.objects.filter(case=permits[0].application.case, kind="permit_ready", person=who.trader)
    assert told.count() == 1


def test_a_list_of_cases_names_the_first_and_the_last_of_a_batch(bb: Any, who: Cast) -> None:
    permits = given(who, "SPC", answers={**SAMPLES["SPC"].answers, "simplified_number": "12"})
    said = number_words(permit.number for permit in permits)
    assert said == f"{permits[0].number} – {permits[-1].number}"
    assert said in seen(bb, "/cases/?list=all", who.officer)
    assert number_words([permits[0].number]) == permits[0].number
