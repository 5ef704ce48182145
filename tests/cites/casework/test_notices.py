"""Mails in the reader's language that give nothing away, sent once."""

from datetime import timedelta
from typing import Any

import pytest
from celery.exceptions import Retry
from django.core import mail
from django.db import transaction

from cites.accounts.absences import note_absence, withdraw_absence
from cites.accounts.models import Role, User
from cites.casework.queries.stages import drawing, main_line
from cites.casework.tasks import send_news, send_the_rest
from cites.permits.documents.publishing import publish_permit
from kernel import clock
from tenants.context import today
from tenants.profiles.files import folder_of
from tenants.releases.services import make_release, parts_of
from tests.factories.accounts import person
from tests.factories.permits import FINDING, an_application, cast, do, issued, to_finding
from workflows.models import Case, CaseNews
from workflows.queries import history, workflow_of


def asked(trader: User) -> CaseNews:
    """The news for the applicant whom an officer asks a question."""
    who = cast()
    application = an_application(trader)
    do(application, "submit", trader)
    do(application, "start_examination", who.officer)
    return CaseNews.objects.get(step=do(application, "ask", who.officer, {"text": "Which vessel?"}), person=trader)


def test_a_notice_names_the_reference_alone_and_is_sent_once(bb: Any) -> None:
    trader = person(role=Role.TRADER, name="Rosalind Gittens")
    news = asked(trader)
    for _twice in range(2):
        send_news(news.pk)
    (sent,) = mail.outbox
    assert sent.to == [trader.email]
    assert news.case.reference in sent.subject
    assert f"/applications/{news.case.reference}/" in sent.body
    assert "vessel" not in sent.subject + sent.body


def test_a_notice_speaks_the_readers_language(bb: Any) -> None:
    trader = person(role=Role.TRADER, language="fr")
    send_news(asked(trader).pk)
    (sent,) = mail.outbox
    assert "Nous avons une question" in sent.subject
    assert "We have a question" not in sent.subject + sent.body


def told(step: Any) -> dict[int, str]:
    """Who gets which mail because of a step."""
    return dict(CaseNews.objects.filter(step=step).values_list("person", "kind"))


def test_only_officials_who_can_take_the_next_step_are_told(bb: Any) -> None:
    who = cast()
    application = to_finding(an_application(who.trader), who)
    step = do(application, "record_finding", who.science, FINDING)
    assert {who.decider.pk, who.signatory.pk} <= set(told(step))
    assert who.officer.pk not in told(step)


def test_the_drawing_shows_a_side_track_only_while_a_case_is_on_it(bb: Any) -> None:
    who = cast()
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    do(application, "start_examination", who.officer)
    case = Case.objects.get(pk=application.case_id)
    assert "question" not in main_line(workflow_of(case))
    do(application, "ask", who.officer, {"text": "Which vessel?"})
    case.refresh_from_db()
    drawn = drawing(workflow_of(case), case, list(history(case)))
    assert ("Question asked", "now") in drawn
    do(application, "withdraw", who.trader)
    case.refresh_from_db()
    assert drawing(workflow_of(case), case, list(history(case)))[-1] == ("Withdrawn", "stopped")


