"""A trader who sends the same every month begins with what was sent before."""

from typing import Any

import pytest

from cites.permits.models import Application
from cites.permits.rules.questions.of_lines import PAGES
from cites.permits.services.copying import COPIED_OF_LINE, NOT_COPIED_OF_LINE
from cites.species.models import Taxon
from cites.species.queries import find_taxon
from tenants.audit.models import AuditEntry
from tests.factories.permits import CONCH, an_application, cast, do, issued
from workflows.models import Case


def signed_in(place: Any, user: Any) -> Any:
    client = place.client()
    client.force_login(user)
    return client


def copied(client: Any, application: Application, key: str = "k1") -> Application:
    answer = client.post(f"/applications/{application.reference}/copy/", {"key": key})
    return Application.objects.get(case__reference=answer.url.strip("/").split("/")[-1])


def test_answers_and_lines_are_copied_into_a_draft_but_not_what_belongs_to_one_consignment(bb: Any) -> None:
    who = cast()
    given = {"import_permit_number": "US-1", "comments": "By sea"}
    first = issued(who, lines=[CONCH | {"marks": "LOT 7"}], **given).application
    copy = copied(signed_in(bb, who.trader), first)
    assert copy.pk != first.pk
    assert copy.submitted_at is None
    assert (copy.consignee_name, copy.comments, copy.import_permit_number) == (first.consignee_name, "By sea", "")
    (line,) = copy.lines.all()
    assert (line.taxon_code, line.quantity, line.term, line.marks) == ("ALI-GIG", CONCH["quantity"], "MEA", "")
    assert not copy.attachments.exists()
    entry = AuditEntry.objects.get(verb="application.copied")
    assert (entry.subject, entry.data) == (copy.subject, {"from": first.reference})


# One answer too many here is asked again; one too few is lost, so each new question has to be placed.
OF_ONE_CONSIGNMENT = {
    "marks", "sex", "age", "parent_male_marks", "parent_female_marks", "import_permit_quantity", "hunting_place",
    "hunted_on", "hunting_licence",
}  # fmt: skip


def test_every_question_of_a_line_is_copied_or_named_as_one_of_a_single_consignment() -> None:
    asked = {question.name for page in PAGES for question in page.questions}
    assert asked - OF_ONE_CONSIGNMENT <= set(COPIED_OF_LINE)
    assert NOT_COPIED_OF_LINE == OF_ONE_CONSIGNMENT
    assert not set(COPIED_OF_LINE) & OF_ONE_CONSIGNMENT


def test_a_copied_hybrid_keeps_its_parents_and_with_them_the_appendix(bb: Any) -> None:
    who = cast()
    line = {
        "taxon_code": "AMA-AMA", "term": "LIV", "unit": "NAR", "quantity": 1, "source": "C",
        "hybrid_parents": "Amazona amazonica × Amazona guildingii", "parent_male_marks": "Ring 1",
        "country_of_origin": "XX", "origin_missing": "Found in an attic",
    }  # fmt: skip
    first = an_application(who.trader, lines=[line])
    copy = copied(signed_in(bb, who.trader), first)
    (was,), (now,) = first.lines.all(), copy.lines.all()
    assert (was.appendix, now.appendix) == ("I", "I")
    assert now.answers == {"hybrid_parents": line["hybrid_parents"], "origin_missing": "Found in an attic"}


def test_a_double_click_begins_one_application_and_another_day_another(bb: Any) -> None:
    who = cast()
    first = issued(who).application
    client = signed_in(bb, who.trader)
    assert copied(client, first).pk == copied(client, first).pk
    assert copied(client, first, key="k2").pk != copied(client, first).pk


def test_a_copy_can_be_sent_as_it_is(bb: Any) -> None:
    who = cast()
    copy = copied(signed_in(bb, who.trader), issued(who).application)
    do(copy, "submit", who.trader)
    assert Case.objects.get(pk=copy.case_id).lodged_at


def test_a_line_whose_taxon_is_not_known_any_more_is_left_out_and_named(
    bb: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = cast()
    first = issued(who, lines=[CONCH, CONCH | {"taxon_code": "TRI-MAX"}]).application

    def find(code: str) -> Taxon | None:
        return None if code == "TRI-MAX" else find_taxon(code)

    monkeypatch.setattr("cites.permits.services.copying.find_taxon", find)
    client = signed_in(bb, who.trader)
    for _click in range(2):
        answer = client.post(f"/applications/{first.reference}/copy/", {"key": "k1"}, follow=True)
        page = answer.content.decode()
        assert "Line B, Tridacna maxima, was left out" in page
        assert "Line A, Aliger gigas, was left out" not in page
    copy = Application.objects.get(case__reference=answer.redirect_chain[-1][0].strip("/").split("/")[-1])
    assert [line.taxon_code for line in copy.lines.all()] == ["ALI-GIG"]
    entry = AuditEntry.objects.get(verb="application.copied")
    assert entry.data == {"from": first.reference, "left_out": ["TRI-MAX"]}


def test_the_page_of_what_was_sent_offers_it_and_a_draft_does_not(bb: Any) -> None:
    who = cast()
    client = signed_in(bb, who.trader)
    application = an_application(who.trader)
    words = "Begin a new application with these answers"
    assert words not in client.get(f"/applications/{application.reference}/").content.decode()
    do(application, "submit", who.trader)
    assert words in client.get(f"/applications/{application.reference}/").content.decode()
