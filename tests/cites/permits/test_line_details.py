"""What sources D, O and U ask for besides: from the form by the rules to boxes 12 and 12b."""

from datetime import date
from typing import Any

import pytest

from cites.permits.documents.publishing import render_permit
from cites.permits.queries.applications import reasons_against
from tests.factories.casework import LINE
from tests.factories.documents import text_of
from tests.factories.permits import SHELLS, an_application, cast, issued

PARROT = {**SHELLS, "taxon_code": "AMA-GUI", "term": "LIV", "quantity": 2, "source": "D"}
OLD = {**SHELLS, "source": "O", "source2": "W"}
UNKNOWN = {**SHELLS, "source": "U"}


@pytest.fixture
def who(bb: Any) -> Any:
    return cast()


def codes(trader: Any, line: dict[str, Any]) -> set[str]:
    return {reason.code for reason in reasons_against(an_application(trader, (line,)))}


def test_source_d_wants_the_registered_operation(who: Any) -> None:
    assert "M-D-x" in codes(who.trader, PARROT)
    assert "M-D-x" not in codes(who.trader, {**PARROT, "registered_operation": "A-BB-501"})


def test_source_u_wants_its_own_justification_and_not_any_description(who: Any) -> None:
    assert "M-U" in codes(who.trader, {**UNKNOWN, "description": "Polished"})
    assert "M-U" not in codes(who.trader, {**UNKNOWN, "justification": "Inherited, without papers."})


def test_source_o_wants_a_day_before_the_listing(who: Any) -> None:
    assert "M-O-DATE" in codes(who.trader, OLD)
    assert {"M-O-DATE", "M-O-LATE"}.isdisjoint(codes(who.trader, {**OLD, "acquired_on": date(1992, 6, 10)}))
    assert "M-O-LATE" in codes(who.trader, {**OLD, "acquired_on": date(1992, 6, 11)})


def test_proof_stands_in_place_of_a_day_that_nobody_knows(who: Any) -> None:
    proved = {**OLD, "acquisition_proved": "Inventory of the museum of 1931"}
    assert "M-O-DATE" not in codes(who.trader, proved)
    permit = issued(who, (proved, {**SHELLS, "acquisition_proved": "A receipt"}))
    said = " ".join(text_of(render_permit(permit)).split())
    assert "Proof: see box 5" in said
    assert "as proved by: Inventory of the museum of 1931" in said
    assert "A receipt" not in said, "a wild shell has nothing to prove"


def test_why_the_last_re_export_has_no_certificate_stands_in_box_5(who: Any) -> None:
    line = {**SHELLS, "reexport_country": "FR", "reexport_missing": "Lost in a flood"}
    said = " ".join(text_of(render_permit(issued(who, (line,)))).split())
    assert "the certificate of the last re-export is not known, because: Lost in a flood" in said


def test_why_nobody_knows_the_country_of_origin_is_asked_and_stands_in_box_5(who: Any) -> None:
    unknown = {**SHELLS, "country_of_origin": "XX"}
    assert "BOX-12" in codes(who.trader, unknown)
    told = {**unknown, "origin_missing": "Found in an attic"}
    assert "BOX-12" not in codes(who.trader, told)
    said = " ".join(text_of(render_permit(issued(who, (told, {**SHELLS, "origin_missing": "A slip"})))).split())
    assert "Unknown country (XX)" in said
    assert "Reason: see box 5" in said
    assert "the country of origin is not known, because: Found in an attic" in said
    assert "A slip" not in said, "the origin of these is known"


def test_an_estimated_listing_refuses_no_day_of_acquisition(who: Any) -> None:
    parrot = {**PARROT, "source": "O", "source2": "C", "acquired_on": date(1980, 1, 1)}
    assert "M-O-LATE" not in codes(who.trader, parrot)


def test_box_12b_holds_the_operation_or_the_day_of_acquisition(who: Any) -> None:
    lines = (
        {**PARROT, "registered_operation": "A-BB-501"},
        {**OLD, "acquired_on": date(1984, 3, 17)},
        {**SHELLS, "registered_operation": "A-BB-999", "acquired_on": date(1985, 1, 1)},
    )
    permit = issued(who, lines)
    assert permit.lines.get(position=1).registered_operation == "A-BB-501"
    said = text_of(render_permit(permit))
    assert "A-BB-501" in said
    assert "17 March 1984" in said
    assert "A-BB-999" not in said, "a wild shell has nothing in box 12b"


