"""Whoever stands in for a colleague is told when that begins, by mail and on their page of notices."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail

from cites.accounts.absences import note_absence, withdraw_absence
from cites.accounts.models import Absence, User
from cites.casework.choosing import choose_mails
from cites.casework.tasks import tell_deputies
from kernel import clock
from tenants.context import today
from tests.factories.accounts import person


def away(who: User, first: int, last: int, deputy: User | None = None) -> Absence:
    day, actor = today(), person("party_administrator")
    first_day, last_day = day + timedelta(days=first), day + timedelta(days=last)
    return note_absence(person=who, first_day=first_day, last_day=last_day, deputy=deputy, actor=actor)


def notices(place: Any, who: User) -> str:
    client = place.client()
    client.force_login(who)
    return str(client.get("/me/notices/").content.decode())


@pytest.fixture
def olive(bb: Any) -> User:
    return person("ma_officer", name="Olive Officer")


@pytest.fixture
def oscar(bb: Any) -> User:
    return person("ma_officer", name="Oscar Officer")


def later(days: int) -> Any:
    return clock.frozen(clock.now() + timedelta(days=days))


def test_a_deputy_is_told_once_when_the_absence_holds(bb: Any, olive: User, oscar: User) -> None:
    away(olive, 0, 3, oscar)
    assert tell_deputies() == 1
    assert tell_deputies() == 0
    (sent,) = mail.outbox
    assert sent.to == [oscar.email]
    assert "You stand in for Olive Officer" in sent.subject
    assert "You stand in for Olive Officer until" in notices(bb, oscar)
    assert "You stand in" not in notices(bb, olive)


def test_nobody_is_told_before_the_first_day_or_of_what_was_withdrawn(bb: Any, olive: User, oscar: User) -> None:
    absence = away(olive, 2, 3, oscar)
    assert tell_deputies() == 0
    assert "You stand in" not in notices(bb, oscar)
    with later(2):
        assert tell_deputies() == 1
    withdraw_absence(absence=absence, actor=olive)
    away(olive, 2, 4)
    with later(2):
        assert tell_deputies() == 0
        assert "You stand in" not in notices(bb, oscar)


def test_a_deputy_who_is_away_is_told_on_coming_back(bb: Any, olive: User, oscar: User) -> None:
    away(oscar, 0, 1)
    away(olive, 0, 5, oscar)
    assert tell_deputies() == 0
    with later(2):
        assert tell_deputies() == 1


def test_one_who_wants_no_mail_finds_it_on_the_page(bb: Any, olive: User, oscar: User) -> None:
    choose_mails(person=oscar, wanted=["reminder"])
    away(olive, 0, 3, oscar)
    tell_deputies()
    choose_mails(person=oscar, wanted=["turn"])
    tell_deputies()
    assert mail.outbox == []
    assert "You stand in for Olive Officer" in notices(bb, oscar)


def test_a_mail_server_that_is_away_delays_it(
    bb: Any, olive: User, oscar: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*args: Any, **kwargs: Any) -> None:
        raise SMTPServerDisconnected("gone")

    away(olive, 0, 3, oscar)
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", gone)
        assert tell_deputies() == 0
    assert tell_deputies() == 1
    assert len(mail.outbox) == 1


def test_an_address_that_is_refused_for_good_is_shown_to_who_looks_after_accounts(
    bb: Any, olive: User, oscar: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*args: Any, **kwargs: Any) -> None:
        raise SMTPRecipientsRefused({oscar.email: (550, b"No such user here")})

    away(olive, 0, 3, oscar)
    monkeypatch.setattr("django.core.mail.EmailMessage.send", refused)
    assert tell_deputies() == 0
    client = bb.client()
    client.force_login(person("party_administrator"))
    page = client.get("/officials/failed-mails/").content.decode()
    for words in (oscar.full_name, oscar.email, "You stand in for Olive Officer", "No such user here"):
        assert words in page
    assert "You stand in for Olive Officer until" in notices(bb, oscar)
    with later(1):
        assert tell_deputies() == 0
    assert client.get("/officials/failed-mails/").content.decode().count("No such user here") == 1
