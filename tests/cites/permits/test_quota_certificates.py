"""Certificates of what is bred, propagated, of origin or pre-Convention take of quotas as export permits do."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cites.permits.models import Application, Permit, PermitLine, QuotaEntry
from cites.permits.queries.permits import PermitState, permits_of, state_of
from cites.permits.queries.quota_booked import entries_of
from cites.permits.queries.quotas import Balance, balances_of_taxon
from cites.permits.rules.document_types import DOCUMENTS, Direction
from cites.permits.rules.earlier_permits import EXPORT_PERMITS
from cites.permits.rules.quotas import QUOTA_DOCUMENTS, Quota
from cites.permits.services.closing import hand_back_permits
from cites.permits.services.permits import cancel_permit, endorse_permit
from cites.permits.services.quotas import book_the_rest, release_the_expired
from cites.permits.services.replacing import replace_permit
from tenants.context import today
from tests.factories.all_documents import a_draft_of, examined, found
from tests.factories.applying import applied
from tests.factories.every_document import EVERY
from tests.factories.offices import REASON, Offices, take_step
from tests.factories.permits import Cast, alike, cast, do, pay, stage_of
from tests.factories.quotas import with_quotas
from tests.thorough import often
from workflows.errors import ActionRefused

WANTED = {each.document: each for each in EVERY}
CERTIFICATES = ("CAP", "ART", "ORG", "PRE")
KIND = QuotaEntry.Kind
LINE = {"source2", "acquired_on", "marks", "sex", "age", "description"}
many = settings(max_examples=often(8), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def quota_of(document: str, quantity: Any, **changes: Any) -> dict[str, Any]:
    """A quota that names the very specimens which the certificate of ``every_document`` is about."""
    wanted = WANTED[document]
    of = {"taxon": wanted.taxon, "terms": [wanted.line["term"]], "sources": [wanted.line["source"]], "unit": "NAR"}
    return {**of, "quantity": str(quantity), "stated_in": "Official Gazette No. 12", **changes}


def balance(document: str) -> Balance:
    (shown,) = balances_of_taxon(WANTED[document].taxon)
    return shown


def moved() -> list[tuple[str, Decimal, Decimal]]:
    return list(QuotaEntry.objects.values_list("kind", "reserved", "committed"))


@pytest.fixture
def who(bb: Any) -> Cast:
    return cast()


def line_of(document: str, **changes: Any) -> dict[str, Any]:
    """The line of such a certificate."""
    wanted = WANTED[document]
    further = {name: value for page in wanted.pages.values() for name, value in page.items() if name in LINE}
    return {
        "taxon_code": wanted.taxon,
        **wanted.line,
        "quantity": Decimal(wanted.line["quantity"]),
        **further,
        **changes,
    }


def decided(document: str, who: Cast, line_as: str = "", **changes: Any) -> Application:
    """An application that is ready to be decided."""
    lines = (line_of(line_as or document, **changes),)
    purpose = WANTED[line_as or document].purpose
    return found(examined(a_draft_of(who.trader, document, lines, purpose=purpose), who), who)


def approved(application: Application, who: Cast) -> Application:
    do(application, "approve", who.decider, REASON)
    return application


def issued(application: Application, who: Cast) -> Permit:
    """Paid for and signed."""
    pay(application, who)
    do(application, "issue", who.signatory)
    return permits_of(application.case)[0]


def test_what_counts_is_every_document_issued_here_for_what_leaves_this_country_first() -> None:
    assert {"EXP", "SPC", *CERTIFICATES} == QUOTA_DOCUMENTS
    assert EXPORT_PERMITS < QUOTA_DOCUMENTS
    assert all(DOCUMENTS[code].direction is Direction.OUT for code in QUOTA_DOCUMENTS)


@pytest.mark.parametrize("document", CERTIFICATES)
def test_a_certificate_goes_through_the_ledger_from_its_approval_to_box_14(who: Cast, document: str) -> None:
    with_quotas(bred=quota_of(document, 100))
    quantity = int(WANTED[document].line["quantity"])
    application = approved(decided(document, who), who)
    assert moved() == [(KIND.RESERVE, quantity, 0)]
    permit = issued(application, who)
    assert moved()[1:] == [(KIND.COMMIT, -quantity, quantity)]
    (line,) = permit.lines.all()
    assert (line.quota_used, line.quota_total) == (quantity, 100)
    endorse_permit(
        permit=permit, quantities={1: Decimal(quantity - 1)}, exported_on=today(), port=permit.port_of_exit,
        official=who.customs,
    )  # fmt: skip
    assert moved()[2:] == [(KIND.ADJUST, 0, -1)]
    assert (balance(document).permitted, balance(document).reserved) == (quantity - 1, 0)


@pytest.mark.parametrize("document", CERTIFICATES)
def test_more_than_a_quota_names_of_them_is_refused_with_what_is_left(who: Cast, document: str) -> None:
    quantity = int(WANTED[document].line["quantity"])
    with_quotas(bred=quota_of(document, quantity - 1))
    application = decided(document, who)
    with pytest.raises(ActionRefused) as refused:
        do(application, "approve", who.decider, {"reason": ""})
    said = next(each for each in refused.value.reasons if each.code == "B-QUOTA")
    assert said.source == "Official Gazette No. 12"
    assert f"{quantity - 1} NAR left, {quantity} NAR asked" in str(said)
    assert moved() == []


def test_by_the_pages_a_certificate_of_breeding_that_overdraws_is_refused_and_says_why(bb: Any, who: Cast) -> None:
    with_quotas(bred=quota_of("CAP", 1))
    client = bb.client()
    client.force_login(who.trader)
    application = applied(client, WANTED["CAP"])
    office = Offices(bb, replace(who, trader=application.applicant), application)
    office.examine()
    said = f"Of our quota for {today().year} of 1 specimen of Amazona amazonica: 1 specimen left, 2 specimens asked"
    address = f"/cases/{office.reference}/do/approve/"
    page = office.at("decider").get(address).content.decode()
    assert said in page, page[page.find("Of our quota") :][:200]
    refused = take_step(office.at("decider"), office.reference, "approve", status=422, reason="")
    assert said in refused
    assert stage_of(application) == "decision"
    office.step("decider", "approve", reason="The second bird is a loan, and returns.")
    office.pay()
    office.step("signatory", "issue")
    assert [(line.quota_used, line.quota_total) for line in office.permits[0].lines.all()] == [(2, 1)]


def test_bred_animals_take_the_same_of_a_quota_whatever_paper_they_leave_under(who: Cast) -> None:
    with_quotas(bred=quota_of("CAP", 3))
    issued(approved(decided("CAP", who), who), who)
    assert balance("CAP").left == 1
    with pytest.raises(ActionRefused) as refused:
        do(decided("EXP", who, line_as="CAP"), "approve", who.decider, {"reason": ""})
    assert "B-QUOTA" in {each.code for each in refused.value.reasons}


def test_a_quota_without_sources_counts_what_is_bred_and_one_of_the_wild_does_not(who: Cast) -> None:
    with_quotas(any=quota_of("CAP", 100, sources=[]), wild=quota_of("CAP", 50, sources=["W"]))
    issued(approved(decided("CAP", who), who), who)
    left = {shown.quota.sources: shown.left for shown in balances_of_taxon("AMA-AMA")}
    assert left == {(): 98, ("W",): 50}


@pytest.mark.parametrize("sources", [[], ["W"], ["W", "C"]])
def test_what_is_pre_convention_takes_nothing_of_a_quota_that_does_not_name_it(who: Cast, sources: list[str]) -> None:
    with_quotas(shell=quota_of("PRE", 0, sources=sources))
    permit = issued(approved(decided("PRE", who), who), who)
    assert balance("PRE").permitted == 0
    assert permit.lines.get().quota_total is None
    assert not entries_of(Quota(taxon="ERE-IMB", sources=tuple(sources), quantity=Decimal(1)), today().year).exists()
    assert entries_of(Quota(taxon="ERE-IMB", sources=("O",), quantity=Decimal(1)), today().year).count() == 2


def test_what_was_acquired_in_another_country_takes_nothing(who: Cast) -> None:
    with_quotas(shell=quota_of("PRE", 0))
    origin = {"country_of_origin": "JM", "origin_permit_missing": "Older than the Convention."}
    approved(decided("PRE", who, **origin), who)
    assert moved() == []


def test_one_that_is_given_back_or_cancelled_gives_back_what_it_took(who: Cast) -> None:
    with_quotas(bred=quota_of("CAP", 100))
    application = approved(decided("CAP", who), who)
    pay(application, who)
    do(application, "reopen_decision", who.signatory, {"reason": "The quota is lowered."})
    assert balance("CAP").reserved == 0
    approved(application, who)
    if stage_of(application) == "payment":
        pay(application, who)
    do(application, "issue", who.signatory)
    assert balance("CAP").permitted == 2
    cancel_permit(permit=permits_of(application.case)[0], reason="The sale fell through.", official=who.signatory)
    assert balance("CAP").left == 100


FATES = ["kept", "cancelled", "used", "used for less", "replaced", "handed back", "expired"]


def counted_from_permits() -> Decimal:
    """How much the certificates themselves say, without the ledger."""
    taken = Decimal(0)
    for line in PermitLine.objects.all():
        if state_of(line.permit) in (PermitState.VALID, PermitState.LOST):
            taken += line.quantity
        elif state_of(line.permit) is PermitState.USED:
            taken += line.endorsed.quantity
    return taken


def befall(permit: Permit, fate: str, left: int, who: Cast) -> None:
    match fate:
        case "cancelled":
            cancel_permit(permit=permit, reason="Lost.", official=who.signatory)
        case "used" | "used for less":
            quantities = {line.position: line.quantity for line in permit.lines.all()}
            if fate == "used for less":
                quantities = {position: min(Decimal(left), most) for position, most in quantities.items()}
            endorse_permit(
                permit=permit, quantities=quantities, exported_on=today(), port=permit.port_of_exit,
                official=who.customs,
            )  # fmt: skip
        case "replaced":
            replace_permit(permit=permit, reason="Spoilt.", signatory=who.signatory)
        case "handed back":
            hand_back_permits(case=permit.application.case, remark="Not used.", official=who.officer)


@pytest.fixture(params=CERTIFICATES)
def first(request: Any, who: Cast) -> tuple[str, Permit]:
    with_quotas(bred=quota_of(request.param, 99_999))
    return request.param, issued(approved(decided(request.param, who), who), who)


@many
@given(st.lists(st.tuples(st.sampled_from(FATES), st.integers(1, 40)), max_size=6), st.booleans())
def test_in_any_order_of_events_the_ledger_says_what_the_certificates_say(
    first: tuple[str, Permit], who: Cast, fates: list[tuple[str, int]], has_run: bool
) -> None:
    document, permit = first
    with transaction.atomic():
        for fate, left in fates:
            day = today() - timedelta(days=400) if fate == "expired" else None
            befall(alike(permit, on=day), fate, left, who)
        if has_run:
            release_the_expired()
        assert balance(document).permitted == counted_from_permits()
        transaction.set_rollback(True)


def facts(entries: Any) -> list[Any]:
    names = ("kind", "year", "application_id", "position", "permit_line_id", "taxon_code", "sources", "unit")
    return sorted((*(str(getattr(each, name)) for name in names), Decimal(each.committed)) for each in entries)


def test_those_of_before_are_booked_by_the_migration_and_those_meanwhile_by_the_task(
    who: Cast, monkeypatch: Any
) -> None:
    migration = import_module("cites.permits.migrations.0034_quotas_of_certificates")
    with_quotas(bred=quota_of("CAP", 100))
    with monkeypatch.context() as before:
        for name in ("events.follow_event", "issuing.hold_quotas"):
            before.setattr(f"cites.permits.services.{name}", lambda *given: None)
        before.setattr("cites.permits.actions.approve.reserve_quotas", lambda application: None)
        befall(issued(approved(decided("CAP", who), who), who), "used for less", 1, who)
        issued(approved(decided("CAP", who), who), who)
        approved(decided("CAP", who), who)
    assert moved() == []
    would_be = list(migration.entries_of_permits(apps, QuotaEntry, ("", "BB")))
    assert book_the_rest() == 3
    assert facts(would_be) == facts(QuotaEntry.objects.exclude(permit_line=None))
    assert (balance("CAP").permitted, balance("CAP").reserved) == (3, 2)
    assert list(migration.entries_of_permits(apps, QuotaEntry, ("", "BB"))) == []
