"""A process is really killed between a step and its news: one effect, nothing lost, and every mail goes out once."""

import os
import signal
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import connection

from cites.casework.tasks import send_news, send_the_rest
from infra.development import ROOT
from infra.launcher import addresses
from infra.test_database import TestDatabase
from infra.testing import TEST_FOLDER
from kernel import clock
from tenants.context import party_context
from tenants.models import Party
from tests.factories.permits import an_application, cast, do
from workflows.models import Case, CaseNews, CaseStep

pytestmark = [pytest.mark.usefixtures("own_database"), pytest.mark.slow]


@pytest.fixture
def barbados() -> Any:
    return Party.objects.get(iso2="BB", practice=False)


@pytest.fixture
def asked_to_send(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    asked: list[int] = []
    monkeypatch.setattr(send_news, "delay", asked.append)
    return asked


def killed(*how: str) -> None:
    """Run it against this test's database in a process of its own, which dies."""
    here = TestDatabase(addresses(TEST_FOLDER)).url_without_login(str(connection.settings_dict["NAME"]))
    program = Path(__file__).with_name("killed.py")
    ended = subprocess.run(
        [sys.executable, str(program), *how], cwd=ROOT, env={**os.environ, "DATABASE_URL": here},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == -signal.SIGKILL, ended.stderr[-2000:]


def sweep(asked_to_send: list[int]) -> int:
    """Let the sweep of later look for what was never sent, and the workers do what it asks, twice; return how many."""
    with clock.frozen(clock.now() + timedelta(minutes=5)):
        found = send_the_rest()
        for news in asked_to_send * 2:
            send_news(news)
        assert send_the_rest() == 0
    return int(found)


def test_a_step_that_was_killed_before_it_was_committed_never_was(barbados: Any, asked_to_send: list[int]) -> None:
    with party_context(barbados):
        who = cast()
        application = an_application(who.trader)
        killed("before_the_commit", application.reference, str(who.trader.pk))
        case = Case.objects.get(reference=application.reference)
        assert (case.stage, case.version, CaseNews.objects.count()) == ("draft", 1, 0)
        assert sweep(asked_to_send) == 0
        do(application, "submit", who.trader)
        assert CaseStep.objects.filter(case=case).count() == 1


def test_what_was_committed_is_told_once_though_nobody_was_asked_to(barbados: Any, asked_to_send: list[int]) -> None:
    with party_context(barbados):
        who = cast()
        application = an_application(who.trader)
        killed("after_the_commit", application.reference, str(who.trader.pk))
        step = CaseStep.objects.get(case__reference=application.reference)
        assert step.verb == "submit"
        told = set(CaseNews.objects.filter(step=step, sent_at=None).values_list("person__email", flat=True))
        assert {who.trader.email, who.officer.email} <= told
        assert do(application, "submit", who.trader, key="sent once") == step  # the browser asks again
        assert sweep(asked_to_send) == len(told)
        assert Counter(to for sent in mail.outbox for to in sent.to) == Counter(told)


def test_news_whose_worker_was_killed_are_sent_by_the_next(barbados: Any, asked_to_send: list[int]) -> None:
    with party_context(barbados):
        who = cast()
        application = an_application(who.trader)
        step = do(application, "submit", who.trader)
        news = CaseNews.objects.get(step=step, person=who.trader)
        killed("while_sending", str(news.pk))
        news.refresh_from_db()
        assert news.sent_at is None
        assert sweep(asked_to_send) == CaseNews.objects.filter(step=step).count()
        assert [sent.to for sent in mail.outbox].count([who.trader.email]) == 1
