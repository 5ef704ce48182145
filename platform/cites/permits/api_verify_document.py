"""`POST /api/verify-document`: whether a received PDF was handed out here, for programs of customs and carriers."""

from datetime import date as Day
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import File, Router, UploadedFile
from pydantic import Field

from cites.permits.api_verify import VerifyAnswer, told_of
from cites.permits.errors import FaultyQuestion
from cites.permits.forms.verify import read_pdf
from cites.permits.limits import told_of_document
from cites.permits.received_words import doubt_words
from localization.sentences import sentence_of
from tenants.errors import FaultyAttachment
from tenants.hosts import address_of

router = Router(tags=["permits"])


class VerifyDocumentAnswer(VerifyAnswer):
    """As of a QR code, and besides what the file is. Nobody's name is in it, nor anything of what is none of ours.

    ``file``: handed_out, not_on_record, added_to, altered, elsewhere, practice, signed_by_others, not_signed or
    unreadable.
    """

    file: str
    rendition: str | None = Field(description="Of a file that was handed out: original, copy or overlay.")
    key: str | None = Field(description="Name of the key with which it is signed, where that is one of this Party.")
    revoked: Day | None = Field(description="Day on which that key was revoked.")
    ask_at: str | None = Field(description="Where to ask instead: the same address of the Party that signed it.")


@router.post(
    "/verify-document",
    response=VerifyDocumentAnswer,
    summary="Was this PDF handed out here, and what is its permit worth today?",
)
def verify_document(request: HttpRequest, file: File[UploadedFile]) -> dict[str, Any]:
    """Answer by the digests of all documents, else by the signatures in the file, which is kept nowhere.

    A file of at most 10 MB, as it was received. Files that are none of ours are counted, and slowed down.
    """
    try:
        content = read_pdf(file)
    except FaultyAttachment as error:
        raise FaultyQuestion({"file": sentence_of(error)}) from error
    found = told_of_document(request, content)
    return {
        "state": found.state,
        **told_of(found.permit),
        "reasons": [{"code": doubt.code, "message": doubt_words(doubt)} for doubt in found.doubts],
        "file": found.file,
        "rendition": found.rendition,
        "key": found.kid or None,
        "revoked": timezone.localtime(found.revoked_at).date() if found.revoked_at else None,
        "ask_at": address_of(found.ask, reverse("api:verify_document")) if found.ask else None,
    }
