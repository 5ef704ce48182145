"""Making the copy of a permit: resumable, and harmless when repeated."""

from cites.permits.documents.publishing import make_document
from cites.permits.errors import NoCopy
from cites.permits.models import DocumentKind, Permit, PermitDocument
from cites.permits.queries.copies import may_be_copied


def make_copy(*, permit_id: int) -> PermitDocument:
    """Render, sign and keep the copy of a permit, marked as one on each page; one that is made already is returned.

    Raises CannotPrint, NotSigned, and NoCopy where the permit was taken back or lost since somebody asked.
    """
    permit = Permit.objects.select_related("application__case").get(pk=permit_id)
    if not may_be_copied(permit):
        raise NoCopy(permit.number)
    return make_document(permit, DocumentKind.COPY)
