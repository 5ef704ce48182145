"""A mail server that is down: nobody sees an error page, and no mail is lost, neither a code nor an invitation."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail

from cites.accounts.mail import A_DAY
from cites.accounts.models import Role, User
from cites.accounts.tasks import send_mail
from cites.casework.tasks import send_news
from kernel import clock
from tenants.errors import SecretUnreadable
from tenants.facts.failures import failures_of_last_day
from tests.factories.accounts import PASSWORD, person
from tests.factories.permits import an_application, do
from workflows.models import CaseNews

SIGN_UP = {
    "full_name": "Nia Ward",
    "email": "nia@ward.example",
    "role": "trader",
    "organisation_name": "Ward Ltd",
    "phone": "",
    "password1": PASSWORD,
}
Away = Callable[..., AbstractContextManager[None]]


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> Away:
    """``with away():`` takes the mail server away, or lets it say what it is given."""

    @contextmanager
    def taken(error: Exception | None = None) -> Iterator[None]:
        def send(*args: Any, **more: Any) -> None:
            raise error or SMTPServerDisconnected("gone")

        with monkeypatch.context() as broken:
            broken.setattr("django.core.mail.EmailMessage.send", send)
            yield

    return taken


@pytest.fixture
def put_off(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The mails that wait for the server, sealed."""
    waiting: list[str] = []
    monkeypatch.setattr(send_mail, "delay", waiting.append)
    return waiting


def code_in(message: Any) -> str:
    return str(message.subject.split()[-1])


def test_who_signs_up_meanwhile_gets_the_code_once_the_server_is_back(bb: Any, away: Away, put_off: list[str]) -> None:
    client = bb.client()
    with away():
        answer = client.post("/accounts/signup/", SIGN_UP)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/confirm-email/")
    assert User.objects.filter(email="nia@ward.example").exists()
    (sealed,) = put_off
    send_mail(sealed)
    (sent,) = mail.outbox
    assert sent.to == ["nia@ward.example"]
    assert client.post("/accounts/confirm-email/", {"code": code_in(sent)}).status_code == 302
    assert client.get("/me/").status_code == 200


def test_a_new_password_is_asked_for_without_learning_who_is_here(bb: Any, away: Away, put_off: list[str]) -> None:
    tara = person(role=Role.TRADER, password=PASSWORD)
    with away():
        answers = [
            bb.client().post("/accounts/password/reset/", {"email": address})
            for address in (tara.email, "nobody@x.example")
        ]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert len({answer.headers["Location"] for answer in answers}) == 1
    for sealed in put_off:
        send_mail(sealed)
    assert {to for sent in mail.outbox for to in sent.to} == {tara.email, "nobody@x.example"}


def test_an_invitation_arrives_later_and_its_link_opens(
    bb: Any, away: Away, put_off: list[str], on_commit: Any
) -> None:
    client = bb.client()
    client.force_login(person(role=Role.PARTY_ADMINISTRATOR))
    facts = {"full_name": "Nev New", "email": "nev@gov.example", "language": "en", "roles": ["cashier"]}
    with away(), on_commit():
        assert client.post("/officials/invite/", facts).status_code == 302
    assert mail.outbox == []
    (sealed,) = put_off
    assert "invitation" not in sealed
    with away(), pytest.raises(OSError, match="gone"):
        send_mail.run(sealed)
    with clock.frozen(clock.now() + timedelta(hours=20)):
        send_mail(sealed)
    (sent,) = mail.outbox
    link = "/invitation/" + sent.body.split("/invitation/")[1].split()[0]
    assert bb.client().get(link).status_code == 200


def test_a_mail_that_was_put_off_is_shown_once_should_it_go_out_twice(bb: Any, away: Away, put_off: list[str]) -> None:
    with away():
        bb.client().post("/accounts/signup/", SIGN_UP)
    for _twice in range(2):
        send_mail(put_off[0])
    assert len({sent.extra_headers["Message-ID"] for sent in mail.outbox}) == 1


def test_what_is_of_no_use_any_more_is_not_sent_but_counted(
    bb: Any, away: Away, put_off: list[str], on_commit: Any
) -> None:
    client = bb.client()
    client.force_login(person(role=Role.PARTY_ADMINISTRATOR))
    facts = {"full_name": "Nev New", "email": "nev@gov.example", "language": "en", "roles": ["cashier"]}
    with away(), on_commit():
        client.post("/officials/invite/", facts)
    with clock.frozen(clock.now() + A_DAY + timedelta(minutes=1)):
        before = failures_of_last_day()
        send_mail(put_off[0])
        assert failures_of_last_day() == before + 1
    assert mail.outbox == []


def test_an_address_that_is_refused_for_good_is_not_tried_again(bb: Any, away: Away, put_off: list[str]) -> None:
    refusal = SMTPRecipientsRefused({"nia@ward.example": (550, b"No such user here")})
    with away(refusal):
        assert bb.client().post("/accounts/signup/", SIGN_UP).status_code == 302
    assert put_off == []


def test_another_party_neither_reads_nor_sends_it(parties: Any, away: Away, put_off: list[str]) -> None:
    bb, fj = parties("bb", "fj")
    with bb.active(), away():
        bb.client().post("/accounts/signup/", SIGN_UP)
    with fj.active(), pytest.raises(SecretUnreadable):
        send_mail.run(put_off[0])
    assert mail.outbox == []


def test_a_worker_killed_after_a_notice_left_sends_the_same_mail_again(
    bb: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mail cannot be called back; the second one has the first one's number, by which programs show it once."""
    trader = person(role=Role.TRADER)
    application = an_application(trader)
    do(application, "submit", trader)
    news = CaseNews.objects.get(case=application.case, person=trader)

    class Killed(BaseException):
        pass

    def dies(*args: Any, **more: Any) -> None:
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(CaseNews, "save", dies)
        with pytest.raises(Killed):
            send_news.run(news.pk)
    send_news(news.pk)
    send_news(news.pk)
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert (first.to, first.body) == (second.to, second.body)
