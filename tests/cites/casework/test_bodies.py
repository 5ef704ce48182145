"""Requests to bodies outside, from the officer's page by mail and code to the answer on the case page."""

import re
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from cites.accounts.models import Role
from cites.casework import tasks
from cites.casework.tasks import send_body_mail, send_the_rest
from cites.permits.models import Application
from cites.permits.services.drafts import attach_paper
from kernel import clock
from tenants.audit.models import AuditEntry
from tenants.context import today
from tests.factories.accounts import person
from tests.factories.casework import PDF
from tests.factories.permits import an_application, cast, do
from workflows.bodies.asking import set_last_day
from workflows.bodies.reminding import remind_bodies
from workflows.models import (
    MOST_WRONG_CODES,
    BodyAnswer,
    BodyMail,
    BodyRequest,
    BodySending,
    Case,
    CaseAttachment,
    CaseNews,
)

QUESTION = "Is this shell a queen conch?"
ANSWER = "It is a milk conch, Lobatus costatus."
TRADER_SECRET = "Princess Alice Highway"
WRONG = "AAAA-AAAA"


@pytest.fixture
def who(bb: Any) -> Any:
    return cast()


@pytest.fixture
def application(who: Any) -> Application:
    """A case of Rosalind's with one paper, sent in."""
    made = an_application(who.trader)
    paper = SimpleUploadedFile("landing.pdf", PDF)
    attach_paper(application=made, file=paper, actor=who.trader)
    do(made, "submit", who.trader)
    return made


def signed_in(place: Any, user: Any) -> Any:
    client = place.client()
    client.force_login(user)
    return client


def form(**changes: Any) -> dict[str, Any]:
    return {
        "body": "Natural History Museum",
        "email": "shells@museum.example",
        "language": "en",
        "question": QUESTION,
        "parts": ["specimens", "purpose"],
        "last_day": (today() + timedelta(days=14)).isoformat(),
        "code": "phone",
        "key": "k1",
        **changes,
    }


def ask(client: Any, application: Application, **changes: Any) -> Any:
    return client.post(f"/cases/{application.reference}/bodies/ask/", form(**changes))


def code_on(page: Any) -> str:
    found = re.search(r"\b[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}\b", page.content.decode())
    assert found
    return found[0]


def link_in(message: Any) -> str:
    found = re.search(r"/answer/[\w-]+/", message.body)
    assert found
    return found[0]


def send_mails() -> list[Any]:
    before = len(mail.outbox)
    for waiting in BodyMail.objects.filter(sent_at=None):
        send_body_mail(waiting.pk)
    return mail.outbox[before:]


def asked(place: Any, officer: Any, application: Application, **changes: Any) -> tuple[str, str]:
    """The link and the code of a request."""
    code = code_on(ask(signed_in(place, officer), application, **changes))
    return link_in(send_mails()[0]), code


def inside(place: Any, link: str, code: str) -> Any:
    body = place.client()
    assert body.post(link, {"code": code}).status_code == 302
    return body


def test_a_body_answers_by_link_and_code_and_the_office_reads_it(bb: Any, who: Any, application: Application) -> None:
    link, code = asked(bb, who.officer, application)
    body = bb.client()
    door = body.get(link).content.decode()
    assert QUESTION not in door
    assert application.reference not in door
    assert body.post(link, {"code": code.lower()}).status_code == 302
    page = body.get(link)
    assert QUESTION in page.content.decode()
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    answered = body.post(link, {"text": ANSWER, "attachments": SimpleUploadedFile("sheet.pdf", PDF), "key": "a"})
    assert answered.status_code == 302
    after = body.get(link).content.decode()
    assert ANSWER in after
    assert "sheet.pdf" in after
    assert "<textarea" not in after
    official = signed_in(bb, who.science)
    assert ANSWER in official.get(f"/cases/{application.reference}/").content.decode()
    file = CaseAttachment.objects.get()
    got = official.get(f"/cases/{application.reference}/files/{file.pk}/")
    assert b"".join(got.streaming_content) == PDF
    assert set(CaseNews.objects.filter(kind="body_answered").values_list("person", flat=True)) == {who.officer.pk}
    assert AuditEntry.objects.get(verb="body.answered").actor is None
    assert official.get(f"/cases/{application.reference}/dossier.pdf").status_code == 200


