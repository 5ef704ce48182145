"""Where a Party uses security stamps, each document bears one, no number has two fates, and box 5b says which."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from cites.permits.documents.publishing import publish_permit
from cites.permits.documents.xml.reading import read_permit
from cites.permits.models import Permit, SecurityStamp, StampFate
from cites.permits.rules.stamps import FaultyStamps
from cites.permits.services.issuing import issue_permits
from cites.permits.services.replacing import replace_permit
from cites.permits.services.stamps import end_stamps
from tenants.audit.models import AuditEntry
from tests.factories.documents import text_in
from tests.factories.issuable import SAMPLES, ready_to_issue
from tests.factories.permits import CONCH, Cast, an_application, cast, do, issued, pay, to_payment
from tests.factories.releases import now_in_force
from tests.factories.signed import structure_of
from workflows.errors import ActionRefused


@pytest.fixture
def who(bb: Any) -> Cast:
    now_in_force(printing={"security_stamps": True})
    return cast()


def paid(who: Cast) -> Any:
    application = to_payment(an_application(who.trader, (CONCH,)), who)
    pay(application, who)
    return application


def stamped(who: Cast, number: str = "BB 0001") -> Permit:
    application = paid(who)
    do(application, "issue", who.signatory, {"stamps": [number]})
    return Permit.objects.get(application=application)


def signed_in(bb: Any, person: Any) -> Any:
    client = bb.client()
    client.force_login(person)
    return client


def test_the_stamp_stands_in_box_5b_and_in_the_data(who: Cast) -> None:
    permit = stamped(who)
    document = publish_permit(permit_id=permit.pk)
    with document.file.open("rb") as file:
        pdf = file.read()
    assert "BB 0001" in text_in(pdf, "5b")
    assert read_permit(structure_of(pdf).attached["CITESEPermit.xml"]).stamp == "BB 0001"
    entry = AuditEntry.objects.get(verb="stamp.used", subject="stamp:BB 0001")
    assert (entry.actor, entry.data) == (who.signatory, {"permit": permit.number})


def test_whoever_issues_is_asked_for_it_on_the_page_of_the_step(bb: Any, who: Cast) -> None:
    application = paid(who)
    client, address = signed_in(bb, who.signatory), f"/cases/{application.reference}/do/issue/"
    page = client.get(address)
    assert "Number of the security stamp (box 5b)" in page.content.decode()
    sent = {"version": page.context["version"], "key": "one"}
    for wrong, said in (("", "Enter"), ("#1", "is no number of a stamp"), ("1" * 21, "is no number of a stamp")):
        answer = client.post(address, {**sent, "stamps": wrong})
        assert answer.status_code == 422
        assert said in answer.content.decode()
    assert not Permit.objects.exists()
    assert client.post(address, {**sent, "stamps": " bb  0007 "}).status_code == 302
    assert Permit.objects.get().stamp.number == "BB 0007"


def test_without_its_stamp_no_permit_is_issued_and_no_number_is_taken(who: Cast) -> None:
    application = paid(who)
    with pytest.raises(ActionRefused) as refused:
        do(application, "issue", who.signatory)
    assert [reason.code for reason in refused.value.reasons] == ["faulty_stamps"]
    assert not Permit.objects.exists()


def test_no_stamp_is_on_two_permits(who: Cast) -> None:
    stamped(who)
    with pytest.raises(ActionRefused):
        stamped(who)
    assert Permit.objects.count() == 1


def test_of_a_batch_each_document_bears_its_own_in_order(who: Cast) -> None:
    application = ready_to_issue(who, "SPC", answers={**SAMPLES["SPC"].answers, "simplified_number": "3"})
    with pytest.raises(FaultyStamps):
        issue_permits(application=application, signatory=who.signatory, stamps=["1", "2"])
    with pytest.raises(FaultyStamps):
        issue_permits(application=application, signatory=who.signatory, stamps=["1", "2", "2"])
    permits = issue_permits(application=application, signatory=who.signatory, stamps=["1", "3", "2"])
    assert [permit.stamp.number for permit in permits] == ["1", "3", "2"]


def test_a_replacement_bears_a_stamp_of_its_own(bb: Any, who: Cast) -> None:
    permit = stamped(who)
    for wrong in ([], ["BB 0001"]):
        with pytest.raises(FaultyStamps):
            replace_permit(permit=permit, reason="Spoilt by water", signatory=who.signatory, stamps=wrong)
    page = signed_in(bb, who.signatory).get(f"/cases/{permit.application.reference}/do/replace_permit/")
    assert "Number of the security stamp (box 5b)" in page.content.decode()
    new = replace_permit(permit=permit, reason="Spoilt by water", signatory=who.signatory, stamps=["BB 0002"])
    assert (permit.stamp.number, new.stamp.number) == ("BB 0001", "BB 0002")


def test_a_stamp_that_is_spoilt_or_lost_goes_on_no_permit(bb: Any, who: Cast) -> None:
    client = signed_in(bb, who.officer)
    said = {"numbers": "bb 0001\nbb 0002", "fate": "lost", "reason": "The roll fell into the harbour."}
    assert client.post("/permits/stamps/", said).status_code == 302
    assert list(SecurityStamp.objects.values_list("number", "fate", "reason", "actor")) == [
        (number, "lost", said["reason"], who.officer.pk) for number in ("BB 0002", "BB 0001")
    ]
    assert AuditEntry.objects.filter(verb="stamp.lost").count() == 2
    with pytest.raises(ActionRefused):
        stamped(who)
    page = client.get("/permits/stamps/").content.decode()
    assert "BB 0001" in page
    assert said["reason"] in page


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"numbers": "1\n1"}, "is named twice"),
        ({"numbers": "BB 0001"}, "is on another permit already"),
        ({"numbers": "?"}, "is no number of a stamp"),
        ({"numbers": ""}, "Enter the number of each stamp"),
        ({"fate": "used"}, "Select a valid choice"),
        ({"reason": ""}, "Enter"),
    ],
)
def test_what_cannot_be_written_down_is_said_beside_its_field(
    bb: Any, who: Cast, changes: dict[str, str], told: str
) -> None:
    stamped(who)
    said = {"numbers": "BB 0009", "fate": "spoilt", "reason": "Torn", **changes}
    answer = signed_in(bb, who.officer).post("/permits/stamps/", said)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert SecurityStamp.objects.count() == 1


def test_a_stamp_on_a_permit_is_lost_no_more(who: Cast) -> None:
    stamped(who)
    with pytest.raises(FaultyStamps):
        end_stamps(numbers=["BB 0002", "BB 0001"], fate=StampFate.LOST, reason="Lost", official=who.officer)
    assert SecurityStamp.objects.count() == 1


def test_the_database_keeps_a_number_to_one_fate_and_stamps_to_permits(who: Cast) -> None:
    permit = stamped(who)
    for wrong in (
        {"number": "BB 0001", "fate": StampFate.SPOILT},
        {"number": "BB 0003", "fate": StampFate.USED},
        {"number": "BB 0004", "fate": StampFate.LOST, "permit": permit},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            SecurityStamp.objects.create(actor=who.officer, **wrong)
    assert connection.is_usable()


def test_a_party_without_stamps_is_asked_for_none(bb: Any) -> None:
    who = cast()
    permit = issued(who)
    assert not SecurityStamp.objects.exists()
    client = signed_in(bb, who.officer)
    assert client.get("/permits/stamps/").status_code == 404
    with pytest.raises(FaultyStamps):
        replace_permit(permit=permit, reason="Spoilt", signatory=who.signatory, stamps=["1"])
