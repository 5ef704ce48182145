"""What is in force, and what of it somebody of the Party still has to confirm."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from cites.accounts.access import SignedInRequest, posted, requires
from cites.administration.forms.proposals import ConfirmForm
from cites.administration.queries.moving import count_behind
from cites.administration.queries.settings import parts_read, to_confirm
from cites.administration.rules import DRAFTERS, READERS
from cites.administration.views.acting import refuse_readers
from kernel.errors import DomainError
from localization.sentences import sentence_of
from tenants.releases.drafting import begin_draft, confirm_values
from tenants.releases.queries import Standing, open_proposal, release_in_force, releases_by_period


@require_safe
@requires(*READERS)
def settings(request: SignedInRequest) -> HttpResponse:
    """All that the Party chose, as it is in force."""
    current = release_in_force()
    periods = releases_by_period()
    context = {
        "period": next((each for each in periods if each.release.number == current.number), None),
        "coming": [each for each in periods if each.standing is Standing.COMING],
        "proposal": open_proposal(),
        "parts": parts_read(current.parts),
        "to_confirm": len(to_confirm(current.parts)),
        "may_draft": request.user.has_role(*DRAFTERS),
        "behind": count_behind(),
    }
    return render(request, "administration/settings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(*READERS)
def confirm(request: SignedInRequest) -> HttpResponse:
    """What nobody has confirmed, and a form by which an administrator does, in the draft."""
    refuse_readers(request)
    proposal = open_proposal()
    drafted = proposal is not None and proposal.is_in_hand
    parts = proposal.parts if proposal and drafted else release_in_force().parts
    listed = to_confirm(parts)
    may_confirm = request.user.has_role(*DRAFTERS) and (proposal is None or drafted)
    form = ConfirmForm([(each.doubt.mark.key, each.place) for each in listed], posted(request))
    if request.method == "POST" and may_confirm and form.is_valid() and _confirmed(request, form):
        return redirect("draft")
    context = {
        "listed": list(zip(listed, form["values"], strict=True)),
        "form": form,
        "proposal": proposal,
        "may_confirm": may_confirm,
        "picture": reverse("proposal-crest", args=[proposal.pk]) if proposal and drafted else "/crest.svg",
    }
    status = 422 if form.errors else 409 if request.method == "POST" else 200
    return render(request, "administration/confirm.html", context, status=status)


def _confirmed(request: SignedInRequest, form: ConfirmForm) -> bool:
    keys = form.cleaned_data["values"]
    try:
        confirm_values(proposal=begin_draft(by=request.user), keys=keys, by=request.user)
    except DomainError as error:
        form.add_error(None, sentence_of(error))
        return False
    said = ngettext(
        "%(count)s value is confirmed in the draft.", "%(count)s values are confirmed in the draft.", len(keys)
    )
    messages.success(request, said % {"count": len(keys)} + " " + _("Propose the draft, so that it comes into force."))
    return True