def test_the_mails_name_nothing_of_the_case_and_no_code_beside_a_link(bb: Any, who: Any, application: Any) -> None:
    ask(signed_in(bb, who.officer), application, code="mail")
    question, code = send_mails()
    for message in (question, code):
        assert message.to == ["shells@museum.example"]
        assert QUESTION not in message.body
        assert application.reference not in message.body + message.subject
    assert "/answer/" not in code.body
    plain = re.search(r"^([A-Z2-9]{4}-[A-Z2-9]{4})$", code.body, re.MULTILINE)
    assert plain
    assert plain[1] not in question.body
    assert QUESTION in inside(bb, link_in(question), plain[1]).get(link_in(question)).content.decode()


def test_mails_are_in_the_language_that_the_officer_chose(parties: Any) -> None:
    (vu,) = parties("vu")
    with vu.active():
        who = cast()
        application = an_application(who.trader)
        do(application, "submit", who.trader)
        ask(signed_in(vu, who.officer), application, language="fr")
        (message,) = send_mails()
        assert BodyRequest.objects.get().language == "fr"
        assert "Direction" in message.subject + message.body or "Département" in message.subject + message.body


@pytest.mark.parametrize(("parts", "shown"), [(["specimens", "purpose"], False), (["people"], True), ([], False)])
def test_a_body_reads_what_was_ticked_and_no_more(
    bb: Any, who: Any, application: Application, parts: list[str], shown: bool
) -> None:
    link, code = asked(bb, who.officer, application, parts=parts)
    page = inside(bb, link, code).get(link).content.decode()
    assert (TRADER_SECRET in page) == shown
    assert ("Strombus gigas" in page or "Aliger gigas" in page) == ("specimens" in parts)
    assert "Rosalind" not in page
    assert "landing.pdf" not in page


def test_a_body_gets_the_papers_that_were_ticked_while_its_answer_is_waited_for(
    bb: Any, who: Any, application: Application
) -> None:
    paper = application.attachments.get()
    link, code = asked(bb, who.officer, application, papers=[paper.pk])
    address = f"{link}papers/{paper.pk}/"
    assert bb.client().get(address).status_code == 404, "whoever has not shown the code"
    body = inside(bb, link, code)
    assert b"".join(body.get(address).streaming_content) == PDF
    other, other_code = asked(bb, who.officer, application, key="k2")
    assert inside(bb, other, other_code).get(f"{other}papers/{paper.pk}/").status_code == 404
    body.post(link, {"text": ANSWER, "key": "a"})
    assert body.get(address).status_code == 404


def test_a_link_to_nothing_looks_like_one_without_its_code(bb: Any, who: Any, application: Application) -> None:
    link, _code = asked(bb, who.officer, application)
    nothing = f"{link[:-4]}xxx/"
    for data in (None, {"code": WRONG}, {"code": ""}):
        right, wrong = (
            client.get(address) if data is None else client.post(address, data)
            for client, address in ((bb.client(), link), (bb.client(), nothing))
        )
        assert right.status_code == wrong.status_code
        assert _plain(right) == _plain(wrong)


def _plain(page: Any) -> str:
    """A page without what differs from one request to the next."""
    return re.sub(r'value="[\w-]{40,}"|/answer/[\w-]+/|id-[\w-]+|[0-9a-f]{12}', "", page.content.decode())


def test_five_wrong_codes_lock_the_link_until_an_officer_makes_a_new_code(
    bb: Any, who: Any, application: Application
) -> None:
    link, code = asked(bb, who.officer, application)
    body = bb.client()
    statuses = [body.post(link, {"code": WRONG}).status_code for _number in range(MOST_WRONG_CODES)]
    assert statuses == [422] * (MOST_WRONG_CODES - 1) + [423]
    locked = body.post(link, {"code": code})
    assert locked.status_code == 423
    assert "new code" in locked.content.decode()
    request = BodyRequest.objects.get()
    officer = signed_in(bb, who.decider)
    assert "Locked" in officer.get(f"/cases/{application.reference}/").content.decode()
    page = officer.get(f"/cases/{application.reference}/bodies/{request.pk}/").content.decode()
    assert re.findall(r"govuk-button--secondary\">([^<]+)<", page) == ["Make a new code", "Change the last day"]
    new = code_on(officer.post(f"/cases/{application.reference}/bodies/{request.pk}/code/", {"code": "phone"}))
    assert QUESTION in inside(bb, link, new).get(link).content.decode()


