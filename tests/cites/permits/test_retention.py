"""Papers whose time is over: two people agree, the files go, and nothing goes that is within its years, open or held."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from cites.accounts.errors import ReasonMissing, SamePersonTwice
from cites.accounts.models import User
from cites.accounts.roles import Role
from cites.permits.documents.copies import make_copy
from cites.permits.documents.publishing import publish_permit
from cites.permits.errors import NoCopy
from cites.permits.models import (
    Application,
    LineSheet,
    PapersBatch,
    PapersItem,
    PapersOutcome,
    PapersRemoval,
    Permit,
    PermitLine,
)
from cites.permits.queries.copies import unmade_copies
from cites.permits.queries.retention import holds_in_force, items_left, old_cases, old_years, progress_of
from cites.permits.rules.retention import HoldNotInForce, NothingMayGo, PapersRemoved, RemovalNotOpen, kept_until
from cites.permits.services import retention
from cites.permits.services.copies import ask_for_copy
from cites.permits.services.permits import cancel_permit
from cites.permits.services.retention import (
    confirm_removal,
    go_on_removing,
    hold_papers,
    lift_hold,
    propose_removal,
    withdraw_removal,
)
from cites.permits.tasks import make_copies_of_the_rest, make_letters_of_the_rest, remove_the_rest
from kernel import clock
from tenants.audit.models import AuditEntry
from tenants.audit.services import seal_entries
from tenants.audit.verify import verify_audit
from tenants.context import today
from tests.factories.accounts import person
from tests.factories.casework import PDF, a_letter, an_answer_from_outside
from tests.factories.old_papers import closed_long_ago
from tests.factories.permits import Cast, an_application, cast, issued, to_decision, to_finding
from tests.factories.releases import now_in_force
from workflows.models import Case, CaseAttachment

YEARS = 10
LAW = "Public Records Act, section 12"


@pytest.fixture
def who(bb: Any) -> Cast:
    return cast()


@pytest.fixture
def administrator(bb: Any) -> User:
    return person(Role.PARTY_ADMINISTRATOR, "Winston Best")


@pytest.fixture
def permit(who: Cast) -> Permit:
    """A permit with everything that can lie in files, its case closed today."""
    now_in_force(retention={"permit_years": YEARS, "case_years": 7, "law": LAW})
    made = issued(who)
    publish_permit(permit_id=made.pk)
    ask_for_copy(permit=made, person=who.trader)
    make_copy(permit_id=made.pk)
    _with_papers(made.application, who)
    closed(made.application)
    return Permit.objects.get(pk=made.pk)


def _with_papers(application: Application, who: Cast) -> None:
    """What an applicant attached, a sheet of lines, and a file with a question."""
    paper = {"size": 4, "content_type": "application/pdf", "uploaded_by": who.trader}
    file = ContentFile(PDF, name="licence.pdf")
    application.attachments.create(name="licence.pdf", sha256="a" * 64, file=file, **paper)
    sheet = {**paper, "content_type": "text/csv", "sha256": "b" * 64, "name": "lines.csv"}
    LineSheet.objects.create(application=application, file=ContentFile(b"a;b", name="lines.csv"), **sheet)


def closed(application: Application) -> Application:
    Case.objects.filter(pk=application.case_id).update(closed_at=clock.now())
    return Application.objects.get(pk=application.pk)


def after(permit: Permit, **more: int) -> datetime:
    """Midnight in Barbados after the last day on which its papers are kept, and so much more."""
    until = kept_until(permit.valid_until, YEARS) + timedelta(days=1)
    return datetime.combine(until, datetime.min.time(), ZoneInfo("America/Barbados")) + timedelta(**more)


def files_of(application: Application) -> list[str]:
    return [name for _storage, name in retention._files_of(application)]


def agreed(who: Cast, administrator: User) -> PapersBatch:
    batch = propose_removal(year=old_years()[0].year, actor=administrator)
    confirm_removal(batch=batch, actor=who.signatory)
    return batch


def removed(who: Cast, administrator: User) -> PapersBatch:
    batch = agreed(who, administrator)
    while go_on_removing(batch_id=batch.pk, most=2):
        pass
    return PapersBatch.objects.get(pk=batch.pk)


# ---- whose papers may go ----


def test_papers_of_a_permit_may_go_at_the_partys_midnight_after_their_years(permit: Permit) -> None:
    with clock.frozen(after(permit, seconds=-1)):
        assert old_cases() == []
    with clock.frozen(after(permit)):
        (found,) = old_cases()
        assert (found.application, found.last_day, found.permits) == (permit.application_id, permit.valid_until, 1)
        (year,) = old_years()
        assert (year.year, year.cases, year.without_permit, year.permits) == (permit.valid_until.year, 1, 0, 1)


def test_what_happened_to_a_permit_after_its_last_day_begins_the_years_anew(who: Cast, permit: Permit) -> None:
    with clock.frozen(after(permit, days=-300)):
        cancel_permit(permit=permit, reason="Found to be false.", official=who.signatory)
    with clock.frozen(after(permit)):
        assert old_cases() == []
    with clock.frozen(after(permit, days=366 * YEARS)):
        assert len(old_cases()) == 1


def test_a_case_without_a_permit_has_years_of_its_own_and_an_open_one_has_none(who: Cast, permit: Permit) -> None:
    refused, open_one = closed(an_application(who.trader)), to_decision(an_application(who.trader), who)
    with clock.frozen(clock.now() + timedelta(days=366 * 7)):
        assert [each.application for each in old_cases()] == [refused.pk]
    with clock.frozen(after(permit, days=9000)):
        assert open_one.pk not in [each.application for each in old_cases()]


def test_held_papers_stay_until_the_day_or_until_the_hold_is_lifted(who: Cast, permit: Permit) -> None:
    application = permit.application
    with clock.frozen(after(permit)):
        with pytest.raises(ReasonMissing):
            hold_papers(application=application, reason=" ", until=None, actor=who.officer)
        hold = hold_papers(application=application, reason="Court", until=None, actor=who.officer)
        hold_papers(application=application, reason="Appeal", until=today(), actor=who.officer)
        assert old_cases() == []
        lift_hold(hold=hold, actor=who.signatory)
        assert old_cases() == []
        with pytest.raises(HoldNotInForce):
            lift_hold(hold=hold, actor=who.signatory)
    with clock.frozen(after(permit, days=1)):
        assert not holds_in_force().exists()
        assert len(old_cases()) == 1


# ---- two people ----


def test_one_proposes_and_another_confirms(who: Cast, administrator: User, permit: Permit) -> None:
    with clock.frozen(after(permit)):
        batch = propose_removal(year=permit.valid_until.year, actor=administrator)
        assert (batch.cases, batch.permits, batch.law) == (1, 1, LAW)
        assert old_years() == [], "what is proposed is not proposed twice"
        with pytest.raises(SamePersonTwice):
            confirm_removal(batch=batch, actor=administrator)
        assert not go_on_removing(batch_id=batch.pk, most=9)
        assert not PapersRemoval.objects.exists()
        confirm_removal(batch=batch, actor=who.signatory)
        for act in (confirm_removal, withdraw_removal):
            with pytest.raises(RemovalNotOpen):
                act(batch=batch, actor=who.signatory)
    with pytest.raises(IntegrityError), transaction.atomic():
        PapersBatch.objects.update(confirmed_by=administrator)


def test_what_was_withdrawn_or_has_expired_removes_nothing_and_may_be_proposed_again(
    who: Cast, administrator: User, permit: Permit
) -> None:
    with clock.frozen(after(permit)):
        batch = propose_removal(year=permit.valid_until.year, actor=administrator)
        withdraw_removal(batch=batch, actor=who.signatory)
        again = propose_removal(year=permit.valid_until.year, actor=administrator)
    with clock.frozen(after(permit, days=30)):
        with pytest.raises(RemovalNotOpen):
            confirm_removal(batch=again, actor=who.signatory)
        assert len(old_years()) == 1
        with pytest.raises(NothingMayGo):
            propose_removal(year=1999, actor=administrator)
    assert not PapersRemoval.objects.exists()


# ---- what goes ----


def test_every_file_goes_and_what_the_permit_says_stays(who: Cast, administrator: User, permit: Permit) -> None:
    names, lines = files_of(permit.application), PermitLine.objects.count()
    assert len(names) == 4
    assert all(default_storage.exists(name) for name in names)
    with clock.frozen(after(permit)):
        batch = removed(who, administrator)
    assert not any(default_storage.exists(name) for name in names)
    assert (Permit.objects.count(), PermitLine.objects.count()) == (1, lines)
    assert not LineSheet.objects.exists()
    assert progress_of(batch) == retention.progress_of(batch)
    assert (progress_of(batch).removed, progress_of(batch).files, progress_of(batch).left) == (1, 4, 0)
    assert batch.finished_at is not None


def test_letters_and_files_from_outside_go_as_well(who: Cast, administrator: User) -> None:
    application = to_finding(an_application(who.trader), who)
    an_answer_from_outside(application, who)
    a_letter(application, who)
    names = files_of(closed(application))
    assert sorted({name.split("/")[0] for name in names}) == ["cases", "letters"]
    with clock.frozen(clock.now() + timedelta(days=366 * 11)):
        removed(who, administrator)
    assert not any(default_storage.exists(name) for name in names)
    assert CaseAttachment.objects.exists(), "that there was a file stays"


def test_nothing_is_made_anew_of_what_was_removed(who: Cast, administrator: User, permit: Permit) -> None:
    with clock.frozen(after(permit)):
        removed(who, administrator)
        with pytest.raises(NoCopy):
            ask_for_copy(permit=permit, person=who.trader)
        assert not unmade_copies().exists()
        assert (make_copies_of_the_rest(), make_letters_of_the_rest()) == (0, 0)
        with pytest.raises(PapersRemoved):
            hold_papers(application=permit.application, reason="Too late", until=None, actor=who.officer)


def test_the_trail_says_who_agreed_and_how_many_and_names_nobody(
    who: Cast, administrator: User, permit: Permit, settings: Any, tmp_path: Path
) -> None:
    settings.AUDIT_HEADS_DIR = tmp_path  # other tests have left the heads of other chains
    with clock.frozen(after(permit)):
        batch = removed(who, administrator)
    entries = {each.verb: each for each in AuditEntry.objects.filter(subject=batch.subject)}
    assert entries["papers.removal_proposed"].actor == administrator
    assert entries["papers.removal_confirmed"].actor == who.signatory
    assert entries["papers.removed"].data == {"removed": 1, "files": 4, "kept": 0, "law": LAW}
    seal_entries()
    assert verify_audit().faults == []


# ---- what may go wrong ----


def test_what_is_held_between_agreement_and_removal_is_kept(who: Cast, administrator: User, permit: Permit) -> None:
    with clock.frozen(after(permit)):
        batch = agreed(who, administrator)
        hold_papers(application=permit.application, reason="Court", until=None, actor=who.officer)
        assert not go_on_removing(batch_id=batch.pk, most=9)
    assert all(default_storage.exists(name) for name in files_of(permit.application))
    assert progress_of(batch).kept == 1


def test_a_law_that_asks_for_more_years_meanwhile_is_heeded(who: Cast, administrator: User, permit: Permit) -> None:
    with clock.frozen(after(permit)):
        batch = agreed(who, administrator)
        now_in_force(retention={"permit_years": YEARS + 1, "case_years": 7})
        go_on_removing(batch_id=batch.pk, most=9)
    assert progress_of(batch).kept == 1
    assert not PapersRemoval.objects.exists()


@pytest.mark.parametrize("files", [0, 1, 3])
def test_killed_after_any_file_it_goes_on_where_it_was(
    who: Cast, administrator: User, permit: Permit, monkeypatch: Any, files: int
) -> None:
    names = files_of(permit.application)
    with clock.frozen(after(permit)):
        batch = agreed(who, administrator)
        with monkeypatch.context() as broken:
            broken.setattr(type(default_storage._wrapped), "delete", _killed_after(files))  # type: ignore[attr-defined]
            with pytest.raises(KeyboardInterrupt):
                go_on_removing(batch_id=batch.pk, most=9)
        assert PapersRemoval.objects.count() == 1, "its pages say so before the first file is gone"
        assert items_left(batch).count() == 1
        for _run in range(3):
            go_on_removing(batch_id=batch.pk, most=9)
    assert not any(default_storage.exists(name) for name in names)
    assert progress_of(batch).files == 4
    assert AuditEntry.objects.filter(verb="papers.removed").count() == 1


def _killed_after(files: int) -> Callable[[Any, str], None]:
    done: list[str] = []

    def delete(storage: Any, name: str) -> None:
        if len(done) == files:
            raise KeyboardInterrupt
        done.append(name)

    return delete


def test_one_that_cannot_be_reached_holds_up_none_of_the_others(
    who: Cast, administrator: User, monkeypatch: Any
) -> None:
    first, second = closed_long_ago(who.trader), closed_long_ago(who.trader)
    for each in (first, second):
        _with_papers(each, who)
    batch = agreed(who, administrator)
    true = retention._files_of

    def away(application: Application) -> Any:
        if application == first:
            raise OSError("the disk is away")
        return true(application)

    with monkeypatch.context() as broken:
        broken.setattr(retention, "_files_of", away)
        assert go_on_removing(batch_id=batch.pk, most=9)
    outcomes = dict(PapersItem.objects.values_list("application", "outcome"))
    assert outcomes == {first.pk: PapersOutcome.WAITING, second.pk: PapersOutcome.REMOVED}
    assert not go_on_removing(batch_id=batch.pk, most=9)
    assert progress_of(batch).removed == 2


def test_the_schedule_asks_for_what_is_left(who: Cast, administrator: User, monkeypatch: Any) -> None:
    closed_long_ago(who.trader)
    batch, asked = agreed(who, administrator), []
    monkeypatch.setattr("cites.permits.tasks.remove_papers.delay", asked.append)
    assert remove_the_rest() == 1
    assert asked == [batch.pk]
    go_on_removing(batch_id=batch.pk, most=9)
    assert remove_the_rest() == 0


# ---- what pages say ----


def test_the_addresses_of_files_say_that_they_are_gone(bb: Any, who: Cast, administrator: User, permit: Permit) -> None:
    reference, paper = permit.application.reference, permit.application.attachments.get().pk
    with clock.frozen(after(permit)):
        removed(who, administrator)
    trader, officer = bb.client(), bb.client()
    trader.force_login(who.trader)
    officer.force_login(who.officer)
    gone = [f"/permits/{permit.number}.pdf", f"/permits/{permit.number}/copy.pdf"]
    of_trader = [*gone, f"/applications/{reference}/attachments/{paper}/", f"/applications/{reference}/letters/1.pdf"]
    of_officer = [*gone, f"/cases/{reference}/attachments/{paper}/", f"/cases/{reference}/letters/1.pdf"]
    for client, addresses in ((trader, of_trader), (officer, of_officer)):
        answers = [client.get(address) for address in addresses]
        assert [answer.status_code for answer in answers] == [410] * 4
        assert all(LAW in answer.content.decode() for answer in answers)
    for client, page in ((trader, f"/applications/{reference}/"), (officer, f"/cases/{reference}/")):
        for address in (page, f"/permits/{permit.number}/"):
            said = client.get(address).content.decode()
            assert f"for their time was over under this law: {LAW}" in said
            assert f"/permits/{permit.number}.pdf" not in said
            assert f"attachments/{paper}/" not in said
    assert client.get(f"/verify/{permit.code}").status_code == 200


def test_the_page_counts_by_year_and_offers_what_one_may_do(bb: Any, who: Cast, administrator: User) -> None:
    closed_long_ago(who.trader)
    auditor, proposer, signatory = bb.client(), bb.client(), bb.client()
    auditor.force_login(person(Role.AUDITOR))
    proposer.force_login(administrator)
    signatory.force_login(who.signatory)
    assert "/old-papers/propose/2001/" not in auditor.get("/old-papers/").content.decode()
    assert "/old-papers/propose/2001/" in proposer.get("/old-papers/").content.decode()
    address = proposer.post("/old-papers/propose/2001/")["Location"]
    assert "Remove these papers" not in proposer.get(address).content.decode()
    assert "Remove these papers" in signatory.get(address).content.decode()
    signatory.post(f"{address}confirm/")
    batch = PapersBatch.objects.get()
    assert batch.confirmed_by == who.signatory
    go_on_removing(batch_id=batch.pk, most=9)
    assert "The papers of 1 case are removed." in auditor.get(address).content.decode()


def test_a_hold_names_a_case_a_reason_and_a_day_to_come(bb: Any, who: Cast) -> None:
    application = closed_long_ago(who.trader)
    officer = bb.client()
    officer.force_login(who.officer)
    for wrong in ({"reference": "nothing", "reason": "Court"}, {"reference": application.reference, "reason": ""}):
        assert officer.post("/old-papers/holds/", wrong).status_code == 422
    assert (
        officer.post("/old-papers/holds/", {"reference": application.reference, "reason": "Court 7"}).status_code == 302
    )
    assert "Court 7" in officer.get("/old-papers/").content.decode()
    assert old_cases() == []
    assert "Court 7" not in str(list(AuditEntry.objects.filter(verb="papers.held").values()))
