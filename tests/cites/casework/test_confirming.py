"""Before something is signed in a person's name they are asked for their second step once more."""

from typing import Any

import pytest
from django.core.cache import cache

from cites.permits.models import Application, EventKind, Permit
from tenants.audit.models import AuditEntry
from tests.factories.accounts import PASSWORD, one_time_code
from tests.factories.offices import fill, take_step
from tests.factories.permits import CONCH, an_application, cast, issued, pay, stage_of, to_payment

PAGE = "/accounts/2fa/reauthenticate/"


@pytest.fixture
def who(bb: Any) -> Any:
    return cast()


@pytest.fixture
def signatory(bb: Any, who: Any) -> Any:
    """The signatory, signed in a while ago."""
    cache.clear()  # a code is taken once in half a minute, and other tests have used it
    client = bb.client()
    client.force_login(who.signatory, confirmed=False)
    return client


def at_signing(who: Any) -> Application:
    application = to_payment(an_application(who.trader, [CONCH]), who)
    pay(application, who)
    return application


def asked_for_a_code(client: Any, reference: str, verb: str = "issue", **answers: Any) -> str:
    """Send the page of a step; return the address to which the browser is sent for the code."""
    page = take_step(client, reference, verb, **answers)
    assert "Show that it is you" in page
    return f"{PAGE}?next=/cases/{reference}/do/{verb}/"


def type_code(client: Any, address: str, code: str, status: int = 302) -> str:
    return fill(client, address, client.get(address), status=status, code=code)


def test_a_permit_is_signed_once_the_code_is_taken_and_nobody_types_anything_twice(who: Any, signatory: Any) -> None:
    application = at_signing(who)
    address = asked_for_a_code(signatory, application.reference)
    assert not Permit.objects.exists()
    page = type_code(signatory, address, one_time_code())
    assert "signed and issued the permit" in page
    assert Permit.objects.get().signatory == who.signatory
    trail = AuditEntry.objects.get(verb="second_step.confirmed")
    assert (trail.actor, trail.data) == (who.signatory, {"by": "totp"})


def test_a_wrong_code_signs_nothing_and_loses_nothing(who: Any, signatory: Any) -> None:
    application = at_signing(who)
    address = asked_for_a_code(signatory, application.reference)
    assert "Incorrect code" in type_code(signatory, address, "000000", status=422)
    assert (stage_of(application), Permit.objects.count()) == ("signing", 0)
    type_code(signatory, address, one_time_code())
    assert stage_of(application) == "issued"


def test_what_was_answered_is_kept_while_the_code_is_asked_for(who: Any, signatory: Any) -> None:
    permit = issued(who)
    reason = "The ink ran in the flood of 3 May."
    address = asked_for_a_code(signatory, permit.application.reference, "replace_permit", reason=reason)
    type_code(signatory, address, one_time_code())
    assert Permit.objects.get(replaces=permit)
    assert permit.events.get(kind=EventKind.REPLACED).reason == reason


def test_a_bad_answer_is_told_before_the_code_is_asked_for(who: Any, signatory: Any) -> None:
    permit = issued(who)
    page = take_step(signatory, permit.application.reference, "replace_permit", status=422, reason="")
    assert "There is a problem" in page


def test_who_confirmed_just_now_is_not_asked_again_and_later_is(who: Any, signatory: Any, settings: Any) -> None:
    first, second, third = (at_signing(who) for _each in range(3))
    type_code(signatory, asked_for_a_code(signatory, first.reference), one_time_code())
    take_step(signatory, second.reference, "issue")
    assert stage_of(second) == "issued"
    settings.SIGNING_CONFIRMED_SECONDS = 0
    asked_for_a_code(signatory, third.reference)
    assert stage_of(third) == "signing"


def test_what_signs_nothing_is_done_without_a_code(who: Any, signatory: Any) -> None:
    permit = issued(who)
    take_step(signatory, permit.application.reference, "cancel", reason="Issued in error.")
    assert stage_of(permit.application) == "cancelled"


def test_a_password_is_no_second_step(who: Any, signatory: Any) -> None:
    who.signatory.set_password(PASSWORD)
    who.signatory.save()
    signatory.force_login(who.signatory, confirmed=False)
    address = asked_for_a_code(signatory, at_signing(who).reference)
    by_password = "/accounts/reauthenticate/"
    assert by_password not in signatory.get(address).content.decode()
    assert signatory.get(by_password).headers["Location"] == PAGE
    answer = signatory.post(by_password, {"password": PASSWORD})
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)
    assert not Permit.objects.exists()


def test_the_answer_of_one_person_is_not_sent_by_the_code_of_the_next_at_that_browser(
    bb: Any, who: Any, signatory: Any
) -> None:
    application = at_signing(who)
    asked_for_a_code(signatory, application.reference)
    signatory.logout()
    signatory.force_login(who.decider, confirmed=False)
    fill(signatory, PAGE, signatory.get(PAGE), code=one_time_code())
    assert stage_of(application) == "signing"