def test_a_new_code_shuts_out_whoever_showed_the_old_one_and_their_words_are_kept(
    bb: Any, who: Any, application: Application
) -> None:
    link, code = asked(bb, who.officer, application)
    body = inside(bb, link, code)
    request = BodyRequest.objects.get()
    officer = signed_in(bb, who.officer)
    new = code_on(officer.post(f"/cases/{application.reference}/bodies/{request.pk}/code/", {"code": "phone"}))
    door = body.post(link, {"text": ANSWER, "key": "a"})
    assert "Code" in door.content.decode()
    assert not BodyAnswer.objects.exists()
    back = body.post(link, {"text": ANSWER, "code": new})
    assert ANSWER in back.content.decode()
    assert "<textarea" in back.content.decode()


def test_an_answer_after_the_last_day_or_withdrawal_is_told_so_and_given_back(
    bb: Any, who: Any, application: Application
) -> None:
    link, code = asked(bb, who.officer, application)
    body = inside(bb, link, code)
    request = BodyRequest.objects.get()
    BodyRequest.objects.update(last_day=today() - timedelta(days=1))
    late = body.post(link, {"text": ANSWER, "key": "a"})
    assert late.status_code == 410
    assert "last day" in late.content.decode()
    assert ANSWER in late.content.decode()
    assert QUESTION not in bb.client().get(link).content.decode()
    officer = signed_in(bb, who.officer)
    page = f"/cases/{application.reference}/bodies/{request.pk}/"
    assert officer.post(page, {"last_day": (today() + timedelta(days=2)).isoformat()}).status_code == 302
    assert body.get(link).status_code == 200
    assert officer.post(f"{page}withdraw/").status_code == 302
    assert officer.post(f"{page}withdraw/").status_code == 302
    gone = body.post(link, {"text": ANSWER, "key": "a"})
    assert gone.status_code == 410
    assert "not needed" in gone.content.decode()
    assert not BodyAnswer.objects.exists()


def test_a_second_answer_is_given_back_and_the_first_stands(bb: Any, who: Any, application: Application) -> None:
    link, code = asked(bb, who.officer, application)
    first, second = inside(bb, link, code), inside(bb, link, code)
    for _click in range(2):
        assert first.post(link, {"text": ANSWER, "key": "a"}).status_code in (200, 302)
    other = second.post(link, {"text": "It is a queen conch.", "key": "b"})
    assert other.status_code == 409
    assert "It is a queen conch." in other.content.decode()
    assert BodyAnswer.objects.get().text == ANSWER


def test_a_file_that_is_not_what_it_says_is_refused_and_the_answer_is_still_there(
    bb: Any, who: Any, application: Application
) -> None:
    link, code = asked(bb, who.officer, application)
    body = inside(bb, link, code)
    for content in (b"MZ\x90\x00" + b"\0" * 400, b"PK\x03\x04" + b"\0" * 400):
        answer = body.post(link, {"text": ANSWER, "attachments": SimpleUploadedFile("report.pdf", content), "key": "a"})
        assert answer.status_code == 422
        assert "report.pdf" in answer.content.decode()
        assert ANSWER in answer.content.decode()
    assert not BodyAnswer.objects.exists()
    assert not CaseAttachment.objects.exists()


def test_what_an_officer_types_wrong_is_named_and_nothing_is_lost(bb: Any, who: Any, application: Application) -> None:
    client = signed_in(bb, who.officer)
    bad: list[dict[str, Any]] = [
        {"email": "museum"},
        {"last_day": "2020-01-01"},
        {"last_day": "2020-13-01"},
        {"parts": ["fees"]},
        {"papers": ["999999"]},
        {"language": "xx"},
        {"code": ""},
    ]
    for changes in bad:
        answer = ask(client, application, **changes)
        assert answer.status_code == 422, changes
        assert QUESTION in answer.content.decode()
    assert not BodyRequest.objects.exists()


def test_a_double_click_asks_once(bb: Any, who: Any, application: Application) -> None:
    client = signed_in(bb, who.officer)
    for _click in range(2):
        ask(client, application)
    ask(client, application, code="mail")
    assert BodyRequest.objects.count() == 1
    assert len(send_mails()) == 1


def test_no_applicant_and_nobody_of_the_counter_or_the_border_reads_of_it(
    bb: Any, who: Any, application: Application
) -> None:
    asked(bb, who.officer, application)
    assert QUESTION not in signed_in(bb, who.trader).get(f"/applications/{application.reference}/").content.decode()
    assert QUESTION not in signed_in(bb, who.cashier).get(f"/cases/{application.reference}/").content.decode()
    auditor = signed_in(bb, person(Role.AUDITOR)).get(f"/cases/{application.reference}/").content.decode()
    assert QUESTION in auditor
    assert "Ask a body outside" not in auditor


