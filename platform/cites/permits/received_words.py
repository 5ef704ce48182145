"""What is said of a PDF that somebody received."""

from dataclasses import replace

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cites.permits.rules.received import FileStanding
from kernel.reasons import Reason
from localization.formats import format_date
from localization.sentences import sentence_of

_ALTERED = (
    _("Altered"),
    _("This is not the document that the Management Authority signed. Nothing that stands in it can be relied on."),
)
_NEVER_SIGNED = (
    _("Not signed here"),
    _("The Management Authority neither signed this file nor handed it out. The document may be forged."),
)
_NO_DOCUMENTS: dict[FileStanding, tuple[str | Promise, str | Promise]] = {
    FileStanding.NOT_ON_RECORD: (
        _("Unknown document"),
        _("This file was never handed out here. The document may be forged."),
    ),
    FileStanding.ADDED_TO: _ALTERED,
    FileStanding.ALTERED: _ALTERED,
    FileStanding.ELSEWHERE: (
        _("Another Party's document"),
        _("Nothing can be said of it here: this page knows the documents of one Party."),
    ),
    FileStanding.PRACTICE: (
        _("Specimen: not a permit"),
        _("This document was made for practice. It is not valid for any shipment."),
    ),
    FileStanding.SIGNED_BY_OTHERS: _NEVER_SIGNED,
    FileStanding.NOT_SIGNED: _NEVER_SIGNED,
    FileStanding.UNREADABLE: (
        _("Not a whole PDF"),
        _("Only a part of the file arrived here, so nothing can be said of the document."),
    ),
}


def no_document_words(file: FileStanding) -> tuple[str | Promise, str | Promise]:
    """Return, for a file that was not handed out, what it is in a word, and a sentence for a border officer."""
    return _NO_DOCUMENTS[file]


def doubt_words(doubt: Reason) -> str:
    """Return a doubt about a received file as a sentence, its day as the Party's clocks tell it."""
    data = dict(doubt.data)
    if "day" in data:
        data["day"] = format_date(timezone.localtime(data["day"]).date(), get_language() or "en")
    return sentence_of(replace(doubt, data=data))
