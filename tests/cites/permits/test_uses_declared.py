"""The holder of a partly completed permit declares its use: once, of no more than it allows, and officials read it."""

from typing import Any

import pytest

from cites.permits.errors import FaultyEndorsement, MoreThanPermitted, NotForDeclaring, NotValidNow
from cites.permits.models import Permit, UseDeclaration
from cites.permits.services.permits import cancel_permit
from tenants.audit.models import AuditEntry
from tenants.context import today
from tests.factories.all_documents import issued_as
from tests.factories.operators import a_batch, declare
from tests.factories.permits import Cast, cast

IMPORTER = {"consignee_name": "Reef House", "consignee_address": "Miami", "consignee_country": "US"}


@pytest.fixture
def who(bb: Any) -> Cast:
    return cast()


@pytest.fixture
def permit(who: Cast) -> Permit:
    return a_batch(who)


def signed_in(bb: Any, person: Any) -> Any:
    client = bb.client(raise_request_exception=False)
    client.force_login(person)
    return client


def typed(**other: str) -> dict[str, str]:
    day = {"used_on_day": str(today().day), "used_on_month": str(today().month), "used_on_year": str(today().year)}
    return {**day, **IMPORTER, "quantity_1": "1", "declared": "on", **other}


def test_its_holder_says_what_was_completed_and_sent_and_officials_read_it(bb: Any, who: Cast, permit: Permit) -> None:
    client, at = signed_in(bb, who.trader), f"/permits/{permit.number}/use/"
    page = client.get(at).content.decode()
    assert "Box 3: name of the importer" in page
    assert "Box 9" not in page
    assert client.post(at, typed())["Location"] == at
    use = UseDeclaration.objects.get()
    assert (use.permit, use.consignee_name, use.used_on) == (permit, "Reef House", today())
    assert [each.quantity for each in use.lines.all()] == [1]
    assert AuditEntry.objects.filter(verb="permit.use_declared", subject=permit.subject).count() == 1
    assert client.post(at, typed()).status_code == 404
    office = signed_in(bb, who.officer)
    assert "Reef House" in office.get(at).content.decode()
    assert "as its holder declared it" in office.get(f"/permits/{permit.number}/").content.decode()


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"declared": ""}, "declared"),
        ({"consignee_name": ""}, "consignee_name"),
        ({"quantity_1": "100000"}, "quantity_1"),
        ({"quantity_1": ""}, "quantity_1"),
        ({"used_on_year": "2020"}, "used_on"),
        ({"quantity_1": "0"}, "__all__"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    bb: Any, who: Cast, permit: Permit, other: dict[str, str], field: str
) -> None:
    answer = signed_in(bb, who.trader).post(f"/permits/{permit.number}/use/", typed(**other))
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert not UseDeclaration.objects.exists()


def test_nobody_else_declares_it_and_none_that_was_taken_back(bb: Any, who: Cast, permit: Permit) -> None:
    with pytest.raises(NotForDeclaring):
        declare(permit, who.officer)
    assert "Its holder has not declared its use." in (
        signed_in(bb, who.officer).get(f"/permits/{permit.number}/use/").content.decode()
    )
    cancel_permit(permit=permit, reason="Issued in error", official=who.signatory)
    with pytest.raises(NotForDeclaring):
        declare(Permit.objects.get(pk=permit.pk), who.trader)


def test_what_cannot_be_is_refused(who: Cast, permit: Permit) -> None:
    with pytest.raises(MoreThanPermitted):
        declare(permit, who.trader, "99999")
    with pytest.raises(FaultyEndorsement):
        declare(permit, who.trader, "0")
    with pytest.raises((FaultyEndorsement, NotValidNow)):
        declare(permit, who.trader, used_on=today().replace(year=today().year + 1))
    assert not UseDeclaration.objects.exists()


def test_other_permits_have_no_use_to_declare(bb: Any, who: Cast) -> None:
    export = issued_as("MIC", who)
    assert signed_in(bb, who.trader).get(f"/permits/{export.number}/use/").status_code == 404