@pytest.fixture
def asked_to_send(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The news that the worker is asked to send."""
    asked: list[int] = []
    monkeypatch.setattr(send_news, "delay", asked.append)
    return asked


def choose(**moves: Any) -> None:
    """Put Barbados' workflow in force with more said of these moves."""
    parts = parts_of(folder_of("BB"))
    for key, more in moves.items():
        parts["workflow"]["EXP"]["moves"][key] |= more
    make_release(parts=parts, author="a test")


def test_a_step_tells_the_applicant_and_whose_turn_it_is(bb: Any) -> None:
    who = cast()
    step = do(an_application(who.trader), "submit", who.trader)
    heard = told(step)
    assert heard[who.trader.pk] == "submit"
    assert heard[who.officer.pk] == "waiting_for_office"
    assert who.cashier.pk not in heard


def test_what_comes_back_to_somebody_who_is_away_is_told_to_their_deputy_or_else_to_everybody(bb: Any) -> None:
    who = cast()
    other = person(Role.MA_OFFICER)
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    do(application, "start_examination", who.officer)

    def answered() -> set[int]:
        do(application, "ask", who.officer, {"text": "Which vessel?"})
        return set(told(do(application, "answer", who.trader, {"text": "The Adele."}))) - {who.trader.pk}

    assert answered() == {who.officer.pk}
    days = {"first_day": today(), "last_day": today(), "actor": who.officer}
    absence = note_absence(person=who.officer, deputy=None, **days)
    assert {who.officer.pk, other.pk, who.decider.pk} <= answered()
    withdraw_absence(absence=absence, actor=who.officer)
    note_absence(person=who.officer, deputy=other, **days)
    assert answered() == {who.officer.pk, other.pk}


def test_whom_the_workflow_names_is_told_besides_and_nobody_twice(bb: Any) -> None:
    choose(submit={"tells": ["cashier", "ma_officer", "applicant"], "text": {"en": "It takes ten days."}})
    who = cast()
    heard = told(do(an_application(who.trader), "submit", who.trader))
    assert (heard[who.trader.pk], heard[who.officer.pk]) == ("submit", "waiting_for_office")
    assert heard[who.cashier.pk] == "news_for_office"
    assert who.science.pk not in heard


def test_an_applicant_whom_the_workflow_names_reads_what_it_says(bb: Any, on_commit: Any) -> None:
    choose(start_examination={"tells": ["applicant"], "text": {"en": "An officer has begun."}})
    who = cast()
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    news = CaseNews.objects.get(step=do(application, "start_examination", who.officer), person=who.trader)
    assert news.kind == "news"
    send_news(news.pk)
    (sent,) = mail.outbox
    assert "An officer has begun." in sent.body
    assert application.reference in sent.subject


def test_what_a_step_tells_is_sent_once_it_is_committed_and_once(
    bb: Any, on_commit: Any, asked_to_send: list[int]
) -> None:
    who = cast()
    with on_commit():
        step = do(an_application(who.trader), "submit", who.trader)
        assert asked_to_send == []
    assert asked_to_send == list(CaseNews.objects.filter(step=step).values_list("pk", flat=True))
    for news in asked_to_send * 2:
        send_news(news)
    assert len(mail.outbox) == len(asked_to_send) == len({sent.to[0] for sent in mail.outbox})


def test_what_a_killed_worker_left_unsent_is_found_and_sent_once(bb: Any, asked_to_send: list[int]) -> None:
    who = cast()
    step = do(an_application(who.trader), "submit", who.trader)  # its request to the worker is lost
    assert send_the_rest() == 0  # it may be on its way
    with clock.frozen(clock.now() + timedelta(minutes=5)):
        assert send_the_rest() == len(told(step)) > 1
        for news in asked_to_send:
            send_news(news)
        assert send_the_rest() == 0
    assert len(mail.outbox) == len(told(step))


def test_news_whose_mail_failed_are_still_to_be_sent(bb: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    who = cast()
    step = do(an_application(who.trader), "submit", who.trader)
    news = CaseNews.objects.get(step=step, person=who.trader)

    def refuse(*mails: Any) -> int:
        raise ConnectionRefusedError

    with monkeypatch.context() as down:
        down.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
        down.setattr(send_news, "retry", lambda **how: Retry(exc=how.get("exc")))
        with pytest.raises(Retry), transaction.atomic():
            send_news(news.pk)
    send_news(news.pk)
    (sent,) = mail.outbox
    assert f"news-{news.pk}@" in sent.extra_headers["Message-ID"]


def test_somebody_who_left_meanwhile_gets_no_mail_and_holds_nothing_up(bb: Any, asked_to_send: list[int]) -> None:
    who = cast()
    news = CaseNews.objects.get(step=do(an_application(who.trader), "submit", who.trader), person=who.trader)
    User.objects.filter(pk=who.trader.pk).update(is_active=False)
    send_news(news.pk)
    news.refresh_from_db()
    assert news.sent_at
    assert mail.outbox == []


def test_a_published_permit_is_announced_to_its_applicant_alone_and_once(bb: Any) -> None:
    who = cast()
    permit = issued(who)
    for _twice in range(2):
        publish_permit(permit_id=permit.pk)
    (news,) = CaseNews.objects.filter(kind="permit_ready")
    assert (news.case, news.person, news.once) == (permit.application.case, who.trader, f"permit:{permit.pk}")
    for _twice in range(2):
        send_news(news.pk)
    (sent,) = mail.outbox
    assert "Your permit is ready" in sent.subject


def test_a_publication_whose_news_cannot_be_written_is_none(bb: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    permit = issued(cast())

    def break_off(*news: Any, **more: Any) -> int:
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr("cites.casework.receivers.write_news", break_off)
        with pytest.raises(ConnectionError):
            publish_permit(permit_id=permit.pk)
    assert not permit.events.filter(kind="published").exists()
    publish_permit(permit_id=permit.pk)
    assert CaseNews.objects.filter(kind="permit_ready").count() == 1
