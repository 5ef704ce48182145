"""Members of one organisation act for one another; whoever is not, or has left, is a stranger."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from billing.errors import OwnPayment
from billing.queries import invoices_for
from billing.services import record_counter_payment
from cites.accounts.errors import AlreadyMember, NotATrader, OwnMembership, OwnRole, SharedOrganisation
from cites.accounts.models import Membership, Role, User
from cites.accounts.organisations import (
    add_member,
    change_organisation,
    describe_own_organisation,
    end_membership,
    is_member,
    join_organisation,
)
from cites.accounts.services import change_roles, grant_role
from cites.permits.models import Application
from tenants.audit.models import AuditEntry
from tests.factories.accounts import person
from tests.factories.permits import an_application, cast, do, stage_of, to_payment
from workflows.errors import ActionRefused
from workflows.people import is_applicant


def company(owner: User) -> Any:
    return join_organisation(person=owner, name="Sargasso Seafood Ltd", address="Princess Alice Highway")


def colleagues(officer: User) -> tuple[User, User]:
    """Two traders of one company, the first of whom applies."""
    owner, other = person(name="Rosalind Gittens"), person(name="Andre Harewood")
    add_member(organisation=company(owner), person=other, officer=officer)
    return owner, other


def applied(owner: User) -> Application:
    application = an_application(owner)
    application.organisation = owner.organisation
    application.save()
    return application


def signed_in(place: Any, user: User) -> Any:
    client = place.client()
    client.force_login(user)
    return client


def test_naming_the_same_company_makes_nobody_a_colleague(bb: Any) -> None:
    owner, other = person(), person()
    application = applied_by = an_application(owner)
    application.organisation = company(owner)
    application.save()
    company(other)
    assert not is_applicant(applied_by.case, other)
    assert signed_in(bb, other).get(f"/applications/{application.reference}/").status_code == 404


def test_a_colleague_sees_answers_and_withdraws(bb: Any) -> None:
    officer = person(role=Role.MA_OFFICER)
    owner, other = colleagues(officer)
    application = applied(owner)
    do(application, "submit", owner)
    do(application, "start_examination", officer)
    do(application, "ask", officer, {"text": "Which port?"})
    client = signed_in(bb, other)
    listed = client.get("/applications/").content.decode()
    assert application.reference in listed
    assert "Applied for by Rosalind Gittens" in listed
    do(application, "answer", other, {"text": "Bridgetown."})
    told = signed_in(bb, owner).get(f"/applications/{application.reference}/").content.decode()
    assert "Andre Harewood answered" in told
    assert "You answered" in client.get(f"/applications/{application.reference}/").content.decode()
    do(application, "withdraw", other, {"reason": "Sold elsewhere."})
    assert stage_of(application) == "withdrawn"


def test_a_colleague_sees_the_invoice_and_may_pay_it_and_a_stranger_may_not(bb: Any) -> None:
    who = cast()
    owner, other = colleagues(who.officer)
    application = applied(owner)
    who.trader = owner
    to_payment(application, who)
    (account,) = invoices_for(application.reference)
    number = account.invoice.number
    assert signed_in(bb, other).get(f"/invoices/{number}/pay/").status_code == 200
    assert signed_in(bb, person()).get(f"/invoices/{number}/").status_code == 404
    assert signed_in(bb, person()).get(f"/invoices/{number}/pay/").status_code == 404


def test_who_has_left_keeps_only_what_they_applied_for_themself(bb: Any) -> None:
    officer = person(role=Role.MA_OFFICER)
    owner, other = colleagues(officer)
    theirs, own = applied(owner), applied(other)
    end_membership(membership=Membership.objects.get(user=other, left_at=None), officer=officer)
    client = signed_in(bb, other)
    assert client.get(f"/applications/{theirs.reference}/").status_code == 404
    assert client.get(f"/applications/{own.reference}/").status_code == 200
    assert theirs.reference not in client.get("/applications/").content.decode()
    assert signed_in(bb, owner).get(f"/applications/{own.reference}/").status_code == 200


def test_one_may_come_back_and_both_times_are_kept(bb: Any) -> None:
    officer = person(role=Role.MA_OFFICER)
    owner, other = colleagues(officer)
    organisation = owner.organisation
    first = Membership.objects.get(user=other, left_at=None)
    for _twice in range(2):
        end_membership(membership=first, officer=officer)
    assert AuditEntry.objects.filter(verb="organisation.member_left").count() == 1
    again = add_member(organisation=organisation, person=other, officer=officer)
    assert is_member(other.pk, organisation.pk)
    assert list(Membership.objects.filter(user=other).order_by("pk")) == [first, again]


def test_the_database_keeps_nobody_in_one_organisation_twice(bb: Any) -> None:
    owner = person()
    organisation = company(owner)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=owner, organisation=organisation)
    with pytest.raises(AlreadyMember):
        add_member(organisation=organisation, person=owner, officer=person(role=Role.MA_OFFICER))


def test_nobody_decides_where_they_themselves_belong(bb: Any) -> None:
    both = person(role=Role.MA_OFFICER)
    grant_role(person=both, role=Role.TRADER, actor=None)
    organisation = company(person())
    with pytest.raises(OwnMembership):
        add_member(organisation=organisation, person=both, officer=both)
    membership = add_member(organisation=organisation, person=both, officer=person(role=Role.MA_OFFICER))
    with pytest.raises(OwnMembership):
        end_membership(membership=membership, officer=both)


def test_only_traders_belong_to_an_organisation(bb: Any) -> None:
    with pytest.raises(NotATrader):
        add_member(
            organisation=company(person()),
            person=person(role=Role.AUDITOR),
            officer=person(role=Role.MA_OFFICER),
        )


def test_an_organisation_of_several_is_not_renamed_by_one(bb: Any) -> None:
    officer = person(role=Role.MA_OFFICER)
    owner, _other = colleagues(officer)
    facts = {"name": "Another Name Ltd", "address": "", "registration_number": ""}
    with pytest.raises(SharedOrganisation):
        describe_own_organisation(person=owner, facts=facts)
    client = signed_in(bb, owner)
    form = {"full_name": owner.full_name, "language": "en", "phone": "", "organisation_name": "Another Name Ltd"}
    refused = client.post("/me/", form)
    assert refused.status_code == 422
    assert "ask the Management Authority" in refused.content.decode()
    change_organisation(organisation=owner.organisation, facts={"name": "Another Name Ltd"}, officer=officer)
    assert User.objects.get(pk=owner.pk).organisation.name == "Another Name Ltd"


def test_an_official_who_is_a_colleague_does_no_step_of_the_office(bb: Any) -> None:
    officer = person(role=Role.MA_OFFICER)
    owner, other = colleagues(officer)
    for role in (Role.MA_OFFICER, Role.CASHIER):
        grant_role(person=other, role=role, actor=None)
    other = User.objects.get(pk=other.pk)
    application = applied(owner)
    do(application, "submit", owner)
    with pytest.raises(ActionRefused) as refused:
        do(application, "start_examination", other)
    assert "own_application" in {reason.code for reason in refused.value.reasons}


def test_a_cashier_takes_no_payment_of_their_own_or_their_organisations(bb: Any) -> None:
    who = cast()
    owner, other = colleagues(who.officer)
    grant_role(person=other, role=Role.CASHIER, actor=None)
    other = User.objects.get(pk=other.pk)
    who.trader = owner
    application = to_payment(applied(owner), who)
    (account,) = invoices_for(application.reference)
    for own in (owner, other):
        with pytest.raises(OwnPayment):
            record_counter_payment(invoice=account.invoice, amount=account.due, receipt="R1", actor=own, key="x")
    (still,) = invoices_for(application.reference)
    assert still.due == account.due


def test_an_administrator_gives_themself_no_role(bb: Any) -> None:
    administrator = person(role=Role.PARTY_ADMINISTRATOR)
    with pytest.raises(OwnRole):
        change_roles(person=administrator, roles=[Role.PARTY_ADMINISTRATOR, Role.MA_SIGNATORY], actor=administrator)
    client = signed_in(bb, administrator)
    answer = client.post(f"/officials/{administrator.pk}/", {"roles": ["party_administrator", "cashier"]})
    assert answer.status_code == 422
    assert "Another administrator" in answer.content.decode()
    assert User.objects.get(pk=administrator.pk).roles == {Role.PARTY_ADMINISTRATOR}


def test_an_officer_adds_and_ends_by_the_pages(bb: Any) -> None:
    officer, owner, other = person(role=Role.MA_OFFICER), person(), person(name="Andre Harewood")
    organisation = company(owner)
    address = f"/organisations/{organisation.pk}/"
    client = signed_in(bb, officer)
    unknown = client.post(address, {"email": "nobody@people.example"})
    assert unknown.status_code == 422
    assert "No trader or agent" in unknown.content.decode()
    assert client.post(address, {"email": other.email.upper()}).status_code == 302
    assert client.post(address, {"email": other.email}).status_code == 422
    membership = Membership.objects.get(user=other, organisation=organisation)
    assert "Andre Harewood" in client.get(address).content.decode()
    client.post(f"{address}members/{membership.pk}/end/")
    assert "Who has left" in client.get(address).content.decode()
    changed = client.post(f"{address}change/", {"name": "Sargasso Ltd", "address": "", "registration_number": "7"})
    assert changed.status_code == 302
    assert signed_in(bb, person(role=Role.AUDITOR)).post(address, {}).status_code == 403


def test_a_withdrawal_that_meets_a_payment_is_told_that_the_case_moved_on(
    bb: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cites.permits.services import invoicing
    from workflows.models import Case

    who = cast()
    application = to_payment(an_application(who.trader), who)
    (before,) = invoices_for(application.reference)
    record_counter_payment(invoice=before.invoice, amount=before.due, receipt="R1", actor=who.cashier, key="x")
    # As it stood when the withdrawal read it, an instant before the payment came in.
    monkeypatch.setattr(invoicing, "invoices_for", lambda _reference: [before])
    version = Case.objects.get(pk=application.case_id).version
    answer = signed_in(bb, who.trader).post(
        f"/applications/{application.reference}/do/withdraw/", {"version": version, "key": "w", "reason": "x"}
    )
    assert answer.status_code == 409
    assert stage_of(application) == "payment"
