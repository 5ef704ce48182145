"""Letters about a case: downloaded by its applicant, and by whoever may read that part of the case."""

from django.http import FileResponse, Http404, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cites.accounts.access import SignedInRequest, requires
from cites.casework.queries.applications import own_application
from cites.casework.queries.casefile import application_for_official
from cites.casework.rules import CASE_READERS, Part
from cites.casework.views.applications import applicants_only
from cites.permits.models import Application, LetterFile
from cites.permits.removed import refuse_removed


@require_safe
@applicants_only
def own_letter(request: SignedInRequest, reference: str, letter: int) -> HttpResponseBase:
    """A letter to the applicant."""
    return _download(own_application(reference, request.user), letter)


@require_safe
@requires(*CASE_READERS)
def case_letter(request: SignedInRequest, reference: str, letter: int) -> HttpResponseBase:
    """A letter of a case, for an official whose roles open that part."""
    application, parts = application_for_official(reference, request.user)
    if Part.MESSAGES not in parts:
        raise Http404(_("There is no such letter."))
    return _download(application, letter)


def _download(application: Application, letter: int) -> FileResponse:
    refuse_removed(application)
    made = LetterFile.objects.filter(letter__application=application, letter=letter).first()
    if made is None:
        raise Http404(_("There is no such letter."))
    name = f"{application.reference}-{letter}.pdf"
    return FileResponse(made.file.open("rb"), filename=name, content_type="application/pdf")
