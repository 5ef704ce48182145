"""What permits do when other rooms have news: a settled invoice sends its case on."""

from typing import Any

from billing.models import Invoice
from billing.signals import invoice_settled
from cites.accounts.models import Organisation, User
from cites.accounts.queries import party_here
from cites.accounts.signals import names_changed
from cites.permits.models import Letter, LineSheet, PapersBatch, Permit, Reissue, SigningKey
from cites.permits.services.indexing import forget_words_of
from cites.permits.services.quotas import follow_step
from cites.permits.services.settling import send_on_paid_case
from cites.permits.signals import (
    copy_asked,
    letter_written,
    line_sheet_kept,
    papers_confirmed,
    permit_issued,
    reissue_asked,
    signing_request_asked,
)
from cites.permits.tasks import (
    go_on_with_reissue,
    make_copy_file,
    make_letter_file,
    make_signing_request,
    read_line_sheet,
    remove_papers,
    render_and_publish,
)
from workflows.models import CaseStep
from workflows.signals import case_step_made


def connect() -> None:
    """Listen; harmless when repeated."""
    invoice_settled.connect(settle_case, dispatch_uid="permits.settle_case")
    permit_issued.connect(ask_for_document, dispatch_uid="permits.ask_for_document")
    copy_asked.connect(ask_for_copy_file, dispatch_uid="permits.ask_for_copy_file")
    letter_written.connect(ask_for_letter, dispatch_uid="permits.ask_for_letter")
    line_sheet_kept.connect(ask_for_reading, dispatch_uid="permits.ask_for_reading")
    papers_confirmed.connect(ask_for_removal, dispatch_uid="permits.ask_for_removal")
    case_step_made.connect(release_reservation, dispatch_uid="permits.release_reservation")
    reissue_asked.connect(ask_for_replacements, dispatch_uid="permits.ask_for_replacements")
    signing_request_asked.connect(ask_for_signing_request, dispatch_uid="permits.ask_for_signing_request")
    names_changed.connect(find_by_new_name, dispatch_uid="permits.find_by_new_name")


def settle_case(sender: type[Invoice], invoice: Invoice, **news: Any) -> None:
    """Send the invoice's case on to be signed."""
    send_on_paid_case(invoice=invoice)


def ask_for_document(sender: type[Permit], permit: Permit, **news: Any) -> None:
    """Have the document made, once the permit is committed."""
    render_and_publish.delay(permit.pk)


def ask_for_copy_file(sender: type[Permit], permit: Permit, **news: Any) -> None:
    """Have the copy made, once somebody's asking for it is committed."""
    make_copy_file.delay(permit.pk)


def ask_for_letter(sender: type[Letter], letter: Letter, **news: Any) -> None:
    """Have the file of a letter made."""
    make_letter_file.delay(letter.pk)


def ask_for_reading(sender: type[LineSheet], sheet: LineSheet, **news: Any) -> None:
    """Have a sheet of lines read; should the request be lost, a sweep finds it in the table."""
    read_line_sheet.delay(sheet.pk)


def release_reservation(sender: type[CaseStep], step: CaseStep, **news: Any) -> None:
    """Give back what a case has reserved of quotas once it is approved no longer, in the transaction of its step."""
    follow_step(step)


def ask_for_replacements(sender: type[Reissue], reissue: Reissue, **news: Any) -> None:
    """Have the permits of a re-issue replaced, one after the other."""
    go_on_with_reissue.delay(reissue.pk)


def ask_for_removal(sender: type[PapersBatch], batch: PapersBatch, **news: Any) -> None:
    """Have the papers removed on which two people agreed."""
    remove_papers.delay(batch.pk)


def ask_for_signing_request(sender: type[SigningKey], key: SigningKey, **news: Any) -> None:
    """Have the certification request of a key made; who finds none asks again."""
    make_signing_request.delay()


def find_by_new_name(sender: type[User | Organisation], whose: User | Organisation, **news: Any) -> None:
    """Have applications found by what somebody is called now; the shared front door has none."""
    if party_here():
        forget_words_of(whose)
