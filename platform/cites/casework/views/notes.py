"""Notes about a case inside the office."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cites.accounts.access import SignedInRequest, posted, requires
from cites.casework.forms.notes import NoteForm
from cites.casework.queries.casefile import application_for_official
from cites.casework.rules import NOTE_WRITERS, Part
from cites.casework.views.posted import key_for_page
from tenants.kept import forget_kept, kept_initial
from workflows.notes import add_note


@requires(*NOTE_WRITERS)
def note(request: SignedInRequest, reference: str) -> HttpResponse:
    """Write a note; a double click keeps one."""
    _application, parts = application_for_official(reference, request.user)
    if Part.NOTES not in parts:
        raise PermissionDenied
    form = NoteForm(posted(request), request.FILES or None, initial=kept_initial(request))
    key = key_for_page(request)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        add_note(reference=reference, author=request.user, text=facts["text"], key=key, files=facts["attachments"])
        forget_kept(request)
        messages.success(request, _("Your note is kept."))
        return redirect("case", reference)
    shown = {"form": form, "reference": reference, "key": key}
    return render(request, "casework/note.html", shown, status=422 if form.errors else 200)
