"""Requests to bodies outside: what they are at each moment, who opens them, and that they are answered once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from kernel import clock
from tenants.audit.models import AuditEntry
from tenants.context import party_context, today
from tenants.models import Party
from tests.factories.accounts import person
from workflows.bodies.answering import answer_request, try_code
from workflows.bodies.asking import Asked, ask_body, renew_code, set_last_day, withdraw_request
from workflows.bodies.queries import find_by_token, state_now
from workflows.bodies.reminding import remind_bodies
from workflows.bodies.rules import BodyState, day_of_reminder, state_of
from workflows.bodies.secrets import ALPHABET, make_link
from workflows.errors import ActionRefused, LastDayOutOfReach, RequestNotOpen
from workflows.models import MOST_WRONG_CODES, BodyAnswer, BodyLink, BodyMail, BodyRequest, Case
from workflows.services import open_case, perform

DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
WRONG = "AAAA-AAAA"


@pytest.fixture
def asked(bb: Any, small_workflow: None) -> BodyRequest:
    """What Olive asked the museum about Tessa's case, with a code to be read out."""
    return ask()[0]


def lodged() -> Case:
    tessa = person(role="trader")
    open_case(reference="LIC-1", workflow="LIC", actor=tessa)
    perform(case_reference="LIC-1", verb="lodge", actor=tessa, version=1, key=None)
    return Case.objects.get(reference="LIC-1")


def ask(*, days: int = 14, by: Any = None, key: str = "k", mails_code: bool = False) -> tuple[BodyRequest, str]:
    if not Case.objects.filter(reference="LIC-1").exists():
        lodged()
    asked = Asked("Natural History Museum", "shells@museum.example", "en", "Is it a conch?", today() + timedelta(days))
    return ask_body(reference="LIC-1", asked=asked, by=by or person(role="ma_officer"), key=key, mails_code=mails_code)


def opened() -> tuple[BodyRequest, str, str]:
    request, code = ask()
    return request, make_link(request), code


@given(
    answered=st.booleans(),
    withdrawn=st.booleans(),
    closed=st.booleans(),
    last_day=DAYS,
    today=DAYS,
    wrong=st.integers(0, MOST_WRONG_CODES),
)
def test_an_answer_is_waited_for_until_the_last_day_is_over_and_nothing_else_has_ended_it(
    answered: bool, withdrawn: bool, closed: bool, last_day: date, today: date, wrong: int
) -> None:
    state = state_of(
        answered=answered, withdrawn=withdrawn, case_closed=closed, last_day=last_day, today=today, wrong_codes=wrong
    )
    assert state.is_waiting == (not (answered or withdrawn or closed) and today <= last_day)
    assert (state is BodyState.ANSWERED) == answered
    assert (state is BodyState.LOCKED) == (state.is_waiting and wrong == MOST_WRONG_CODES)


@given(set_on=DAYS, ahead=st.integers(0, 400))
def test_a_reminder_comes_after_the_day_of_asking_and_never_after_the_last(set_on: date, ahead: int) -> None:
    last = set_on + timedelta(days=ahead)
    day = day_of_reminder(set_on, last)
    if ahead == 0:
        assert day is None
    else:
        assert day is not None
        assert set_on < day <= last
        assert ahead <= 3 or (last - day).days == 3


def test_link_and_code_open_a_request_and_only_digests_are_kept(bb: Any, small_workflow: None) -> None:
    request, token, code = opened()
    assert set(code.replace("-", "")) <= set(ALPHABET)
    assert try_code(token=token, code=code.lower().replace("-", " ")).request == request
    request.refresh_from_db()
    kept = f"{request.__dict__} {BodyLink.objects.get().__dict__} {list(AuditEntry.objects.values())}"
    for secret in (token, code, code.replace("-", "")):
        assert secret not in kept


