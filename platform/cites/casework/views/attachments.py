"""Papers: added and removed by the applicant, read by whoever may read that part of the case."""

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cites.accounts.access import SignedInRequest, requires
from cites.casework.downloads import download
from cites.casework.forms.sections import AttachmentForm
from cites.casework.queries.applications import application_view, own_application
from cites.casework.queries.casefile import application_for_official
from cites.casework.queries.files import part_of
from cites.casework.rules import CASE_READERS, Part
from cites.casework.views.applications import applicants_only
from cites.casework.views.sections import closed
from cites.permits.models import Application, Attachment
from cites.permits.removed import refuse_removed
from cites.permits.rules.parts import ATTACHMENTS
from cites.permits.services.drafts import attach_paper, remove_paper
from kernel.errors import DomainError
from localization.sentences import sentence_of
from workflows.attaching import attachments_of


@applicants_only
def attachments(request: SignedInRequest, reference: str) -> HttpResponse:
    """The papers so far, and a box for one more."""
    view = application_view(reference, request.user)
    if answer := closed(request, view, is_open=ATTACHMENTS in view.writing.open):
        return answer
    form = AttachmentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            attach_paper(application=view.application, file=form.cleaned_data["file"], actor=request.user)
            return redirect("application-attachments", reference)
        except DomainError as error:
            form.add_error("file", sentence_of(error))
    papers = view.application.attachments.filter(removed_at=None)
    shown = {"view": view, "form": form, "attachments": papers, "notes": view.writing.notes_on(ATTACHMENTS)}
    return render(request, "applications/attachments.html", shown, status=422 if request.method == "POST" else 200)


@require_POST
@applicants_only
def remove_attachment(request: SignedInRequest, reference: str, attachment: int) -> HttpResponse:
    """Take a paper out of a draft; a second click finds it gone and changes nothing."""
    view = application_view(reference, request.user)
    if answer := closed(request, view, is_open=ATTACHMENTS in view.writing.open):
        return answer
    remove_paper(application=view.application, attachment=attachment, actor=request.user)
    return redirect("application-attachments", reference)


@require_safe
@applicants_only
def own_attachment(request: SignedInRequest, reference: str, attachment: int) -> HttpResponseBase:
    """One of the applicant's own papers."""
    return _download(own_application(reference, request.user), attachment)


@require_safe
@requires(*CASE_READERS)
def case_attachment(request: SignedInRequest, reference: str, attachment: int) -> HttpResponseBase:
    """A paper of a case, for an official whose roles open that part."""
    application, parts = application_for_official(reference, request.user)
    if Part.ATTACHMENTS not in parts:
        raise Http404(_("There is no such paper."))
    return _download(application, attachment)


@require_safe
@applicants_only
def own_file(request: SignedInRequest, reference: str, attachment: int) -> HttpResponseBase:
    """A file with a question to the applicant or with their answer; of all else about the case they get none."""
    application = own_application(reference, request.user)
    refuse_removed(application)
    return download(attachments_of(application.case).filter(pk=attachment, message__isnull=False).first())


@require_safe
@requires(*CASE_READERS)
def case_file(request: SignedInRequest, reference: str, attachment: int) -> HttpResponseBase:
    """A file with something that was said about a case, for an official whose roles open that part."""
    application, parts = application_for_official(reference, request.user)
    found = attachments_of(application.case).filter(pk=attachment).first()
    if found and part_of(found) in parts:
        refuse_removed(application)
    return download(found if found and part_of(found) in parts else None)


def _download(application: Application, attachment: int) -> FileResponse:
    refuse_removed(application)
    return download(Attachment.objects.filter(application=application, pk=attachment, removed_at=None).first())
