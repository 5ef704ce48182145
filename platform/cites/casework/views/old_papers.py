"""Papers whose time is over: how many by year, what two officials agree to remove, and what is kept longer."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cites.accounts.access import SignedInRequest, requires
from cites.accounts.confirming import ask_to_confirm, has_confirmed
from cites.casework.forms.old_papers import HoldForm
from cites.casework.rules import OLD_PAPER_READERS, PAPER_HOLDERS, PAPER_REMOVERS
from cites.permits.models import PapersBatch, PapersHold
from cites.permits.queries.retention import holds_in_force, old_years, open_batches, past_batches, progress_of
from cites.permits.services.retention import (
    confirm_removal,
    hold_papers,
    lift_hold,
    propose_removal,
    withdraw_removal,
)
from kernel.errors import DomainError
from localization.sentences import sentence_of
from tenants.context import current_profile, today

PAGE_SIZE = 20


@require_safe
@requires(*OLD_PAPER_READERS)
def old_papers(request: SignedInRequest) -> HttpResponse:
    """How many papers may go today by year and law, what is proposed, what was removed, and what is held."""
    return _shown(request, HoldForm())


@require_POST
@requires(*PAPER_REMOVERS)
def propose(request: SignedInRequest, year: int) -> HttpResponse:
    """Propose to remove the papers of a year that may go."""
    try:
        made = propose_removal(year=year, actor=request.user)
    except DomainError as error:
        messages.error(request, sentence_of(error))
        return redirect("old-papers")
    messages.success(request, _("The removal waits for somebody else to confirm it."))
    return redirect("old-papers-batch", made.pk)


@require_safe
@requires(*OLD_PAPER_READERS)
def batch(request: SignedInRequest, pk: int) -> HttpResponse:
    """A removal: what was proposed, by whom, how far it is, and whether the reader may confirm it."""
    found = _batch(pk)
    may_act = found.is_open() and request.user.has_role(*PAPER_REMOVERS)
    shown = {
        "batch": found,
        "progress": progress_of(found),
        "items": Paginator(found.items.select_related("application__case").order_by("pk"), 100).get_page(
            request.GET.get("page")
        ),
        "is_open": found.is_open(),
        "may_withdraw": may_act,
        "may_confirm": may_act and request.user.pk != found.proposed_by_id,
    }
    return render(request, "casework/old_papers_batch.html", shown)


@require_POST
@requires(*PAPER_REMOVERS)
def confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """Confirm what somebody else proposed; the second step is asked for, for this cannot be undone."""
    found = _batch(pk)
    if not has_confirmed(request):
        return ask_to_confirm(request, request.user)
    return _done(request, confirm_removal, _("The papers are being removed."), batch=found)


@require_POST
@requires(*PAPER_REMOVERS)
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a proposal go without effect."""
    return _done(
        request, withdraw_removal, _("The proposal has been withdrawn. Nothing was removed."), batch=_batch(pk)
    )


@require_POST
@requires(*PAPER_HOLDERS)
def hold(request: SignedInRequest) -> HttpResponse:
    """Keep the papers of a case whatever their age."""
    form = HoldForm(request.POST)
    if not form.is_valid():
        return _shown(request, form, status=422)
    given = form.cleaned_data
    try:
        hold_papers(application=given["reference"], reason=given["reason"], until=given["until"], actor=request.user)
    except DomainError as error:
        form.add_error("reference", sentence_of(error))
        return _shown(request, form, status=422)
    messages.success(request, _("The papers of this case are kept."))
    return redirect("old-papers")


@require_POST
@requires(*PAPER_REMOVERS)
def lift(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let the papers of a case go like all others."""
    found = get_object_or_404(PapersHold, pk=pk)
    return _done(request, lift_hold, _("The papers of this case are kept no longer than others."), hold=found)


def _shown(request: SignedInRequest, form: HoldForm, status: int = 200) -> HttpResponse:
    shown = {
        "day": today(),
        "kept": current_profile().retention,
        "is_confirmed": "retention" not in current_profile().unconfirmed,
        "years": old_years(),
        "waiting": open_batches(),
        "page": Paginator(past_batches(), PAGE_SIZE).get_page(request.GET.get("page")),
        "holds": holds_in_force(),
        "form": form,
        "may_remove": request.user.has_role(*PAPER_REMOVERS),
        "may_hold": request.user.has_role(*PAPER_HOLDERS),
    }
    return render(request, "casework/old_papers.html", shown, status=status)


def _done(request: SignedInRequest, act: Callable[..., None], told: str, **about: Any) -> HttpResponse:
    """Act, and go back with what came of it."""
    try:
        act(**about, actor=request.user)
    except DomainError as error:
        messages.error(request, sentence_of(error))
    else:
        messages.success(request, told)
    return redirect("old-papers")


def _batch(pk: int) -> PapersBatch:
    return get_object_or_404(PapersBatch.objects.select_related("proposed_by", "confirmed_by", "withdrawn_by"), pk=pk)
