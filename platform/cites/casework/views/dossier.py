"""The dossier of a case as a PDF, for an official: everything of the case page that their roles open."""

from io import BytesIO

from django.http import FileResponse, HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cites.accounts.access import SignedInRequest, requires
from cites.casework.dossier.printing import print_dossier
from cites.casework.rules import CASE_READERS


@never_cache
@require_safe
@requires(*CASE_READERS)
def case_dossier(request: SignedInRequest, reference: str) -> HttpResponseBase:
    """The dossier as it is at this moment, made anew each time; printing it is itself an act worth an entry."""
    pdf = print_dossier(reference, request.user)
    answer = FileResponse(BytesIO(pdf), filename=f"{reference}-dossier.pdf", content_type="application/pdf")
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
