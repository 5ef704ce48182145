"""A page of one's notices, the choice of what comes by mail, and the mails that did not arrive."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from celery.exceptions import Retry
from django.core import mail

from cites.accounts.models import Role, User
from cites.accounts.services import grant_role
from cites.casework.choosing import choose_mails
from cites.casework.queries.notices import subjects_wanted
from cites.casework.tasks import GIVEN_UP, send_news, send_the_rest
from kernel import clock
from tenants.audit.models import AuditEntry
from tests.factories.accounts import person
from tests.factories.permits import an_application, cast, do
from workflows.models import CaseNews


def signed_in(place: Any, user: Any) -> Any:
    client = place.client()
    client.force_login(user)
    return client


def news_of(trader: User, verb: str = "submit") -> CaseNews:
    """What the trader is told of an application: that it was received, or a question."""
    who = cast()
    application = an_application(trader)
    do(application, "submit", trader)
    if verb == "ask":
        do(application, "start_examination", who.officer)
        do(application, "ask", who.officer, {"text": "Which vessel?"})
    return CaseNews.objects.get(case=application.case, person=trader, step__verb=verb)


def refuse(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def raised(*args: Any, **kwargs: Any) -> None:
        raise error

    monkeypatch.setattr("django.core.mail.EmailMessage.send", raised)


def test_everything_that_one_was_told_stands_on_a_page_whether_it_was_mailed_or_not(bb: Any) -> None:
    trader = person("trader")
    first = news_of(trader)
    choose_mails(person=trader, wanted=[])
    second = news_of(trader)
    for news in (first, second):
        send_news(news.pk)
    page = signed_in(bb, trader).get("/me/notices/").content.decode()
    assert first.case.reference in page
    assert second.case.reference in page
    assert page.count("We have received your application") == 2
    assert mail.outbox == []


def test_what_is_not_wanted_is_not_mailed_and_what_has_to_be_answered_always_is(bb: Any) -> None:
    trader = person("trader")
    client = signed_in(bb, trader)
    client.post("/me/notices/", {"wanted": []})
    send_news(news_of(trader).pk)
    assert mail.outbox == []
    send_news(news_of(trader, "ask").pk)
    assert ["We have a question" in sent.subject for sent in mail.outbox] == [True]
    client.post("/me/notices/", {"wanted": ["progress", "reminder"]})
    send_news(news_of(trader).pk)
    assert len(mail.outbox) == 2
    chosen = AuditEntry.objects.filter(verb="notices.chosen").order_by("pk")
    assert [entry.data["by_mail"] for entry in chosen] == [[], ["progress", "reminder"]]


def test_choosing_the_same_again_changes_nothing(bb: Any) -> None:
    trader = person("trader")
    for _twice in range(2):
        choose_mails(person=trader, wanted=["progress"])
    assert AuditEntry.objects.filter(verb="notices.chosen").count() == 1


@pytest.mark.parametrize("subject", ["decisions", "overdue"])
def test_a_choice_that_is_not_offered_is_refused(bb: Any, subject: str) -> None:
    answer = signed_in(bb, person("trader")).post("/me/notices/", {"wanted": [subject]})
    assert answer.status_code == 422


def test_officials_choose_about_the_work_of_the_office_and_applicants_do_not(bb: Any) -> None:
    trader, officer = person("trader"), person("ma_officer")
    for who, offered in ((trader, {"progress", "reminder"}), (officer, {"turn", "progress", "reminder", "overdue"})):
        form = signed_in(bb, who).get("/me/notices/").context["form"]
        assert {str(key) for key, _words in form.fields["wanted"].choices} == offered
    choose_mails(person=trader, wanted=[])
    grant_role(person=trader, role=Role.MA_OFFICER, actor=officer)
    assert set(subjects_wanted(User.objects.get(pk=trader.pk))) == {"turn", "overdue"}


def test_an_address_that_the_mail_server_refuses_for_good_is_shown_and_not_tried_again(
    bb: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    trader = person("trader", name="Rosalind Gittens")
    news = news_of(trader)
    refuse(monkeypatch, SMTPRecipientsRefused({trader.email: (550, b"No such user here")}))
    send_news(news.pk)
    news.refresh_from_db()
    assert (news.sending, news.refusal) == ("failed", "No such user here")
    assert "The mail could not be delivered" in signed_in(bb, trader).get("/me/notices/").content.decode()
    page = signed_in(bb, person("party_administrator")).get("/officials/failed-mails/").content.decode()
    assert "Rosalind Gittens" in page
    assert "No such user here" in page
    others = CaseNews.objects.filter(sent_at=None).count()
    with clock.frozen(clock.now() + timedelta(hours=1)):
        assert send_the_rest() == others


@pytest.mark.parametrize(
    "error", [SMTPServerDisconnected("gone"), SMTPRecipientsRefused({"x@y.example": (451, b"Try later")})]
)
def test_a_mail_server_that_is_away_is_asked_again(bb: Any, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    news = news_of(person("trader"))
    with monkeypatch.context() as away:
        refuse(away, error)
        with pytest.raises((Retry, OSError)):
            send_news(news.pk)
    news.refresh_from_db()
    assert (news.sent_at, news.sending) == (None, "")
    send_news(news.pk)
    news.refresh_from_db()
    assert news.sending == "mailed"


def test_a_mail_server_that_is_away_for_a_week_leaves_a_trace(bb: Any) -> None:
    news = news_of(person("trader"))
    with clock.frozen(clock.now() + GIVEN_UP + timedelta(hours=1)):
        send_the_rest()
    news.refresh_from_db()
    assert news.sending == "failed"
    page = signed_in(bb, person("party_administrator")).get("/officials/failed-mails/").content.decode()
    assert news.case.reference in page


def test_a_mail_that_was_sent_before_that_was_noted_is_not_called_unsent(bb: Any) -> None:
    news = news_of(person("trader"))
    news.sent_at = clock.now()
    assert news.fate == "mailed"


def test_a_failed_mail_of_a_kind_that_is_told_no_longer_spoils_no_page(bb: Any) -> None:
    news = news_of(person("trader"))
    CaseNews.objects.filter(pk=news.pk).update(kind="long_gone", sending="failed", sent_at=clock.now())
    assert signed_in(bb, person("party_administrator")).get("/officials/failed-mails/").status_code == 200
