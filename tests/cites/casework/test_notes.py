"""What officials note for one another about a case."""

from typing import Any

import pytest

from cites.accounts.models import Role
from cites.accounts.services import grant_role
from tenants.audit.models import AuditEntry
from tests.factories.accounts import person
from tests.factories.permits import an_application, cast, do
from workflows.models import CaseNote

SECRET = "The landing slip looks altered."


def signed_in(place: Any, user: Any) -> Any:
    client = place.client()
    client.force_login(user)
    return client


def noted(client: Any, application: Any, text: str = SECRET, key: str = "k1") -> Any:
    return client.post(f"/cases/{application.reference}/note/", {"text": text, "key": key}, follow=True)


def test_colleagues_read_a_note_and_the_trail_knows_of_it_without_its_words(bb: Any) -> None:
    who = cast()
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    assert SECRET in noted(signed_in(bb, who.officer), application).content.decode()
    page = signed_in(bb, who.science).get(f"/cases/{application.reference}/").content.decode()
    assert SECRET in page
    assert "Marva Brathwaite" in page
    assert SECRET not in str(AuditEntry.objects.get(verb="case.noted").data)


def test_a_double_click_keeps_one_note(bb: Any) -> None:
    who = cast()
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    client = signed_in(bb, who.officer)
    for _click in range(2):
        noted(client, application)
    noted(client, application, key="k2")
    assert CaseNote.objects.count() == 2


def test_who_goes_back_and_writes_something_else_loses_nothing(bb: Any) -> None:
    who = cast()
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    client = signed_in(bb, who.officer)
    for text in (SECRET, "It was altered.", "It was altered."):
        noted(client, application, text)
    assert list(CaseNote.objects.values_list("text", flat=True)) == [SECRET, "It was altered."]


def test_no_applicant_and_nobody_of_the_counter_or_the_border_reads_a_note(bb: Any) -> None:
    who = cast()
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    noted(signed_in(bb, who.officer), application)
    assert SECRET not in signed_in(bb, who.trader).get(f"/applications/{application.reference}/").content.decode()
    assert SECRET not in signed_in(bb, who.cashier).get(f"/cases/{application.reference}/").content.decode()


def test_an_empty_note_is_not_kept_and_a_long_one_is_given_back(bb: Any) -> None:
    who = cast()
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    client = signed_in(bb, who.officer)
    assert noted(client, application, text=" ").status_code == 422
    long = "word " * 1000
    answer = noted(client, application, text=long)
    assert answer.status_code == 422
    assert long.strip() in answer.content.decode()
    assert not CaseNote.objects.exists()


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.SCIENTIFIC_AUTHORITY])
def test_auditors_read_notes_and_write_none(bb: Any, role: Role) -> None:
    who = cast()
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    noted(signed_in(bb, who.officer), application)
    reader = person(role)
    page = signed_in(bb, reader).get(f"/cases/{application.reference}/").content.decode()
    assert SECRET in page
    assert ("Add a note" in page) == (role is not Role.AUDITOR)


def test_an_official_who_applies_reads_no_note_about_their_own_case(bb: Any) -> None:
    who = cast()
    grant_role(person=who.officer, role=Role.TRADER, actor=person(Role.PARTY_ADMINISTRATOR))
    application = an_application(who.officer)
    do(application, "submit", who.officer)
    noted(signed_in(bb, person(Role.MA_OFFICER)), application)
    client = signed_in(bb, who.officer)
    assert SECRET not in client.get(f"/cases/{application.reference}/").content.decode()
    assert client.get(f"/cases/{application.reference}/note/").status_code == 403