def test_five_wrong_codes_lock_a_request_until_a_new_code_is_made(bb: Any, small_workflow: None) -> None:
    request, token, code = opened()
    for number in range(1, MOST_WRONG_CODES + 1):
        knock = try_code(token=token, code=WRONG)
        assert knock.request is None
        assert knock.state is (BodyState.LOCKED if number == MOST_WRONG_CODES else BodyState.OPEN)
    assert try_code(token=token, code=code).state is BodyState.LOCKED
    assert AuditEntry.objects.filter(verb="body.locked").count() == 1
    new = renew_code(request=request.pk, by=request.asked_by, mails_code=False, key="n")
    assert try_code(token=token, code=code).request is None
    assert try_code(token=token, code=new).request == request


def test_a_link_to_nothing_is_told_nothing_and_costs_as_much_as_a_wrong_code(
    bb: Any, small_workflow: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    _request, token, _code = opened()
    digested = _counted(monkeypatch)
    assert try_code(token=token, code=WRONG).request is None
    with_link = len(digested)
    digested.clear()
    nothing = try_code(token=f"{token}x", code=WRONG)
    assert (nothing.request, nothing.state) == (None, None)
    assert len(digested) == with_link == 1


def _counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each slow digest that is made or compared."""
    made: list[str] = []
    for name in ("encode", "verify"):
        real = getattr(Argon2PasswordHasher, name)

        def counted(self: Any, *args: Any, _real: Any = real, _name: str = name, **more: Any) -> Any:
            made.append(_name)
            return _real(self, *args, **more)

        monkeypatch.setattr(Argon2PasswordHasher, name, counted)
    return made


def test_a_link_of_one_party_leads_nowhere_in_another(parties: Any, in_force: Any, small_workflow: None) -> None:
    bb, fj = parties("bb", "fj")
    with bb.active():
        token = make_link(ask()[0])
        kept = BodyLink.objects.get().digest
        assert find_by_token(token)
    with fj.active():
        BodyLink.objects.create(request=ask()[0], digest=kept, made_at=clock.now())
        assert find_by_token(token) is None


def test_what_is_answered_is_answered_once_and_a_second_click_gets_the_first_answer(asked: BodyRequest) -> None:
    first = answer_request(request=asked.pk, text="It is.", files=[], key="a")
    assert answer_request(request=asked.pk, text="It is.", files=[], key="a") == first
    with pytest.raises(RequestNotOpen):
        answer_request(request=asked.pk, text="It is not.", files=[], key="b")
    with pytest.raises(IntegrityError), transaction.atomic():
        BodyAnswer.objects.create(request=asked, text="no", answered_at=clock.now(), key="c")
    entry = AuditEntry.objects.get(verb="body.answered")
    assert entry.actor is None
    assert set(entry.data["personal"]) == {"body", "email"}


def test_nothing_is_answered_after_withdrawal_or_the_last_day_or_once_the_case_is_closed(asked: BodyRequest) -> None:
    BodyRequest.objects.filter(pk=asked.pk).update(last_day=today() - timedelta(days=1))
    with pytest.raises(RequestNotOpen):
        answer_request(request=asked.pk, text="late", files=[], key="a")
    set_last_day(request=asked.pk, last_day=today(), by=asked.asked_by)
    Case.objects.update(closed_at=clock.now())
    with pytest.raises(RequestNotOpen):
        answer_request(request=asked.pk, text="late", files=[], key="a")
    Case.objects.update(closed_at=None)
    withdraw_request(request=asked.pk, by=asked.asked_by)
    withdraw_request(request=asked.pk, by=asked.asked_by)
    with pytest.raises(RequestNotOpen):
        answer_request(request=asked.pk, text="late", files=[], key="a")
    assert not BodyAnswer.objects.exists()
    assert AuditEntry.objects.filter(verb="body.withdrawn").count() == 1


def test_what_is_answered_is_neither_withdrawn_nor_prolonged_and_gets_no_new_code(asked: BodyRequest) -> None:
    answer_request(request=asked.pk, text="It is.", files=[], key="a")
    who = {"request": asked.pk, "by": asked.asked_by}
    with pytest.raises(RequestNotOpen):
        withdraw_request(**who)
    with pytest.raises(RequestNotOpen):
        set_last_day(last_day=today() + timedelta(days=30), **who)
    with pytest.raises(RequestNotOpen):
        renew_code(mails_code=False, key="n", **who)


def test_the_last_day_is_today_at_the_earliest_and_a_year_ahead_at_the_latest(asked: BodyRequest) -> None:
    for days in (-1, 366):
        with pytest.raises(LastDayOutOfReach):
            ask(days=days, key=str(days))
        with pytest.raises(LastDayOutOfReach):
            set_last_day(request=asked.pk, last_day=today() + timedelta(days), by=asked.asked_by)
    assert ask(days=0, key="today")[0].last_day == today()


def test_a_request_is_asked_once_for_a_key_and_the_newest_code_that_was_shown_counts(
    bb: Any, small_workflow: None
) -> None:
    olive = person(role="ma_officer")
    (first, old), (second, new) = ask(by=olive), ask(by=olive)
    assert first == second
    assert BodyMail.objects.count() == 1
    token = make_link(first)
    assert try_code(token=token, code=old).request is None
    assert try_code(token=token, code=new).request == first


def test_nobody_asks_about_a_case_of_their_own_or_one_that_is_closed(bb: Any, small_workflow: None) -> None:
    case = lodged()
    with pytest.raises(ActionRefused):
        ask(by=case.opened_by)
    Case.objects.update(closed_at=clock.now())
    with pytest.raises(ActionRefused):
        ask()
    assert not BodyMail.objects.exists()


def test_a_body_is_reminded_once_for_each_last_day(asked: BodyRequest) -> None:
    assert remind_bodies() == 0
    BodyRequest.objects.update(last_day=today() + timedelta(days=2), last_day_set_on=today() - timedelta(days=9))
    assert [remind_bodies(), remind_bodies()] == [1, 0]
    set_last_day(request=asked.pk, last_day=today() + timedelta(days=3), by=asked.asked_by)
    assert remind_bodies() == 0, "it was told today that there is more time"
    BodyRequest.objects.update(last_day_set_on=today() - timedelta(days=1))
    assert [remind_bodies(), remind_bodies()] == [1, 0]
    withdraw_request(request=asked.pk, by=asked.asked_by)
    BodyRequest.objects.update(last_day=today())
    assert remind_bodies() == 0


def test_a_request_moves_no_clock_and_no_step_of_its_case(bb: Any, small_workflow: None) -> None:
    case = lodged()
    before = (case.version, case.stage, case.stage_since, case.due_on, case.steps.count())
    request, _code = ask()
    answer_request(request=request.pk, text="It is.", files=[], key="a")
    case.refresh_from_db()
    assert (case.version, case.stage, case.stage_since, case.due_on, case.steps.count()) == before
    assert state_now(BodyRequest.objects.get()) is BodyState.ANSWERED


def at_once(party: Any, *deeds: Any) -> list[Any]:
    """Do each in a thread, and so on a connection, of its own; return what came of them."""
    start = Barrier(len(deeds))

    def one(deed: Any) -> Any:
        try:
            with party_context(party):
                start.wait(10)
                return deed()
        except RequestNotOpen as error:
            return error
        finally:
            connection.close_everything()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(one, deeds))


@pytest.mark.slow
def test_two_answers_at_once_are_one_and_wrong_codes_at_once_are_all_counted(
    own_database: str, small_workflow: None
) -> None:
    party = Party.objects.get(iso2="BB", practice=False)
    with party_context(party):
        request, token, _code = opened()

    def answering(text: str) -> Any:
        return lambda: answer_request(request=request.pk, text=text, files=[], key=text)

    at_once(party, *[lambda: try_code(token=token, code=WRONG)] * 7)
    results = at_once(party, answering("yes"), answering("no"))
    assert sorted(type(result).__name__ for result in results) == ["BodyAnswer", "RequestNotOpen"]
    with party_context(party):
        assert BodyAnswer.objects.count() == 1
        assert BodyRequest.objects.get().wrong_codes == MOST_WRONG_CODES
        assert AuditEntry.objects.filter(verb="body.locked").count() == 1
