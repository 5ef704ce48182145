"""Mails in the reader's language that give nothing away, sent once."""

from typing import Any

import pytest
from celery.exceptions import Retry
from django.core import mail

from cites.accounts.models import Role
from cites.casework.notices import officials_waited_for
from cites.casework.queries.stages import drawing, main_line
from cites.casework.receivers import tell_people_of_step
from cites.casework.tasks import send_notice
from cites.permits.documents.publishing import publish_permit
from tests.factories.accounts import person
from tests.factories.permits import FINDING, an_application, cast, do, issued, to_finding
from workflows.models import Case
from workflows.queries import history, workflow_of


def test_a_notice_names_the_reference_alone_and_is_sent_once(bb: Any) -> None:
    trader = person(role=Role.TRADER, name="Rosalind Gittens")
    for _twice in range(2):
        send_notice("ask", "BB-26-000001", trader.pk, "step-1")
    (sent,) = mail.outbox
    assert sent.to == [trader.email]
    assert "BB-26-000001" in sent.subject
    assert "/applications/BB-26-000001/" in sent.body


def test_a_notice_speaks_the_readers_language(bb: Any) -> None:
    trader = person(role=Role.TRADER, language="fr")
    send_notice("ask", "BB-26-000001", trader.pk, "step-1")
    (sent,) = mail.outbox
    assert "Nous avons une question" in sent.subject
    assert "We have a question" not in sent.subject + sent.body


def test_only_officials_who_can_take_the_next_step_are_told(bb: Any) -> None:
    who = cast()
    application = to_finding(an_application(who.trader), who)
    step = do(application, "record_finding", who.science, FINDING)
    told = officials_waited_for(Case.objects.get(pk=application.case_id), step)
    assert who.decider in told
    assert who.signatory in told
    assert who.officer not in told


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
def asked_for(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What the receivers ask the worker to send."""
    asked: list[tuple[Any, ...]] = []
    monkeypatch.setattr(send_notice, "delay", lambda *task: asked.append(task))
    return asked


def test_a_step_tells_the_applicant_and_whose_turn_it_is(bb: Any, asked_for: list[Any]) -> None:
    who = cast()
    application = an_application(who.trader)
    step = do(application, "submit", who.trader)
    case = Case.objects.get(pk=application.case_id)
    tell_people_of_step(sender=None, step=step, case=case)
    told = {(kind, person) for kind, _reference, person, _once in asked_for}
    assert {("submit", who.trader.pk), ("waiting_for_office", who.officer.pk)} <= told
    assert ("waiting_for_office", who.cashier.pk) not in told


def test_a_published_permit_is_announced_to_its_applicant_alone(bb: Any, on_commit: Any, asked_for: list[Any]) -> None:
    who = cast()
    permit = issued(who)
    for _twice in range(2):
        with on_commit():
            publish_permit(permit_id=permit.pk)
    announced = [task for task in asked_for if task[0] == "permit_ready"]
    assert announced == [("permit_ready", permit.application.reference, who.trader.pk, f"permit-{permit.pk}")]


def test_a_mail_is_tried_again_when_the_server_is_down(bb: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    trader = person(role=Role.TRADER)

    def refuse(*mails: Any) -> int:
        raise ConnectionRefusedError

    tried = ("ask", "BB-26-000001", trader.pk, "step-1")
    with monkeypatch.context() as down:
        down.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
        down.setattr(send_notice, "retry", lambda **how: Retry(exc=how.get("exc")))
        with pytest.raises(Retry):
            send_notice(*tried)
    assert not mail.outbox
    send_notice(*tried)
    assert len(mail.outbox) == 1
