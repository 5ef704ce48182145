"""On security paper the data of a permit are printed over the form, each in its box, and nothing else."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdfium2 import PdfDocument

from cites.permits.documents.overlay import overlay_sheet, render_overlay, render_test_page
from cites.permits.documents.publishing import publish_permit, render_permit, sheet_for
from cites.permits.documents.render import print_sheet
from cites.permits.models import Permit
from cites.permits.services.issuing import issue_permits
from cites.permits.services.permits import cancel_permit
from tenants.audit.models import AuditEntry
from tenants.profiles.schema import Printing
from tests.factories.documents import codes_on, text_in, text_of
from tests.factories.issuable import ready_to_issue
from tests.factories.permits import CONCH, Cast, cast, issued
from tests.factories.printed import sheet
from tests.factories.releases import now_in_force
from tests.thorough import often

_MM = 72 / 25.4
OF_THE_FORM = ("Convention", "ORIGINAL", "Valid until", "Purpose", "Port of export", "Block", "IATA Live Animals")


@pytest.fixture
def who(bb: Any) -> Cast:
    return cast()


def published(who: Cast, lines: Any = (CONCH,)) -> Permit:
    permit = issued(who, lines)
    publish_permit(permit_id=permit.pk)
    return permit


def place_of(pdf: bytes, words: str) -> tuple[float, float]:
    """Where words stand on the first page, in millimetres from its upper left corner."""
    with PdfDocument(pdf) as document:
        page = document[0]
        text = page.get_textpage()
        found = text.search(words).get_next()
        assert found is not None, words
        left, _bottom, _right, top = text.get_charbox(found[0])
        return left / _MM, (page.get_height() - top) / _MM


def test_each_fact_stands_where_it_stands_in_the_form(who: Cast) -> None:
    permit = published(who)
    form, overlay = render_permit(permit), render_overlay(permit)
    for words in (permit.number, "Sargasso Seafood", "Pelagic Trading", "Aliger gigas", "Queen conch", "Sandra Holder"):
        assert place_of(overlay, words) == pytest.approx(place_of(form, words), abs=0.01), words


def test_what_the_paper_bears_is_not_printed_twice(who: Cast) -> None:
    said = text_of(render_overlay(published(who)))
    for words in (*OF_THE_FORM, "Biodiversity Conservation"):
        assert words not in said
    assert OF_THE_FORM[0].upper() not in said


def test_unused_boxes_are_struck_out_there_too(who: Cast) -> None:
    permit = published(who)
    with PdfDocument(render_overlay(permit)) as document:
        drawn = [each for each in document[0].get_objects() if each.type == 2]  # paths
    assert len(drawn) > 5


def test_box_6_and_the_qr_code_are_printed_where_the_profile_says_so(who: Cast) -> None:
    permit = published(who)
    said = sheet_for(permit, permit.lines.all())
    whole = print_sheet(overlay_sheet(said, Printing(authority_on_paper=False))).pdf
    assert "Biodiversity Conservation" in text_in(whole, "6")
    assert codes_on(whole) == codes_on(render_permit(permit)) != []
    bare = print_sheet(overlay_sheet(said, Printing(qr_on_paper=False))).pdf
    assert codes_on(bare) == []
    assert permit.code[:4] not in text_of(bare)


@settings(max_examples=often(8), deadline=None)
@given(right=st.integers(-200, 200), down=st.integers(-200, 200))
def test_all_is_moved_by_the_tenths_of_millimetres_that_the_profile_says(right: int, down: int) -> None:
    there, moved = (
        place_of(print_sheet(overlay_sheet(sheet(1), printing)).pdf, "Aliger")
        for printing in (Printing(), Printing(right=right, down=down))
    )
    assert moved == pytest.approx((there[0] + right / 10, there[1] + down / 10), abs=0.02)


def test_only_the_first_page_is_on_security_paper_and_it_says_how_many_there_are(who: Cast) -> None:
    permit = published(who, [CONCH] * 5)
    overlay = render_overlay(permit)
    with PdfDocument(overlay) as document:
        assert len(document) == 1
    assert "Page 1 of 2" in text_of(overlay)


def test_the_test_page_shows_the_frames_and_two_rulers(bb: Any, who: Cast) -> None:
    said = text_of(render_test_page())
    assert "Valid until" in said
    assert "Test page" in said
    assert "290" in said


def seen(bb: Any, person: Any, address: str, verb: str = "get") -> Any:
    client = bb.client()
    client.force_login(person)
    return getattr(client, verb)(address, **({"follow": True} if verb == "post" else {}))


def test_an_official_prints_it_and_the_trail_says_who(bb: Any, who: Cast) -> None:
    now_in_force(printing={"security_paper": True, "right": 12})
    permit = published(who)
    assert "Print on security paper" in seen(bb, who.officer, f"/permits/{permit.number}/").content.decode()
    assert "Print on security paper" not in seen(bb, who.trader, f"/permits/{permit.number}/").content.decode()
    answer = seen(bb, who.officer, f"/permits/{permit.number}/overlay/", "post")
    assert answer["Content-Type"] == "application/pdf"
    there, moved = place_of(render_permit(permit), permit.number), place_of(answer.content, permit.number)
    assert moved[0] == pytest.approx(there[0] + 1.2, abs=0.01)
    assert AuditEntry.objects.get(verb="permit.printed", subject=permit.subject).actor == who.officer


def test_what_is_not_valid_or_not_published_goes_on_no_paper(bb: Any, who: Cast) -> None:
    now_in_force(printing={"security_paper": True})
    unpublished = issue_permits(application=ready_to_issue(who, "EXP"), signatory=who.signatory)[0]
    cancelled = published(who)
    cancel_permit(permit=cancelled, reason="Asked for.", official=who.signatory)
    for permit in (unpublished, cancelled):
        told = seen(bb, who.officer, f"/permits/{permit.number}/overlay/", "post")
        assert "cannot be printed on security paper" in told.content.decode()
    assert not AuditEntry.objects.filter(verb="permit.printed").exists()


def test_a_party_without_such_paper_prints_on_none(bb: Any, who: Cast) -> None:
    permit = published(who)
    told = seen(bb, who.officer, f"/permits/{permit.number}/overlay/", "post")
    assert "cannot be printed on security paper" in told.content.decode()
