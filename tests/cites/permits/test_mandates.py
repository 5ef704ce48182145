"""Agents act for others by a mandate: within its days and documents, until it is withdrawn, and no further."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from billing.payers import is_payer
from billing.queries import invoices_for
from cites.accounts.errors import LastDayBeforeFirst, MandateOver, NotAnAgent, NotATrader, NotYourMandate, OwnAgent
from cites.accounts.mandates import give_mandate, mandates_given, mandates_held, withdraw_mandate
from cites.accounts.models import Mandate, Role, User
from cites.accounts.organisations import add_member, join_organisation
from cites.accounts.services import deactivate_person, grant_role
from cites.casework.services import copy_application, open_draft
from cites.permits.models import Application
from tenants.audit.models import AuditEntry
from tenants.context import today
from tests.factories.accounts import person
from tests.factories.permits import an_application, cast, do, to_payment
from workflows.errors import ActionRefused
from workflows.people import is_applicant


@pytest.fixture
def tara(bb: Any) -> User:
    return person(role=Role.TRADER, name="Tara Trader")


@pytest.fixture
def aldo(bb: Any) -> User:
    return person(role=Role.AGENT, name="Aldo Agent")


def mandate(giver: User, agent: User, first: int = 0, last: int = 30, documents: Any = ()) -> Mandate:
    """A mandate from ``first`` to ``last``, in days from today, whenever that is."""
    days = {"first_day": today() + timedelta(days=first), "last_day": today() + timedelta(days=last)}
    if last >= 0:
        return give_mandate(giver=giver, agent=agent, document_types=documents, **days)
    return Mandate.objects.create(person=giver, agent=agent, given_by=giver, document_types=list(documents), **days)


def test_an_agent_starts_and_sends_for_whom_gave_the_mandate(bb: Any, tara: User, aldo: User) -> None:
    mandate(tara, aldo)
    client = bb.client()
    client.force_login(aldo)
    choice = tara.mandates.get().pk
    answer = client.post("/applications/new/", {"document_type": "EXP", "key": "k", "mandate": choice})
    application = Application.objects.get(applicant=tara)
    assert answer.headers["Location"] == f"/applications/{application.reference}/"
    assert AuditEntry.objects.filter(verb="case.opened", actor=aldo).exists()
    assert "You started the application" in client.get(answer.headers["Location"]).content.decode()
    tara_client = bb.client()
    tara_client.force_login(tara)
    page = tara_client.get(answer.headers["Location"]).content.decode()
    assert "Aldo Agent started the application" in page
    complete = an_application(tara)
    step = do(complete, "submit", aldo)
    assert step.actor == aldo


def test_an_agent_tells_two_mandates_of_one_applicant_apart(bb: Any, tara: User, aldo: User) -> None:
    mandate(tara, aldo)
    mandate(tara, aldo, last=60, documents=["EXP"])
    client = bb.client()
    client.force_login(aldo)
    page = client.get("/applications/new/").content.decode()
    choices = [label for label in re.findall(r"<label[^>]*>\s*([^<]+?)\s*</label>", page) if label.startswith("Tara")]
    assert len(set(choices)) == 2, choices
    assert all("Tara Trader, until " in each for each in choices)
    assert any(each.endswith("(Export permit)") for each in choices)


@pytest.mark.parametrize(
    ("first", "last", "documents", "acts"),
    [
        (0, 0, (), True),
        (-9, 9, ("EXP",), True),
        (0, 9, ("IMP",), False),
        (1, 9, (), False),
        (-9, -1, (), False),
    ],
)
def test_it_reaches_from_its_first_to_its_last_day_and_for_its_documents(
    tara: User, aldo: User, first: int, last: int, documents: Any, acts: bool
) -> None:
    draft = an_application(tara)
    mandate(tara, aldo, first, last, documents)
    assert is_applicant(draft.case, aldo) is acts


@given(first=st.integers(-400, 400), length=st.integers(0, 400), day=st.integers(-900, 900))
def test_a_mandate_is_in_force_on_its_own_days_and_no_other(first: int, length: int, day: int) -> None:
    base = date(2026, 3, 27)
    held = Mandate(first_day=base + timedelta(days=first), last_day=base + timedelta(days=first + length))
    assert held.is_in_force(base + timedelta(days=day)) is (day in range(first, first + length + 1))


def test_a_withdrawn_mandate_ends_at_once_and_what_was_done_stays(bb: Any, tara: User, aldo: User) -> None:
    given_one = mandate(tara, aldo)
    sent = an_application(tara)
    do(sent, "submit", aldo)
    client = bb.client()
    client.force_login(aldo)
    assert client.get(f"/applications/{sent.reference}/").status_code == 200
    withdraw_mandate(mandate=given_one, actor=tara)
    answer = client.get(f"/applications/{sent.reference}/")
    assert answer.status_code == 403
    assert "Your mandate of Tara Trader is not in force today" in answer.content.decode()
    assert sent.reference not in client.get("/applications/").content.decode()
    sent.refresh_from_db()
    assert sent.submitted_at is not None


def test_without_a_mandate_an_agent_sees_and_does_nothing_of_others(bb: Any, tara: User, aldo: User) -> None:
    draft = an_application(tara)
    client = bb.client()
    client.force_login(aldo)
    assert client.get(f"/applications/{draft.reference}/").status_code == 404
    other = mandate(person(role=Role.TRADER), aldo)
    assert client.get(f"/applications/{draft.reference}/").status_code == 404
    assert not is_applicant(draft.case, aldo)
    with pytest.raises(MandateOver):
        open_draft(person=person(role=Role.AGENT), document_type="EXP", key="k", mandate=other)


def test_the_mandate_of_an_organisation_is_for_all_of_its_applications(tara: User, aldo: User) -> None:
    olive = person(role=Role.MA_OFFICER)
    house = join_organisation(person=tara, name="Sargasso Seafood Ltd")
    colleague = person(role=Role.TRADER)
    own = an_application(colleague)
    add_member(organisation=house, person=colleague, officer=olive)
    given_one = mandate(tara, aldo)
    theirs = an_application(colleague)
    assert (given_one.organisation, given_one.person) == (house, None)
    assert is_applicant(theirs.case, aldo)
    assert not is_applicant(own.case, aldo)
    withdraw_mandate(mandate=given_one, actor=colleague)
    assert not is_applicant(theirs.case, aldo)


def test_an_expired_mandate_starts_nothing_and_says_so(tara: User, aldo: User) -> None:
    over = mandate(tara, aldo, first=-9, last=-1)
    with pytest.raises(MandateOver, match="not in force"):
        open_draft(person=aldo, document_type="EXP", key="k", mandate=over)
    narrow = mandate(tara, aldo, documents=["IMP"])
    with pytest.raises(MandateOver, match="does not cover"):
        open_draft(person=aldo, document_type="EXP", key="k", mandate=narrow)
    assert not Application.objects.filter(applicant=tara).exists()


def test_an_agent_copies_for_the_same_applicant(tara: User, aldo: User) -> None:
    mandate(tara, aldo)
    reference = copy_application(of=an_application(tara), person=aldo, key="k")
    assert Application.objects.get(case__reference=reference).applicant == tara


def test_an_agent_pays_for_whom_they_act(tara: User, aldo: User) -> None:
    due = to_payment(an_application(tara), replace(cast(), trader=tara))
    (invoice,) = [account.invoice for account in invoices_for(due.reference)]
    assert not is_payer(invoice, aldo)
    mandate(tara, aldo)
    assert is_payer(invoice, aldo)


def test_who_acts_by_a_mandate_does_not_examine(tara: User, aldo: User) -> None:
    grant_role(person=aldo, role=Role.MA_OFFICER, actor=None)
    mandate(tara, aldo)
    sent = an_application(tara)
    do(sent, "submit", tara)
    with pytest.raises(ActionRefused):
        do(sent, "start_examination", aldo)


@pytest.mark.parametrize("closed", ["tara", "aldo"])
def test_mandates_end_with_the_account_of_either_side(tara: User, aldo: User, closed: str) -> None:
    given_one = mandate(tara, aldo)
    admin = person(role=Role.PARTY_ADMINISTRATOR)
    deactivate_person(person={"tara": tara, "aldo": aldo}[closed], actor=admin)
    given_one.refresh_from_db()
    assert (given_one.withdrawn_by, given_one.is_in_force(today())) == (admin, False)


def test_what_is_no_mandate_is_refused(tara: User, aldo: User) -> None:
    days = {"first_day": today(), "last_day": today()}
    with pytest.raises(NotAnAgent):
        give_mandate(giver=tara, agent=person(role=Role.TRADER), document_types=[], **days)
    with pytest.raises(NotAnAgent):
        give_mandate(giver=tara, agent=person(role=Role.AGENT, verified=False), document_types=[], **days)
    with pytest.raises(NotAnAgent):
        give_mandate(giver=tara, agent=None, document_types=[], **days)
    with pytest.raises(NotATrader):
        give_mandate(giver=person(role=Role.TRADER, verified=False), agent=aldo, document_types=[], **days)
    with pytest.raises(OwnAgent):
        give_mandate(giver=tara, agent=tara, document_types=[], **days)
    with pytest.raises(LastDayBeforeFirst):
        mandate(tara, aldo, first=5, last=3)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.create(person=tara, agent=tara, given_by=tara, **days)


def test_only_the_two_sides_end_it_and_the_trail_says_who(tara: User, aldo: User) -> None:
    given_one = mandate(tara, aldo)
    with pytest.raises(NotYourMandate):
        withdraw_mandate(mandate=given_one, actor=person(role=Role.TRADER))
    withdraw_mandate(mandate=given_one, actor=aldo)
    withdraw_mandate(mandate=given_one, actor=tara)
    entries = AuditEntry.objects.filter(verb__startswith="mandate.", subject=f"person:{aldo.pk}").order_by("pk")
    assert [(entry.verb, entry.actor) for entry in entries] == [("mandate.given", tara), ("mandate.withdrawn", aldo)]
    assert list(mandates_given(tara)) == list(mandates_held(aldo)) == [given_one]


def test_a_trader_gives_a_mandate_on_the_page_and_both_read_it(bb: Any, tara: User, aldo: User, on_commit: Any) -> None:
    home, office = bb.client(), bb.client()
    home.force_login(tara)
    office.force_login(aldo)
    last = today() + timedelta(days=30)
    facts = {
        "email": aldo.email,
        "first_day": today().isoformat(),
        "last_day": last.isoformat(),
        "scope": "some",
    }
    assert home.post("/mandates/give/", facts).status_code == 422
    with on_commit():
        answer = home.post("/mandates/give/", facts | {"documents": ["EXP"]})
    assert answer.status_code == 302
    assert mail.outbox[-1].to == [aldo.email]
    assert "Aldo Agent" in home.get("/mandates/").content.decode()
    page = office.get("/mandates/").content.decode()
    assert "Tara Trader" in page
    assert "In force" in page
