"""The page on which people learn what is held about them, and take it home."""

from io import BytesIO

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cites.accounts.access import SignedInRequest, signed_in
from cites.accounts.corrections import corrections_asked_by
from cites.casework.personal.bundle import personal_bundle


@require_safe
@signed_in
def personal_data(request: SignedInRequest) -> HttpResponse:
    """What is kept and why, with the ways to take it home, to have it corrected and to have it erased."""
    return render(request, "casework/personal_data.html", {"asked": corrections_asked_by(request.user)})


@never_cache
@require_POST
@signed_in
def download(request: SignedInRequest) -> HttpResponseBase:
    """What is held about the person, made anew each time."""
    file = BytesIO(personal_bundle(request.user))
    answer = FileResponse(file, as_attachment=True, filename="my-data.zip", content_type="application/zip")
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
