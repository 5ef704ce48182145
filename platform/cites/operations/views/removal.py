"""Removing a Party: one operator asks, another confirms, and when the waiting time is over either has it done."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cites.accounts.access import SignedInRequest, posted, requires
from cites.accounts.roles import Role
from cites.operations.forms import RemovalForm
from cites.operations.queries.parties import name_of
from cites.operations.queries.removals import stage_of
from tenants.errors import RemovalRefused
from tenants.jobs.kinds import OneParty
from tenants.jobs.services import ask_job
from tenants.kept import forget_kept, kept_initial
from tenants.life.removal import begin_removal, confirm_removal
from tenants.models import Party
from tenants.parties import party_of


@requires(Role.OPERATOR)
def removal(request: SignedInRequest, slug: str) -> HttpResponse:
    """How far the removal has come; and the form that begins it."""
    party = party_of(slug)
    stage = stage_of(party, request.user.email)
    form = RemovalForm(posted(request), party=party, initial={"seen": party.status, **kept_initial(request)})
    if form.is_valid() and stage.removal is None:
        begin_removal(party=party, by=request.user, reason=form.cleaned_data["reason"], seen=form.cleaned_data["seen"])
        forget_kept(request)
        messages.success(request, _("The service is closed. Another operator has to confirm the removal."))
        return redirect("operate-removal", party.slug)
    if form.is_bound and stage.removal is not None:  # sent twice, or asked for by another meanwhile
        messages.info(request, _("The removal has been asked for already; nothing was done twice."))
        return redirect("operate-removal", party.slug)
    context = {
        "subject": party,
        "party_name": name_of(party),
        "form": form,
        "stage": stage,
        "wait_days": settings.REMOVAL_WAIT_DAYS,
    }
    return render(request, "operations/removal.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Role.OPERATOR)
def confirm(request: SignedInRequest, slug: str) -> HttpResponse:
    """Confirm what another operator asked for; the waiting time begins."""
    party = party_of(slug)
    confirm_removal(party=party, by=request.user)
    messages.success(request, _("The removal is confirmed; the waiting time has begun."))
    return redirect("operate-removal", party.slug)


@require_POST
@requires(Role.OPERATOR)
def remove(request: SignedInRequest, slug: str) -> HttpResponse:
    """Have the operator worker remove it, once the waiting time is over."""
    party = party_of(slug)
    if not stage_of(party, request.user.email).can_remove:
        raise RemovalRefused(message=_("The waiting time is not over."))
    return _asked(request, party)


def _asked(request: SignedInRequest, party: Party) -> HttpResponse:
    job = ask_job(kind="remove", parameters=OneParty(parties=(party.slug,)), by=request.user)
    return redirect("operate-job", job.pk)