@pytest.mark.parametrize(
    ("source", "answers", "said"),
    [
        ("U", {}, "Say why the source is unknown"),
        ("O", {"acquired_on": "1984-03-17"}, "Choose a second source"),
        ("O", {"source2": "W", "acquired_on": "2999-01-01"}, "must not be in the future"),
        ("O", {"source2": "W", "acquired_on": "1699-12-31"}, "no acquisition before 1700"),
    ],
)
def test_the_page_after_the_source_asks_what_it_needs(
    bb: Any, who: Any, source: str, answers: dict[str, str], said: str
) -> None:
    draft, client = an_application(who.trader), bb.client()
    client.force_login(who.trader)
    added = client.post(
        f"/applications/{draft.reference}/lines/add/?taxon=ALI-GIG", {**LINE, "source": source, "key": "k"}
    )
    page = client.post(added.headers["Location"], answers)
    assert page.status_code == 422
    assert said in page.content.decode()


def test_no_permit_of_origin_is_older_than_the_convention(bb: Any, who: Any) -> None:
    draft, client = an_application(who.trader, document_type="REX"), bb.client()
    client.force_login(who.trader)
    page = f"/applications/{draft.reference}/lines/{draft.lines.first().pk}/origin/"
    said = {"origin_permit_number": "JM-1", "origin_permit_date": "1950-01-01"}
    assert "before 1 July 1975" in client.post(page, said).content.decode()
    assert client.post(page, {**said, "origin_permit_date": "1975-07-01"}).status_code == 302


def test_a_re_export_proposes_no_origin_and_asks_where_it_is_this_country(bb: Any, who: Any) -> None:
    draft, client = an_application(who.trader, document_type="REX"), bb.client()
    client.force_login(who.trader)
    page = f"/applications/{draft.reference}/lines/add/?taxon=ALI-GIG"
    assert "Choose the country of origin" in client.post(page, {**LINE, "country_of_origin": ""}).content.decode()
    assert 'value="BB" selected' not in client.get(page).content.decode()
    draft.lines.update(country_of_origin="BB")
    assert "unless it had left and come back" in client.get(f"/applications/{draft.reference}/check/").content.decode()


def test_what_was_filled_in_is_shown_to_applicant_and_officer(bb: Any, who: Any) -> None:
    draft, client = an_application(who.trader, ()), bb.client()
    client.force_login(who.trader)
    address = f"/applications/{draft.reference}/lines/add/?taxon=ALI-GIG"
    added = client.post(address, {**LINE, "source": "O", "key": "k"}).headers["Location"]
    assert added.endswith("/source/")
    old = {"source2": "W", "acquired_on_day": "17", "acquired_on_month": "3", "acquired_on_year": "1984"}
    assert client.post(added, old).status_code == 302
    line = draft.lines.get()
    assert (line.sources, line.acquired_on) == (["O", "W"], date(1984, 3, 17))
    assert "17 March 1984" in client.get(f"/applications/{draft.reference}/check/").content.decode()
    assert 'value="1984"' in client.get(added).content.decode()


def test_box_9_says_of_a_trophy_where_when_and_by_whose_leave_it_was_hunted(who: Any) -> None:
    hunt = {"hunting_place": "Hills of Saint Andrew", "hunted_on": "2026-03-05", "hunting_licence": "Tag BB 26/0007"}
    trophy = {**SHELLS, "taxon_code": "CAI-CRO", "term": "SKU", "source": "W", "marks": "BB 0007 ACU 26", **hunt}
    permit = issued(who, (trophy,), purpose="H", effects_how="apart")
    said = " ".join(text_of(render_permit(permit)).split())
    for words in ("hunted in: Hills of Saint Andrew", "hunted on 5 March 2026", "licence or tag: Tag BB 26/0007",
                  "BB 0007 ACU 26"):  # fmt: skip
        assert words in said, words


def test_an_export_from_the_high_seas_says_which_vessel_took_it_when_and_under_which_catch_document(who: Any) -> None:
    taken = {
        "vessel_name": "Flying Fish II", "vessel_flag": "BB", "vessel_number": "IMO 8814275", "fishing_area": "FAO 31",
        "trip_from": "2026-10-01", "trip_to": "2026-11-12", "catch_document": "ICCAT BCD 26/0311",
    }  # fmt: skip
    shark = {**SHELLS, "taxon_code": "CAR-FAL", "term": "MEA", "unit": "KGM", "source": "X"}
    said = " ".join(text_of(render_permit(issued(who, (shark,), **taken))).split())
    for words in ("Vessel: Flying Fish II", "Registration: IMO 8814275", "Trip: 1 October 2026 to 12 November 2026",
                  "Catch document: ICCAT BCD 26/0311"):  # fmt: skip
        assert words in said, words
    wild = " ".join(text_of(render_permit(issued(who, ({**shark, "source": "W"},), **taken))).split())
    assert "Flying Fish II" not in wild, "what was answered before its source was changed"
