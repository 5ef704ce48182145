"""A lost second step: one official proposes to reset it, another confirms, and neither is the person."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.db import IntegrityError, transaction

from cites.accounts.errors import (
    NoSecondStep,
    OwnSecondStep,
    ReasonMissing,
    ResetNotOpen,
    ResetProposedAlready,
    SamePersonTwice,
)
from cites.accounts.models import Role, SecondStepReset, User
from cites.accounts.second_steps import LIFETIME, confirm_reset, open_resets, propose_reset, withdraw_reset
from kernel import clock
from tenants.audit.models import AuditEntry
from tests.factories.accounts import PASSWORD, authenticators_of, person, sign_in


@pytest.fixture
def ada(bb: Any) -> User:
    return person(role=Role.PARTY_ADMINISTRATOR, name="Ada Administrator")


@pytest.fixture
def simon(bb: Any) -> User:
    return person(role=Role.MA_SIGNATORY, name="Simon Signatory")


@pytest.fixture
def olive(bb: Any) -> User:
    return person(role=Role.MA_OFFICER, name="Olive Officer", password=PASSWORD)


def proposed(whose: User, by: User) -> SecondStepReset:
    return propose_reset(person=whose, reason="The phone is lost", identity_check="Came with a passport", actor=by)


def told(whose: User) -> list[tuple[str, User | None]]:
    found = AuditEntry.objects.filter(subject=f"person:{whose.pk}", verb__startswith="second_step.").order_by("pk")
    return [(entry.verb, entry.actor) for entry in found]


def test_two_officials_reset_a_second_step_and_the_person_starts_anew(
    bb: Any, ada: User, simon: User, olive: User, on_commit: Any
) -> None:
    client = bb.client()
    sign_in(client, olive)
    assert client.get("/traders/").status_code == 200
    with on_commit():
        confirm_reset(reset=proposed(olive, by=ada), actor=simon)
    assert authenticators_of(olive) == []
    assert client.get("/traders/").headers["Location"].startswith("/accounts/login/")
    answer = sign_in(client, olive)
    assert answer.status_code == 302
    assert client.get("/traders/").headers["Location"] == "/accounts/2fa/"
    assert [message.to for message in mail.outbox[-2:]] == [[olive.email], [olive.email]]
    assert told(olive) == [("second_step.reset_proposed", ada), ("second_step.reset_confirmed", simon)]


def test_who_proposed_does_not_confirm(ada: User, olive: User) -> None:
    reset = proposed(olive, by=ada)
    with pytest.raises(SamePersonTwice):
        confirm_reset(reset=reset, actor=ada)
    assert authenticators_of(olive)


def test_nobody_proposes_or_confirms_their_own(ada: User, simon: User) -> None:
    with pytest.raises(OwnSecondStep):
        proposed(ada, by=ada)
    reset = proposed(ada, by=simon)
    with pytest.raises(OwnSecondStep):
        confirm_reset(reset=reset, actor=ada)
    assert authenticators_of(ada)


@pytest.mark.parametrize(("proposer", "confirmer"), [("olive", None), ("ada", "ada"), ("ada", "olive")])
def test_the_database_itself_wants_three_people(ada: User, olive: User, proposer: str, confirmer: str | None) -> None:
    people = {"ada": ada, "olive": olive, None: None}
    with pytest.raises(IntegrityError), transaction.atomic():
        SecondStepReset.objects.create(
            person=olive,
            reason="-",
            identity_check="-",
            proposed_by=people[proposer],
            confirmed_by=people[confirmer],
            expires_at=clock.now() + LIFETIME,
        )


def test_a_proposal_expires_after_seven_days_and_may_be_made_anew(ada: User, simon: User, olive: User) -> None:
    reset = proposed(olive, by=ada)
    later = clock.now() + LIFETIME + timedelta(seconds=1)
    with patch.object(clock, "now", lambda: later):
        with pytest.raises(ResetNotOpen):
            confirm_reset(reset=reset, actor=simon)
        assert not open_resets().exists()
        proposed(olive, by=simon)
    assert authenticators_of(olive)


def test_a_withdrawn_proposal_cannot_be_confirmed(ada: User, simon: User, olive: User) -> None:
    reset = proposed(olive, by=ada)
    withdraw_reset(reset=reset, actor=ada)
    with pytest.raises(ResetNotOpen):
        confirm_reset(reset=reset, actor=simon)
    assert told(olive)[-1] == ("second_step.reset_withdrawn", ada)


def test_a_reset_is_confirmed_once(ada: User, simon: User, olive: User) -> None:
    reset = proposed(olive, by=ada)
    confirm_reset(reset=reset, actor=simon)
    with pytest.raises(ResetNotOpen):
        confirm_reset(reset=reset, actor=simon)


def test_one_proposal_waits_for_a_person_at_a_time(ada: User, simon: User, olive: User) -> None:
    proposed(olive, by=ada)
    with pytest.raises(ResetProposedAlready):
        proposed(olive, by=simon)


def test_there_must_be_something_to_reset_and_a_reason(ada: User) -> None:
    with pytest.raises(NoSecondStep):
        proposed(person(role=Role.TRADER), by=ada)
    with pytest.raises(ReasonMissing):
        propose_reset(person=person(role=Role.MA_OFFICER), reason="Lost", identity_check=" ", actor=ada)


def test_the_pages_lead_from_the_lost_phone_to_the_reset(bb: Any, ada: User, simon: User, olive: User) -> None:
    first, second = bb.client(), bb.client()
    first.force_login(ada)
    second.force_login(simon)
    facts = {"email": olive.email, "reason": "The phone was stolen", "identity_check": "Passport seen"}
    assert first.post("/second-steps/reset/", facts).status_code == 302
    reset = SecondStepReset.objects.get(person=olive)
    own_page = first.get(f"/second-steps/{reset.pk}/").content.decode()
    assert f'action="/second-steps/{reset.pk}/confirm/"' not in own_page
    page = second.get(f"/second-steps/{reset.pk}/").content.decode()
    assert "The phone was stolen" in page
    assert f'action="/second-steps/{reset.pk}/confirm/"' in page
    second.post(f"/second-steps/{reset.pk}/confirm/")
    assert authenticators_of(olive) == []


def test_a_refused_proposal_keeps_what_was_written(bb: Any, ada: User) -> None:
    client = bb.client()
    client.force_login(ada)
    facts = {"email": "who@nowhere.example", "reason": "The phone was stolen", "identity_check": "Passport seen"}
    answer = client.post("/second-steps/reset/", facts)
    assert answer.status_code == 422
    assert "The phone was stolen" in answer.content.decode()
    assert client.post("/second-steps/reset/", facts | {"email": ada.email}).status_code == 422


def test_the_page_for_the_code_says_what_to_do_without_one(bb: Any, olive: User) -> None:
    client = bb.client()
    client.post("/accounts/login/", {"login": olive.email, "password": PASSWORD})
    assert "two officials agree" in client.get("/accounts/2fa/authenticate/").content.decode()
    assert not UserSession.objects.filter(user=olive).exists()