def test_a_mail_that_was_not_sent_is_sent_later_and_its_links_all_lead_to_the_question(
    bb: Any, who: Any, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = code_on(ask(signed_in(bb, who.officer), application))
    waiting = BodyMail.objects.get()
    tried: list[Any] = []

    def away(message: Any, **_more: Any) -> int:
        tried.append(message)
        raise ConnectionRefusedError

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.EmailMessage.send", away)
        with pytest.raises(ConnectionRefusedError):
            send_body_mail.run(waiting.pk)
    BodyMail.objects.update(written_at=clock.now() - timedelta(minutes=5))
    sent: list[int] = []
    monkeypatch.setattr(tasks.send_body_mail, "delay", sent.append)
    assert send_the_rest() == 1
    assert sent == [waiting.pk]
    (message,) = send_mails()
    assert send_mails() == []
    for link in (link_in(message), link_in(tried[0])):
        assert QUESTION in inside(bb, link, code).get(link).content.decode()


def test_an_address_that_does_not_exist_is_shown_to_the_office(
    bb: Any, who: Any, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(bb, who.officer)
    ask(client, application)

    def refuse(message: Any, **_more: Any) -> int:
        raise SMTPRecipientsRefused({"shells@museum.example": (550, b"no such mailbox")})

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    send_mails()
    request = BodyRequest.objects.get()
    assert "could not be delivered" in client.get(f"/cases/{application.reference}/").content.decode()
    page = client.get(f"/cases/{application.reference}/bodies/{request.pk}/").content.decode()
    assert "no such mailbox" in page


def test_a_reminder_has_a_link_of_its_own_and_none_is_sent_once_it_is_withdrawn(
    bb: Any, who: Any, application: Application
) -> None:
    link, code = asked(bb, who.officer, application)
    BodyRequest.objects.update(last_day=today() + timedelta(days=1), last_day_set_on=today() - timedelta(days=9))
    assert remind_bodies() == 1
    (reminder,) = send_mails()
    assert link_in(reminder) != link
    assert QUESTION in inside(bb, link_in(reminder), code).get(link_in(reminder)).content.decode()
    request = BodyRequest.objects.get()
    set_last_day(request=request.pk, last_day=today() + timedelta(days=3), by=who.officer)
    BodyRequest.objects.update(last_day_set_on=today() - timedelta(days=1))
    assert remind_bodies() == 1
    BodyRequest.objects.update(withdrawn_at=clock.now(), withdrawn_by=who.officer)
    assert send_mails() == []
    assert BodyMail.objects.filter(sending=BodySending.NEEDLESS).count() == 1


def test_a_closed_case_asks_nobody_and_needs_no_answer(bb: Any, who: Any, application: Application) -> None:
    link, code = asked(bb, who.officer, application)
    do(application, "withdraw", who.trader, {"reason": "The buyer is gone."})
    assert Case.objects.get(pk=application.case_id).closed_at
    answer = bb.client().post(link, {"code": code})
    assert answer.status_code == 410
    assert "not needed" in answer.content.decode()
    assert ask(signed_in(bb, who.officer), application, key="k2").status_code == 422


def test_the_page_of_a_body_speaks_the_language_of_its_mails_until_another_is_chosen(parties: Any) -> None:
    (vu,) = parties("vu")
    with vu.active():
        who = cast()
        application = an_application(who.trader)
        do(application, "submit", who.trader)
        link, code = asked(vu, who.officer, application, language="fr")
    body, english = vu.client(), {"accept-language": "en"}
    for page in (body.get(link, headers=english), body.post(link, {"code": WRONG}, headers=english)):
        assert page["Content-Language"] == "fr"
        assert 'lang="fr"' in page.text
    body.post(link, {"code": code})
    assert 'lang="fr"' in body.get(link, headers=english).text
    body.post("/language/", {"language": "en", "next": link})
    page = body.get(link, headers={"accept-language": "fr"})
    assert page["Content-Language"] == "en"
    assert "Your answer" in page.text
    assert vu.client().get("/answer/nobodys/", headers=english)["Content-Language"] == "en"


def test_a_language_that_the_party_offers_no_more_leaves_the_page_to_its_readers_browser(
    bb: Any, who: Any, application: Application
) -> None:
    link, _code = asked(bb, who.officer, application)
    BodyRequest.objects.update(language="fr")
    assert bb.client().get(link)["Content-Language"] == "en"
