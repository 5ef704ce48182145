"""Replacing many permits at once: choose them, say why, and see what became of each."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cites.accounts.access import SignedInRequest, posted, requires
from cites.accounts.confirming import ask_to_confirm, has_confirmed
from cites.casework.forms.reissue import PermitsToReplaceForm, ReissueForm
from cites.casework.rules import REISSUERS
from cites.casework.views.posted import key_for_page, posted_key
from cites.permits.models import Permit, ReissueItem
from cites.permits.queries.reissues import MOST, find_reissue, items_of, permits_to_replace, progress_of, reissues
from cites.permits.services.reissuing import ask_for_reissue
from kernel.errors import DomainError
from localization.sentences import sentence_of


@requires(*REISSUERS)
def reissue_many(request: SignedInRequest) -> HttpResponse:
    """The permits that were looked for, all ticked; sent, they are replaced by a task.

    Where a box above cannot be read nothing is offered: it would be more than was meant.
    """
    wanted = PermitsToReplaceForm(request.GET)
    looked = bool(request.GET) and wanted.is_valid()
    found = list(permits_to_replace(wanted.asked)[: MOST + 1]) if looked else []
    form = ReissueForm(posted(request))
    chosen = _chosen(request, found) if form.is_bound else found[:MOST]
    if form.is_valid():
        if not has_confirmed(request):
            return ask_to_confirm(request, request.user)
        try:
            asked = ask_for_reissue(
                permits=chosen, reason=form.cleaned_data["reason"], signatory=request.user, key=posted_key(request)
            )
        except DomainError as error:
            form.add_error(None, sentence_of(error))
        else:
            messages.success(request, _("The permits are being replaced."))
            return redirect("reissue", asked.pk)
    shown = {
        "wanted": wanted,
        "form": form,
        "found": [(each, each in chosen) for each in found[:MOST]],
        "is_cut": len(found) > MOST,
        "most": MOST,
        "looked": looked,
        "earlier": reissues()[:10],
        "key": key_for_page(request),
    }
    return render(request, "casework/reissue_many.html", shown, status=422 if form.is_bound or wanted.errors else 200)


@require_safe
@requires(*REISSUERS)
def reissue(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far it is: what replaces each permit, or why nothing does."""
    found = find_reissue(pk)
    if found is None:
        raise Http404
    rows = [(each, _told(each)) for each in items_of(found)]
    shown = {"reissue": found, "progress": progress_of(found), "rows": rows}
    return render(request, "casework/reissue.html", shown)


def _told(item: ReissueItem) -> str:
    outcome = getattr(item, "outcome", None)
    return "" if outcome is None or not outcome.message else sentence_of(outcome)


def _chosen(request: SignedInRequest, found: list[Permit]) -> list[Permit]:
    """Those that were ticked, of those that were looked for: nothing else can be named."""
    ticked = set(request.POST.getlist("permit"))
    return [each for each in found if each.number in ticked]
