"""The import desk over HTTP: a paper is typed in and checked, corrected, accepted for a reason, and asked about."""

from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

from cites.casework.forms.incoming import CheckForm
from cites.casework.forms.incoming_lines import FIELDS, field_name
from cites.permits.models import PaperCheck, Verification
from cites.permits.rules.incoming_questions import CHECKS
from tenants.context import today
from tests.factories.incoming import ALL_YES, asked, checked, registered
from tests.factories.permits import an_application, cast, do, to_finding

TYPED = {
    "arrived": "here", "country": "VC", "document_type": "EXP", "number": "VC-26-0017", "authority": "Fisheries Division",
    "signatory": "Jennifer Cruickshank", "purpose": "T", "original": "original", "alterations": "none", "lines": "1",
    "line_1_name": "Aliger gigas", "line_1_appendix": "II", "line_1_term": "SHE", "line_1_source": "W",
    "line_1_origin": "VC", "line_1_permitted": "400", "line_1_unit": "NAR", "line_1_endorsed": "400",
    "line_1_presented": "390",
}  # fmt: skip


@pytest.fixture
def who(bb: Any) -> Any:
    return cast()


def signed_in(place: Any, user: Any) -> Any:
    client = place.client()
    client.force_login(user)
    return client


def typed(**more: Any) -> dict[str, Any]:
    days = {
        "presented_on": today().isoformat(),
        "issued_on": (today() - timedelta(days=20)).isoformat(),
        "valid_until": (today() + timedelta(days=100)).isoformat(),
    }
    return {**TYPED, **ALL_YES, **days, "key": "k1", **more}


def page(client: Any, address: str) -> str:
    return str(client.get(address).content.decode())


def test_a_paper_may_name_no_country_of_origin_and_box_5_is_to_be_looked_at(bb: Any, who: Any) -> None:
    client = signed_in(bb, who.customs)
    text = client.post("/incoming/new/", typed(line_1_origin="XX"), follow=True).content.decode()
    assert "Worth a look" in text
    assert "BOX-12" in text
    assert "A country that is not known" in text


def test_customs_type_a_paper_in_and_read_what_it_comes_to(bb: Any, who: Any) -> None:
    client = signed_in(bb, who.customs)
    assert "Papers of other States" in page(client, "/cases/")
    answer = client.post("/incoming/new/", typed(endorsed="no", line_1_endorsed="", transport=""), follow=True)
    check = PaperCheck.objects.get()
    assert answer.redirect_chain[-1][0] == f"/incoming/{check.pk}/"
    text = answer.content.decode()
    assert "Not to be accepted" in text
    assert "IN-ENDORSED" in text
    assert "box 14 does not say what left" in text
    assert "IN-REGISTER" in text
    assert "Accept it all the same" not in text
    assert f'href="/incoming/{check.pk}/"' in page(client, "/incoming/")


def test_a_second_click_keeps_one_check(bb: Any, who: Any) -> None:
    client = signed_in(bb, who.customs)
    for _click in range(2):
        client.post("/incoming/new/", typed())
    assert PaperCheck.objects.count() == 1


def test_another_line_is_added_without_losing_what_was_typed(bb: Any, who: Any) -> None:
    client = signed_in(bb, who.customs)
    answer = client.post("/incoming/new/", typed(do="line", doubts=["VF-FRAUD"], line_1_permitted="400,5x"))
    assert answer.status_code == 200
    form = BeautifulSoup(answer.content, "html.parser")
    boxes = {str(each.get("name")): str(each.get("value", "")) for each in form.find_all("input")}
    assert boxes["lines"] == "2"
    assert (boxes["line_1_name"], boxes["line_1_permitted"], boxes["line_2_name"]) == ("Aliger gigas", "400,5x", "")
    assert boxes["issued_on_year"] == str((today() - timedelta(days=20)).year)
    ticked = {str(each["value"]) for each in form.select("input:checked")}
    assert {"here", "original", "VF-FRAUD"} <= ticked
    second = {field_name(2, name): TYPED.get(field_name(1, name), "") for name in FIELDS}
    client.post("/incoming/new/", typed(**second, lines="2"))
    assert [line["name"] for line in PaperCheck.objects.get().lines] == ["Aliger gigas", "Aliger gigas"]


