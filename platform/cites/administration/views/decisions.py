"""The second person's decision: put in force, or sent back with a reason; and the first one's to take it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cites.accounts.access import SignedInRequest, requires
from cites.administration.forms.proposals import SendBackForm
from cites.administration.rules import DECIDERS, DRAFTERS
from cites.administration.views.acting import attempted, done_by, version_seen
from cites.administration.views.drafts import shown
from kernel.errors import DomainError
from localization.sentences import sentence_of
from tenants.releases.deciding import put_in_force, send_back, take_back
from tenants.releases.models import Proposal


@require_POST
@requires(*DECIDERS)
def approve(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a proposal in force, from its day on."""
    found = get_object_or_404(Proposal, pk=pk)
    if done_by(request, found, Proposal.State.APPROVED) and found.release_number:
        return redirect("release", found.release_number)
    try:
        made = put_in_force(proposal=found, by=request.user, version=version_seen(request))
    except DomainError as error:
        messages.error(request, sentence_of(error))
        return redirect("proposal", pk)
    messages.success(request, _("Release %(number)s is approved.") % {"number": made.number})
    return redirect("release", made.number)


@require_POST
@requires(*DECIDERS)
def return_proposal(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send a proposal back, and say what should be changed."""
    found = get_object_or_404(Proposal, pk=pk)
    if done_by(request, found, Proposal.State.SENT_BACK):
        return redirect("proposal", pk)
    form = SendBackForm(request.POST)
    if form.is_valid():
        try:
            send_back(proposal=found, by=request.user, version=version_seen(request), **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, sentence_of(error))
        else:
            messages.success(request, _("The proposal is sent back. Those who wrote it have been told."))
            return redirect("proposal", pk)
    return shown(request, found, send_back_form=form, status=422)


@require_POST
@requires(*DRAFTERS)
def take_proposal_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make a proposal a draft again."""
    found, seen = get_object_or_404(Proposal, pk=pk), version_seen(request)
    said = _("It is a draft again.")
    return attempted(request, lambda: take_back(proposal=found, by=request.user, version=seen), said, "proposal", pk)
