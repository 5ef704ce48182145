"""The public page to which a received PDF is brought: whether it was handed out here, and what it is good for."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cites.look.status import ATTENTION, BAD
from cites.permits.errors import AskedTooOften
from cites.permits.forms.verify import DocumentForm
from cites.permits.limits import told_of_document
from cites.permits.queries.received import Received
from cites.permits.received_words import doubt_words, no_document_words
from cites.permits.rules.received import FileStanding
from cites.permits.views.verify import facts_of, specimen, too_fast
from cites.permits.words import place_name
from tenants.context import current_party
from tenants.hosts import address_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify_document(request: HttpRequest) -> HttpResponse:
    """Take a PDF and say what it is worth today; 404 where it is no document of this Party. Nothing of it is kept.

    In a practice twin every answer is that it is a specimen, whatever the file.
    """
    if request.method != "POST":
        return render(request, "permits/verify_document.html", {"form": DocumentForm()})
    form = DocumentForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "permits/verify_document.html", {"form": form}, status=422)
    try:
        found = told_of_document(request, form.cleaned_data["file"])
    except AskedTooOften:
        return too_fast(request)
    if current_party().practice:
        return specimen(request, found.permit)
    return _answer(request, found)


def _answer(request: HttpRequest, found: Received) -> HttpResponse:
    if found.permit is None:
        return render(request, "permits/verify_document_unknown.html", _unknown(found), status=404)
    doubts = [doubt_words(doubt) for doubt in found.doubts]
    return render(request, "permits/verify.html", facts_of(found.permit) | {"doubts": doubts, "is_file": True})


def _unknown(found: Received) -> dict[str, Any]:
    title, sentence = no_document_words(found.file)
    told: dict[str, Any] = {"title": title, "sentence": sentence, "kind": BAD}
    if found.ask is not None:
        country = place_name(found.ask.iso2, get_language() or "en")
        ask_at = address_of(found.ask, reverse("verify-document"))
        return told | {"kind": ATTENTION, "country": country, "ask_at": ask_at}
    is_damaged = found.file is FileStanding.UNREADABLE
    return told | {"doubts": [doubt_words(doubt) for doubt in found.doubts], "is_damaged": is_damaged}