def test_what_is_left_out_of_the_form_is_said_and_nothing_is_kept(bb: Any, who: Any) -> None:
    client = signed_in(bb, who.customs)
    answer = client.post("/incoming/new/", typed(country="", document_type="", arrived="", line_1_name=""))
    assert answer.status_code == 422
    text = answer.content.decode()
    for words in ("Choose the country that issued it", "Choose which document it is", "Enter species"):
        assert words in text
    tomorrow = (today() + timedelta(days=1)).isoformat()
    assert "This day has not come yet" in client.post("/incoming/new/", typed(presented_on=tomorrow)).content.decode()
    assert not PaperCheck.objects.exists()


def test_a_species_of_no_list_is_kept_as_it_was_typed_and_told(bb: Any, who: Any) -> None:
    client = signed_in(bb, who.customs)
    text = client.post("/incoming/new/", typed(line_1_name="Nemo nemo"), follow=True).content.decode()
    assert "Nemo nemo" in text
    assert "P16" in text


def test_a_check_is_corrected_by_another_one(bb: Any, who: Any) -> None:
    client = signed_in(bb, who.customs)
    client.post("/incoming/new/", typed(original="neither"))
    first = PaperCheck.objects.get()
    form = BeautifulSoup(page(client, f"/incoming/{first.pk}/correct/"), "html.parser")
    assert form.select_one('input[name="number"]')["value"] == "VC-26-0017"  # type: ignore[index]
    client.post(f"/incoming/{first.pk}/correct/", typed(key="k2"))
    second = PaperCheck.objects.get(corrects=first)
    assert "Another check has taken the place of this one" in page(client, f"/incoming/{first.pk}/")
    assert f'href="/incoming/{first.pk}/"' not in page(client, "/incoming/")
    answer = client.get(f"/incoming/{first.pk}/correct/")
    assert answer["Location"] == f"/incoming/{second.pk}/"


def test_an_officer_accepts_it_for_a_reason_and_says_so_beside_it(bb: Any, who: Any) -> None:
    check = checked(who.customs, answers={**ALL_YES, "endorsed": "no"})
    client = signed_in(bb, who.officer)
    assert client.post(f"/incoming/{check.pk}/accept/", {"reason": ""}).status_code == 422
    text = client.post(f"/incoming/{check.pk}/accept/", {"reason": "Kingstown rang."}, follow=True).content.decode()
    assert "Accepted for a reason" in text
    assert "Kingstown rang." in text
    assert "Marva Brathwaite" in text
    assert client.post(f"/incoming/{check.pk}/accept/", {"reason": "Again."}).status_code == 422


def test_a_case_is_checked_with_what_it_says_and_shows_what_came_of_it(bb: Any, who: Any) -> None:
    application = an_application(
        who.trader, document_type="IMP", exporter_country="VC", consignee_country="BB",
        export_permit_number="VC-26-0017",
    )  # fmt: skip
    to_finding(application, who)
    client, address = signed_in(bb, who.officer), f"/incoming/new/?case={application.reference}"
    assert address in page(client, f"/cases/{application.reference}/")
    form = BeautifulSoup(page(client, address), "html.parser")
    assert form.select_one('input[name="number"]')["value"] == "VC-26-0017"  # type: ignore[index]
    assert form.select_one('input[name="lines"]')["value"] == "2"  # type: ignore[index]
    client.post(address, typed(arrived="paper", valid_until=(today() - timedelta(days=1)).isoformat()))
    check = PaperCheck.objects.get(application=application)
    shown = page(client, f"/cases/{application.reference}/")
    assert f'href="/incoming/{check.pk}/"' in shown
    assert "IN-STOP" in shown
    approval = page(signed_in(bb, who.decider), f"/cases/{application.reference}/do/approve/")
    assert "IN-STOP" in approval
    assert check.subject
    dossier = client.get(f"/cases/{application.reference}/dossier.pdf")
    assert dossier.status_code == 200


