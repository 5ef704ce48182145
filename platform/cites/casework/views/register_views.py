"""Views of the register that officials keep under a name."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cites.accounts.access import SignedInRequest, requires
from cites.casework.errors import TooManyViews, ViewNameTaken
from cites.casework.forms.register import KeepViewForm, ViewForm
from cites.casework.models import RegisterView
from cites.casework.register.views_kept import change_view, find_changeable, keep_view, remove_view
from cites.casework.views.register import form_of_query, show_register
from cites.permits.queries.permits import READERS
from localization.sentences import sentence_of


@require_POST
@requires(*READERS)
def keep(request: SignedInRequest) -> HttpResponse:
    """Keep what the register shows under a name."""
    form, narrowing = KeepViewForm(request.POST), form_of_query(request.POST.get("query", ""))
    if not form.is_valid() or not narrowing.is_valid():
        return show_register(request, narrowing, form)
    given = {"name": form.cleaned_data["name"], "is_shared": form.cleaned_data["is_shared"]}
    try:
        keep_view(person=request.user, query=narrowing.asked.query, **given)
    except TooManyViews as error:
        form.add_error("name", sentence_of(error))
        return show_register(request, narrowing, form)
    messages.success(request, _("The view “%(name)s” is kept.") % given)
    return redirect(narrowing.asked.address())


@requires(*READERS)
def view(request: SignedInRequest, pk: int) -> HttpResponse:
    """Rename a view, share it with the office or no longer."""
    found = _found(request, pk)
    form = ViewForm(request.POST or None, initial={"name": found.name, "is_shared": found.is_shared})
    if request.method == "POST" and form.is_valid() and _changed(request, pk, form):
        messages.success(request, _("The view “%(name)s” is changed.") % form.cleaned_data)
        return redirect("permits")
    status = 422 if request.method == "POST" else 200
    return render(request, "casework/register_view.html", {"form": form, "view": found}, status=status)


@require_POST
@requires(*READERS)
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remove a view."""
    remove_view(pk=_found(request, pk).pk, person=request.user)
    messages.success(request, _("The view is removed."))
    return redirect("permits")


def _found(request: SignedInRequest, pk: int) -> RegisterView:
    found = find_changeable(request.user, pk)
    if found is None:
        raise Http404(_("There is no such view."))
    return found


def _changed(request: SignedInRequest, pk: int, form: ViewForm) -> bool:
    facts = form.cleaned_data
    try:
        return change_view(pk=pk, person=request.user, name=facts["name"], is_shared=facts["is_shared"]) is not None
    except ViewNameTaken as error:
        form.add_error("name", sentence_of(error))
        return False
