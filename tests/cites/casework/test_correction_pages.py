"""An officer names what is to be corrected, the applicant corrects that and nothing else, the officer sees what changed."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cites.casework.dossier.printing import print_dossier
from cites.casework.texts import keep_text
from cites.permits.models import Application, Correction
from cites.permits.rules.parts import part_of_line
from cites.permits.services.drafts import save_answers
from tests.factories.casework import CONSIGNEE, EXPORTER, LINE, PDF
from tests.factories.documents import text_of
from tests.factories.permits import Cast, an_application, cast, do, stage_of
from workflows.models import Case

RETURN = "return_for_correction"
STAYS = "You were asked to correct other parts. This one stays as it is."


def signed_in(place: Any, user: Any) -> Any:
    client = place.client()
    client.force_login(user)
    return client


def examined(who: Cast) -> Application:
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    do(application, "start_examination", who.officer)
    return application


def version_of(application: Application) -> int:
    return Case.objects.get(pk=application.case_id).version


def send_back(place: Any, who: Cast, application: Application, **data: Any) -> Any:
    form = {"version": version_of(application), "key": "r", "reason": "", **data}
    return signed_in(place, who.officer).post(f"/cases/{application.reference}/do/{RETURN}/", form)


def line_part(application: Application, position: int) -> str:
    return part_of_line(application.lines.get(position=position).pk)


def said(client: Any, address: str) -> str:
    return str(client.get(address, follow=True).content.decode())


def test_an_officer_names_parts_by_ticking_them_each_with_what_is_wrong(bb: Any) -> None:
    who = cast()
    application = examined(who)
    line = line_part(application, 2)
    page = said(signed_in(bb, who.officer), f"/cases/{application.reference}/do/{RETURN}/")
    assert f'value="{line}"' in page
    assert "Line B: Aliger gigas" in page
    sent = {"parts": ["exporter", line], "parts-exporter": "As on the licence.", f"parts-{line}": "How many?"}
    assert send_back(bb, who, application, **sent).status_code == 302
    kept = Correction.objects.filter(application=application).values_list("part", "comment")
    assert dict(kept) == {"exporter": "As on the licence.", line: "How many?"}


@pytest.mark.parametrize(
    ("sent", "complaint"),
    [
        ({}, "Tick what has to be corrected, or anything"),
        ({"parts": ["exporter"]}, "Say what has to be corrected, here or beside each part that you ticked"),
        ({"parts": ["line:0"], "reason": "So"}, "line:0 is not one of the available choices"),
        ({"parts": ["exporter"], "parts-exporter": "x" * 2001}, "A comment is too long"),
    ],
)
def test_a_return_that_does_not_say_what_is_asked_again_and_loses_nothing(
    bb: Any, sent: dict[str, Any], complaint: str
) -> None:
    who = cast()
    application = examined(who)
    answer = send_back(bb, who, application, **sent)
    assert answer.status_code == 422
    assert complaint in answer.content.decode()
    assert stage_of(application) == "examining"


def test_what_was_ticked_and_written_is_still_there_when_a_return_is_asked_again(bb: Any) -> None:
    who = cast()
    application = examined(who)
    sent = {"parts": ["exporter", "purpose"], "parts-purpose": "Which port?"}
    page = send_back(bb, who, application, **sent).content.decode()
    assert page.count(" checked") == 2
    assert "Which port?" in page


def test_a_text_that_the_office_keeps_is_put_in_and_what_was_ticked_stays(bb: Any) -> None:
    who = cast()
    application = examined(who)
    text = keep_text(name="Licence", words={"en": "Please send the licence."}, by=who.officer)
    sent = {"parts": ["exporter"], "parts-exporter": "As on it.", "do": "insert", "text_kept": str(text.pk)}
    page = send_back(bb, who, application, **sent).content.decode()
    assert "Please send the licence." in page
    assert "As on it." in page
    assert page.count(" checked") == 1
    assert stage_of(application) == "examining"


def test_a_return_of_a_case_that_went_on_shows_the_comments_to_be_copied(bb: Any) -> None:
    who = cast()
    application = examined(who)
    version = version_of(application)
    do(application, "ask", who.officer, {"text": "Which vessel?"})
    do(application, "answer", who.trader, {"text": "The Miss Ruby."})
    sent = {"parts": ["exporter"], "parts-exporter": "As on the licence.", "version": version}
    answer = send_back(bb, who, application, **sent)
    assert answer.status_code == 409
    assert "As on the licence." in answer.content.decode()


def test_the_applicant_reads_beside_each_part_what_to_correct_and_the_others_are_only_shown(bb: Any) -> None:
    who = cast()
    application = examined(who)
    line = line_part(application, 2)
    sent = {"parts": ["exporter", line], "parts-exporter": "As on the licence.", f"parts-{line}": "How many?"}
    send_back(bb, who, application, **sent)
    client, base = signed_in(bb, who.trader), f"/applications/{application.reference}"
    page = said(client, f"{base}/")
    assert "As on the licence." in page
    assert "Line B: Aliger gigas: How many?" in page
    assert f'href="{base}/exporter/"' in page
    assert f'href="{base}/consignee/"' not in page
    assert "Pelagic Trading Company" in page
    assert "As on the licence." in said(client, f"{base}/exporter/")
    lines = said(client, f"{base}/lines/")
    assert lines.count("How many?") == 1
    assert f"{base}/lines/{application.lines.get(position=2).pk}/" in lines
    assert f"{base}/lines/{application.lines.get(position=1).pk}/" not in lines
    assert "Add another line" not in lines


def test_a_part_that_was_not_named_cannot_be_opened_or_posted(bb: Any) -> None:
    who = cast()
    application = examined(who)
    send_back(bb, who, application, parts=[line_part(application, 2)], reason="How many?")
    client, base = signed_in(bb, who.trader), f"/applications/{application.reference}"
    first = application.lines.get(position=1).pk
    addresses: dict[str, dict[str, Any]] = {
        "exporter/": EXPORTER | {"exporter_name": "Another"},
        "consignee/": CONSIGNEE | {"consignee_name": "Another"},
        "purpose/": {"purpose": "S", "comments": "Another"},
        "journey/": {"port_of_exit": application.port_of_exit},
        f"lines/{first}/specimen/": {"marks": "Another"},
        f"lines/{first}/": LINE,
        f"lines/{first}/copy/": {"key": "c"},
        f"lines/{first}/remove/": {},
        "lines/add/?taxon=ALI-GIG": {**LINE, "key": "a"},
        "attachments/": {"file": SimpleUploadedFile("more.pdf", PDF)},
    }
    before = (Application.objects.values().get(pk=application.pk), list(application.lines.values()))
    for address, data in addresses.items():
        answer = client.post(f"{base}/{address}", data, follow=True)
        assert STAYS in answer.content.decode(), address
    assert (Application.objects.values().get(pk=application.pk), list(application.lines.values())) == before
    assert not application.attachments.exists()


def test_a_named_line_gets_another_species_and_its_change_is_shown_before_it_is_sent(bb: Any) -> None:
    who = cast()
    application = examined(who)
    line = application.lines.get(position=2)
    send_back(bb, who, application, parts=[part_of_line(line.pk)], reason="How many?")
    client, base = signed_in(bb, who.trader), f"/applications/{application.reference}"
    assert client.get(f"{base}/lines/add/?line={line.pk}").status_code == 200
    assert client.post(f"{base}/lines/{line.pk}/", LINE).status_code == 302
    assert "Changed" in said(client, f"{base}/")
    page = said(client, f"{base}/check/")
    assert "What you have changed" in page
    assert f'href="{base}/lines/"' in page
    assert f'href="{base}/exporter/"' not in page


def test_officer_applicant_and_dossier_see_what_was_changed(bb: Any) -> None:
    who = cast()
    application = examined(who)
    send_back(bb, who, application, parts=["exporter"], **{"parts-exporter": "As on the licence."})
    trader, base = signed_in(bb, who.trader), f"/applications/{application.reference}"
    trader.post(f"{base}/exporter/", EXPORTER | {"exporter_name": "Sargasso Fisheries"})
    assert "What the applicant has changed" not in said(signed_in(bb, who.officer), f"/cases/{application.reference}/")
    do(application, "submit", who.trader)
    page = said(signed_in(bb, who.officer), f"/cases/{application.reference}/")
    shown = page[page.index("What the applicant has changed") : page.index("What the rules say")]
    assert "Sargasso Seafood Ltd" in shown
    assert "Sargasso Fisheries" in shown
    assert "Pelagic" not in shown
    told = "Exporter, Name: Sargasso Fisheries (before: Sargasso Seafood Ltd)"
    assert told in page
    assert "Exporter: As on the licence." in page
    assert told in said(trader, f"{base}/")
    assert "What the applicant has changed" in text_of(print_dossier(application.reference, who.officer))


def test_a_line_taken_out_and_one_added_are_told_apart_from_one_that_moved_up(bb: Any) -> None:
    who = cast()
    application = examined(who)
    send_back(bb, who, application, parts=["lines"], reason="Leave out the meat.")
    client, base = signed_in(bb, who.trader), f"/applications/{application.reference}"
    client.post(f"{base}/lines/{application.lines.get(position=1).pk}/remove/")
    client.post(f"{base}/lines/add/?taxon=BRO-SAN", {**LINE, "term": "LIV", "key": "a"})
    do(application, "submit", who.trader)
    page = said(client, f"{base}/")
    assert "Line A: Aliger gigas: removed" in page
    assert "Line B: Broughtonia sanguinea: added" in page
    assert "Aliger gigas: added" not in page


def test_what_is_written_below_a_part_that_is_not_ticked_is_not_lost(bb: Any) -> None:
    who = cast()
    application = examined(who)
    answer = send_back(
        bb,
        who,
        application,
        parts=["exporter"],
        **{"parts-exporter": "As on the licence.", "parts-consignee": "Whose?"},
    )
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "You wrote something below what you did not tick: Importer" in html
    assert ">As on the licence.</textarea>" in html
    assert ">Whose?</textarea>" in html
    assert stage_of(application) == "examining"


def test_officers_are_told_that_what_they_read_was_not_sent_yet(bb: Any) -> None:
    who = cast()
    application = examined(who)
    address, words = f"/cases/{application.reference}/", "has not sent it again"
    do(application, "amend", who.trader)
    assert words not in said(signed_in(bb, who.officer), address)
    amended = Application.objects.select_related("case").get(pk=application.pk)
    save_answers(application=amended, answers={"exporter_name": "Another firm"}, actor=who.trader)
    assert words in said(signed_in(bb, who.officer), address)
    do(application, "submit", who.trader)
    assert words not in said(signed_in(bb, who.officer), address)