def test_customs_check_no_paper_of_a_case_that_they_do_not_see(bb: Any, who: Any) -> None:
    application = an_application(who.trader, document_type="IMP", exporter_country="VC", consignee_country="BB")
    do(application, "submit", who.trader)
    assert signed_in(bb, who.customs).get(f"/incoming/new/?case={application.reference}").status_code == 404


def test_an_authority_is_asked_in_its_language_and_nothing_is_sent(bb: Any, who: Any, mailoutbox: Any) -> None:
    check = checked(who.customs, doubts=["VF-FRAUD"])
    client = signed_in(bb, who.officer)
    text = BeautifulSoup(page(client, f"/incoming/{check.pk}/ask/?language=es"), "html.parser")
    assert "Nothing is sent from here" in text.get_text()
    proposed = text.select_one("textarea").get_text()  # type: ignore[union-attr]
    assert "VC-26-0017" in proposed
    assert "parece haber sido modificado" in proposed
    sent = {
        "authority": "Fisheries Division", "email": "ma@vc.example", "language": "es", "text": "¿Lo expidieron?",
        "last_day": today().isoformat(), "key": "q1",
    }  # fmt: skip
    answer = client.post(f"/incoming/{check.pk}/ask/", sent, follow=True).content.decode()
    question = Verification.objects.get()
    assert question.rules == ["VF-FRAUD"]
    assert "To be sent" in answer
    link = BeautifulSoup(answer, "html.parser").select_one('a[href^="mailto:"]')
    assert link is not None
    assert "¿Lo expidieron?" in unquote(str(link["href"]))
    assert list(mailoutbox) == []
    assert f'href="/incoming/questions/{question.pk}/"' in page(client, "/incoming/")


def test_the_register_says_whom_to_ask(bb: Any, who: Any) -> None:
    check = checked(who.customs)
    with registered():
        text = page(signed_in(bb, who.officer), f"/incoming/{check.pk}/ask/")
    assert 'value="Fisheries Division"' in text
    assert 'value="ma@vc.example"' in text


def test_what_was_answered_stands_in_the_log(bb: Any, who: Any) -> None:
    question = asked(checked(who.customs), who.officer)
    client, address = signed_in(bb, who.officer), f"/incoming/questions/{question.pk}/"
    said = {"tidings": "confirmed", "happened_on": today().isoformat(), "key": "e1"}
    assert client.post(address, said).status_code == 422
    said |= {"way": "phone", "person": "J. Cruickshank", "says": "Issued by us."}
    text = client.post(address, said, follow=True).content.decode()
    assert "The authority confirms the paper" in text
    assert "Write down what happened" not in text
    assert "No authority has been asked, or all have answered." in page(client, "/incoming/")
    assert "J. Cruickshank" in page(signed_in(bb, who.customs), address)


def test_a_letter_too_long_for_a_link_is_copied(bb: Any, who: Any) -> None:
    check, client = checked(who.customs), signed_in(bb, who.officer)
    short, long = asked(check, who.officer), asked(check, who.officer, key="long", text="Did you issue it? " * 200)
    assert "mailto:ma@vc.example" in page(client, f"/incoming/questions/{short.pk}/")
    assert "mailto:ma@vc.example" not in page(client, f"/incoming/questions/{long.pk}/")


def test_every_question_of_the_check_list_is_one_field_of_the_form(bb: Any) -> None:
    assert {check.name for check in CHECKS} <= CheckForm().fields.keys()
