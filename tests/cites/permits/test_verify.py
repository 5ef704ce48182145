"""The public page behind the QR: true, quick, and silent about people."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from hypothesis import given
from hypothesis import strategies as st

from cites.permits.codes import LENGTH, groups, new_code, read_code
from cites.permits.queries.permits import PermitState, state_of
from cites.permits.services.permits import cancel_permit
from kernel import clock
from tests.factories.permits import cast, do, issued


@pytest.fixture
def permit(bb: Any) -> Any:
    cache.clear()
    return issued(cast())


def test_it_says_valid_and_shows_the_lines_and_no_person(bb: Any, permit: Any) -> None:
    page = bb.client().get(f"/verify/{permit.code}")
    said = page.content.decode()
    assert page.status_code == 200
    for shown in ("Valid", permit.number, "Aliger gigas", "United States", "1,250"):
        assert shown in said
    for hidden in (permit.exporter_name, permit.consignee_name, permit.signatory_name, "Harbour Drive"):
        assert hidden not in said


def test_small_letters_spaces_and_hyphens_do_not_matter(bb: Any, permit: Any) -> None:
    typed = "%20".join(groups(permit.code)).lower()
    assert bb.client().get(f"/verify/{typed}").status_code == 200
    answer = bb.client().get("/verify/", {"code": "-".join(groups(permit.code)), "number": permit.number.lower()})
    assert answer.status_code == 302
    assert bb.client().get(answer.headers["Location"]).status_code == 200


def test_a_forged_code_is_unknown_and_nothing_is_given_away(bb: Any, permit: Any) -> None:
    forged = [new_code(), permit.code[:-1], "A" * 26, "'; drop table", "x" * 2000, permit.number]
    for text in forged:
        cache.clear()
        page = bb.client().get(f"/verify/{text}")
        assert page.status_code == 404, text
        assert "Unknown document" in page.content.decode()
        assert permit.number not in page.content.decode()


def test_the_code_of_one_permit_with_the_number_of_another_is_unknown(bb: Any, permit: Any) -> None:
    assert bb.client().get(f"/verify/{permit.code}?number=26BB999999").status_code == 404


def test_a_code_of_barbados_is_unknown_in_fiji(parties: Any) -> None:
    bb, fj = parties("bb", "fj")
    cache.clear()
    with bb.active():
        code = issued(cast()).code
    assert fj.client().get(f"/verify/{code}").status_code == 404


def test_a_cancelled_permit_says_so(bb: Any, permit: Any) -> None:
    cancel_permit(permit=permit, reason="Lost by Rosalind", official=permit.signatory)
    said = bb.client().get(f"/verify/{permit.code}").content.decode()
    assert "Cancelled" in said
    assert "Rosalind" not in said


def test_it_expires_at_the_local_midnight_after_its_last_day(bb: Any, permit: Any) -> None:
    zone = bb.client  # the Party is active; its own date counts
    assert zone
    assert state_of(permit, permit.valid_until) is PermitState.VALID
    assert state_of(permit, permit.valid_until + timedelta(days=1)) is PermitState.EXPIRED


def test_midnight_is_that_of_the_issuing_state(parties: Any) -> None:
    from datetime import datetime, time
    from zoneinfo import ZoneInfo

    (fj,) = parties("fj")
    with fj.active():
        permit = issued(cast())
        last = datetime.combine(permit.valid_until, time(23, 59), ZoneInfo("Pacific/Fiji"))
        with clock.frozen(last):
            assert state_of(permit) is PermitState.VALID
        with clock.frozen(last + timedelta(minutes=1)):
            assert state_of(permit) is PermitState.EXPIRED


def test_guessing_is_slowed_down(bb: Any, permit: Any) -> None:
    client = bb.client()
    answers = [client.get(f"/verify/{new_code()}").status_code for _guess in range(12)]
    assert answers[0] == 404
    assert answers[-1] == 429
    assert client.get(f"/verify/{permit.code}").status_code == 429


def test_an_empty_form_comes_back_with_its_error(bb: Any) -> None:
    assert bb.client().get("/verify/").status_code == 200
    assert bb.client().get("/verify/", {"code": " "}).status_code == 422


def test_a_stranger_does_not_see_that_a_permit_exists(bb: Any, permit: Any) -> None:
    from tests.factories.accounts import person

    stranger, owner, officer = bb.client(), bb.client(), bb.client()
    stranger.force_login(person(name="Somebody Else"))
    owner.force_login(permit.application.applicant)
    for ending in ("/", ".pdf"):
        address = f"/permits/{permit.number}{ending}"
        assert stranger.get(address).status_code == 404
        assert owner.get(address).status_code == 200
        assert bb.client().get(address).status_code == 302
    assert officer.get("/permits/26BB999999/").status_code == 302


def test_the_pdf_comes_as_a_pdf(bb: Any, permit: Any) -> None:
    from cites.permits.documents.publishing import publish_permit

    publish_permit(permit_id=permit.pk)
    owner = bb.client()
    owner.force_login(permit.application.applicant)
    answer = owner.get(f"/permits/{permit.number}.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    with bb.active():
        assert b"".join(answer.streaming_content).startswith(b"%PDF-")


@given(st.text(max_size=80))
def test_whatever_is_typed_is_a_code_or_nothing(text: str) -> None:
    found = read_code(text)
    assert found is None or len(found) == LENGTH


def test_codes_are_read_back_from_their_groups() -> None:
    for _time in range(50):
        code = new_code()
        assert read_code(" ".join(groups(code)).lower()) == code


def test_a_used_permit_says_so(bb: Any, permit: Any) -> None:
    from tenants.context import today

    who = cast()
    do(
        permit.application,
        "endorse",
        who.customs,
        {
            "quantities": {line.position: line.quantity for line in permit.lines.all()},
            "exported_on": today(),
            "port": permit.port_of_exit,
        },
    )
    assert "Used" in bb.client().get(f"/verify/{permit.code}").content.decode()


@pytest.mark.parametrize("altered", ["/", "/../../cases/", "%20", "?number=", "0", "é"])
def test_an_address_altered_behind_the_code_never_says_valid_for_another(bb: Any, permit: Any, altered: str) -> None:
    answer = bb.client().get(f"/verify/{permit.code}{altered}", follow=True)
    said = answer.content.decode()
    assert answer.status_code in {200, 404}
    assert ("Unknown document" in said) is (answer.status_code == 404)
    assert "There is no such page" not in said
