"""Making the document of an issued permit, away from the transaction that numbered it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

import structlog

from billing.ledger import InvoiceState
from billing.queries import invoices_for
from cites.permits.documents.copies import make_copy
from cites.permits.documents.letters import make_letter, unmade_letters
from cites.permits.documents.publishing import publish_permit
from cites.permits.errors import CannotPrint, NeverPrinted, NoCopy, NoSigningCertificate, NoSigningKey, NotSigned
from cites.permits.queries.copies import unmade_copies
from cites.permits.queries.line_sheets import unread_sheets
from cites.permits.queries.permits import unpublished_permits
from cites.permits.queries.reissues import unfinished_reissues
from cites.permits.queries.retention import unfinished_batches
from cites.permits.services.indexing import index_the_rest
from cites.permits.services.papers_imported import remove_old_papers
from cites.permits.services.quotas import book_the_rest, release_the_expired
from cites.permits.services.reading_sheets import read_sheet, remove_old_sheets
from cites.permits.services.register import enter_the_rest
from cites.permits.services.reissuing import go_on_reissuing
from cites.permits.services.retention import go_on_removing
from cites.permits.services.settling import send_on_paid_case
from cites.permits.signing.requests import make_request
from kernel.clock import now as this_moment
from tenants.errors import SecretUnreadable
from tenants.tasks import party_task
from workflows.queries import cases_waiting_for

LEFT_TO_ITS_OWN_TASK: Final = timedelta(minutes=1)
CASES_AT_A_TIME: Final = 50
_WAITS: Final = (CannotPrint, NotSigned, NoSigningKey, NoSigningCertificate, SecretUnreadable)
log = structlog.get_logger("permits")


@party_task(name="permits.render_and_publish")
def render_and_publish(permit_id: int) -> None:
    """Render and publish one permit; run again it finds what is done and does the rest.

    One that was cancelled before or meanwhile gets no document, and is not tried again.
    """
    _published(permit_id)


@party_task(name="permits.publish_the_rest")
def publish_the_rest() -> int:
    """Publish every permit that was issued and never published, e.g. after a broken night; return how many.

    One that cannot be printed or signed after all holds up none of the others.
    """
    waiting = list(unpublished_permits().values_list("pk", flat=True))
    return sum(_tried(permit_id, _published, "permit cannot be published") for permit_id in waiting)


@party_task(name="permits.make_signing_request")
def make_signing_request() -> None:
    """Make the certification request of the key in use, away from the pages, which open no key."""
    make_request()


@party_task(name="permits.make_copy")
def make_copy_file(permit_id: int) -> None:
    """Make the copy of one permit; run again it finds it made. Of what was cancelled since there is none."""
    _copied(permit_id)


@party_task(name="permits.make_copies_of_the_rest")
def make_copies_of_the_rest() -> int:
    """Make every copy that was asked for and never made; return how many.

    One that cannot be made after all holds up none of the others.
    """
    waiting = list(unmade_copies().values_list("pk", flat=True))
    return sum(_tried(permit_id, _copied, "copy cannot be made") for permit_id in waiting)


@party_task(name="permits.make_letter")
def make_letter_file(letter_id: int) -> None:
    """Make the file of one letter; run again it finds it made."""
    make_letter(letter_id=letter_id)


@party_task(name="permits.make_letters_of_the_rest")
def make_letters_of_the_rest() -> int:
    """Make the file of every letter that was written and never made; return how many.

    One that cannot be made after all holds up none of the others.
    """
    waiting = list(unmade_letters().values_list("pk", flat=True))
    return sum(_made(letter_id) for letter_id in waiting)


@party_task(name="permits.reissue")
def go_on_with_reissue(reissue_id: int) -> None:
    """Replace what is left of the permits of one re-issue; run again it goes on where the first run was broken off."""
    go_on_reissuing(reissue_id=reissue_id)


@party_task(name="permits.reissue_the_rest")
def reissue_the_rest() -> int:
    """Ask anew for every re-issue of which something is left to do; return how many there are."""
    waiting = list(unfinished_reissues().filter(asked_at__lt=this_moment() - LEFT_TO_ITS_OWN_TASK))
    for reissue in waiting:
        go_on_with_reissue.delay(reissue.pk)
    return len(waiting)


@party_task(name="permits.remove_papers")
def remove_papers(batch_id: int) -> None:
    """Remove some of the papers on which two people agreed; run again it goes on where the first run ended."""
    go_on_removing(batch_id=batch_id, most=CASES_AT_A_TIME)


@party_task(name="permits.remove_the_rest")
def remove_the_rest() -> int:
    """Ask anew for every removal of papers of which something is left to do; return how many there are."""
    waiting = list(unfinished_batches().values_list("pk", flat=True))
    for key in waiting:
        remove_papers.delay(key)
    return len(waiting)


@party_task(name="permits.settle_the_rest")
def settle_the_rest() -> int:
    """Send on every case whose fee is settled but whose news was lost; return how many were sent on."""
    waiting = cases_waiting_for("settle").values_list("reference", flat=True)
    return sum(_settle(reference) for reference in list(waiting))


@party_task(name="permits.book_quotas")
def book_quotas() -> int:
    """Release what expired unused at the Party's midnight, and book what is not booked yet; return how much it was."""
    return release_the_expired() + book_the_rest()


@party_task(name="permits.index_the_rest")
def index_what_is_sent() -> int:
    """Find by their words all applications that are not found by them yet; return how many there were."""
    return index_the_rest()


@party_task(name="permits.enter_the_rest")
def enter_what_is_issued() -> int:
    """Enter all permits in the register that are not in it yet; return how many there were."""
    return enter_the_rest()


@party_task(name="permits.read_line_sheet")
def read_line_sheet(sheet_pk: int) -> None:
    """Read one sheet of lines; run again it goes on where the first run was broken off."""
    read_sheet(sheet_pk)


@party_task(name="permits.read_the_rest")
def read_the_rest() -> int:
    """Ask anew for the reading of every sheet of lines that waits, and return of how many; remove the old ones."""
    remove_old_sheets()
    remove_old_papers()
    waiting = list(unread_sheets().filter(uploaded_at__lt=this_moment() - LEFT_TO_ITS_OWN_TASK))
    for sheet in waiting:
        read_line_sheet.delay(sheet.pk)
    return len(waiting)


def _published(permit_id: int) -> bool:
    try:
        publish_permit(permit_id=permit_id)
    except NeverPrinted:
        log.info("permit was cancelled before it was printed", permit=permit_id)
        return False
    return True


def _copied(permit_id: int) -> bool:
    try:
        make_copy(permit_id=permit_id)
    except NoCopy:
        log.info("permit was cancelled or lost before it was copied", permit=permit_id)
        return False
    return True


def _tried(permit_id: int, make: Callable[[int], bool], failure: str) -> bool:
    try:
        return make(permit_id)
    except _WAITS:
        log.exception(failure, permit=permit_id)
        return False


def _made(letter_id: int) -> bool:
    try:
        make_letter(letter_id=letter_id)
    except CannotPrint:
        log.exception("letter cannot be made", letter=letter_id)
        return False
    return True


def _settle(reference: str) -> bool:
    settled = [one for one in invoices_for(reference) if one.state is InvoiceState.SETTLED]
    return bool(settled) and send_on_paid_case(invoice=settled[0].invoice)
