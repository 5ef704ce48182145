"""Making a permit's original, signing and publishing it: resumable, and harmless when repeated."""

import hashlib
from collections.abc import Iterable

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from cites.permits.documents.facts import sheet_of
from cites.permits.documents.render import print_sheet, render_pdf
from cites.permits.documents.sheet import PermitSheet
from cites.permits.documents.signature import sign_document
from cites.permits.documents.tokens import sign_token_once
from cites.permits.errors import NeverPrinted
from cites.permits.models import (
    DocumentKind,
    DocumentSignature,
    EventKind,
    Permit,
    PermitDocument,
    PermitEvent,
    PermitLine,
)
from cites.permits.queries.permits import find_document, is_never_printed
from cites.permits.queries.stamps import find_stamp
from cites.permits.signals import permit_published
from tenants.audit.services import record
from tenants.context import current_party
from tenants.hosts import address_of
from tenants.releases.queries import release
from workflows.services import lock_case


def publish_permit(*, permit_id: int) -> PermitDocument:
    """Render the original of a permit, keep it with its digest, and publish the permit.

    Whatever a run that was killed has done already stays, and is not done twice. Raises CannotPrint, NotSigned, and
    NeverPrinted of a permit that was cancelled or replaced before or meanwhile: its document is not handed out.
    """
    permit = Permit.objects.select_related("application__case").get(pk=permit_id)
    _refuse_withdrawn(permit)
    document = make_document(permit, DocumentKind.ORIGINAL)
    _publish(permit, document)
    return document


def render_permit(permit: Permit) -> bytes:
    """Return the permit's original as PDF/A, made anew from its facts."""
    return render_pdf(sheet_for(permit, permit.lines.all()))


def sheet_for(
    permit: Permit, lines: Iterable[PermitLine], kind: DocumentKind = DocumentKind.ORIGINAL, stamp: str = ""
) -> PermitSheet:
    """Return what is printed of a permit, under this Party's letterhead and address.

    ``stamp`` is the number of the security stamp of a permit that is not issued yet.
    """
    crest, address, rows = str(release(permit.release_number).part("letterhead").root), verify_address(), list(lines)
    token, is_copy = sign_token_once(permit, rows, before=address), kind is DocumentKind.COPY
    number = find_stamp(permit) if permit.pk else stamp
    return sheet_of(permit, rows, address=address, token=token, crest=crest, stamp=number, is_copy=is_copy)


def verify_address() -> str:
    """Return the address under which this Party's permits are verified, with a slash at the end."""
    return address_of(current_party(), reverse("verify"))


def make_document(permit: Permit, kind: DocumentKind) -> PermitDocument:
    """Return this rendition of a permit; it is rendered, signed and kept once. Raises CannotPrint and NotSigned."""
    return find_document(permit, kind) or _made(permit, kind)


def signed_by(document: PermitDocument) -> dict[str, str]:
    """Return by which key it is signed; nothing of an original that was made before originals were signed."""
    signature = DocumentSignature.objects.filter(document=document).first()
    return {"kid": signature.kid, "level": signature.level} if signature else {}


def _made(permit: Permit, kind: DocumentKind) -> PermitDocument:
    printed = print_sheet(sheet_for(permit, permit.lines.all(), kind))
    # The time-stamp service is asked here, with no transaction open.
    signed = sign_document(printed.pdf, permit)
    try:
        with transaction.atomic():
            document = PermitDocument.objects.create(
                permit=permit,
                kind=kind,
                file=ContentFile(signed.pdf, name=f"{permit.number}.pdf"),
                size=len(signed.pdf),
                sha256=hashlib.sha256(signed.pdf).hexdigest(),
                pages=printed.pages,
            )
            DocumentSignature.objects.create(document=document, kid=signed.kid, level=signed.level)
            if kind is DocumentKind.COPY:  # of an original the trail says that it is published
                record("permit.copied", subject=permit.subject, data={"sha256": document.sha256, **signed_by(document)})
            return document
    except IntegrityError:  # another worker was quicker
        return PermitDocument.objects.get(permit=permit, kind=kind)


def _refuse_withdrawn(permit: Permit) -> None:
    if is_never_printed(permit):
        raise NeverPrinted(permit.number)


def _publish(permit: Permit, document: PermitDocument) -> None:
    try:
        with transaction.atomic():
            lock_case(permit.application.reference)  # whoever cancels or replaces it holds its case meanwhile
            _refuse_withdrawn(permit)
            PermitEvent.objects.create(permit=permit, kind=EventKind.PUBLISHED)
            record("permit.published", subject=permit.subject, data={"sha256": document.sha256, **signed_by(document)})
            permit_published.send(sender=Permit, permit=permit)
    except IntegrityError:
        return  # published before
