"""Mails in the reader's language that give nothing away, sent once."""

from typing import Any

from django.core import mail

from cites.accounts.models import Role
from cites.casework.notices import officials_waited_for
from cites.casework.queries.stages import drawing, main_line
from cites.casework.tasks import send_notice
from tests.factories.accounts import person
from tests.factories.permits import FINDING, an_application, cast, do, to_finding
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
    assert "We have a question" not in mail.outbox[0].subject or mail.outbox[0].subject


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
