"""The pages on which two officials together reset the second step of somebody who lost theirs."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cites.accounts import errors
from cites.accounts.access import SignedInRequest, posted, requires
from cites.accounts.forms.second_steps import ResetForm
from cites.accounts.models import SecondStepReset
from cites.accounts.roles import RESETTERS
from cites.accounts.second_steps import confirm_reset, open_resets, past_resets, propose_reset, withdraw_reset
from kernel.errors import DomainError
from localization.sentences import sentence_of
from tenants.kept import forget_kept, kept_initial

PAGE_SIZE = 20

# Beside which field each refusal stands.
_FIELDS: dict[type[DomainError], str] = {
    errors.OwnSecondStep: "email",
    errors.NoSecondStep: "email",
    errors.ResetProposedAlready: "email",
    errors.ReasonMissing: "reason",
}


@require_safe
@requires(*RESETTERS)
def reset_list(request: SignedInRequest) -> HttpResponse:
    """What waits for a second person, and what became of the others."""
    page = Paginator(past_resets(), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "accounts/second_steps.html", {"waiting": open_resets(), "page": page})


@requires(*RESETTERS)
def propose(request: SignedInRequest) -> HttpResponse:
    """Propose a reset."""
    initial = {"email": request.GET.get("email", "")[:254], **kept_initial(request)}
    form = ResetForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid() and _proposed(request, form):
        return redirect("second-steps")
    return render(request, "accounts/second_step_propose.html", {"form": form}, status=422 if form.errors else 200)


def _proposed(request: SignedInRequest, form: ResetForm) -> bool:
    facts = form.cleaned_data
    try:
        propose_reset(
            person=facts["person"],
            reason=facts["reason"],
            identity_check=facts["identity_check"],
            actor=request.user,
        )
    except tuple(_FIELDS) as error:
        form.add_error(_FIELDS[type(error)], sentence_of(error))
        return False
    forget_kept(request)
    messages.success(request, _("The reset waits for somebody else to confirm it."))
    return True


@require_safe
@requires(*RESETTERS)
def reset(request: SignedInRequest, pk: int) -> HttpResponse:
    """A reset with its reasons, and whether the reader may confirm it."""
    found = _found(pk)
    may_confirm = found.is_open() and request.user.pk not in (found.person_id, found.proposed_by_id)
    context = {"reset": found, "is_open": found.is_open(), "may_confirm": may_confirm}
    return render(request, "accounts/second_step_reset.html", context)


@require_POST
@requires(*RESETTERS)
def confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """Confirm a reset that somebody else proposed."""
    found = _found(pk)
    try:
        confirm_reset(reset=found, actor=request.user)
    except (errors.ResetNotOpen, errors.OwnSecondStep, errors.SamePersonTwice) as error:
        messages.error(request, sentence_of(error))
        return redirect("second-step-reset", pk)
    told = _("The second step of %(name)s has been reset. They were told by e-mail.")
    messages.success(request, told % {"name": found.person.full_name})
    return redirect("second-steps")


@require_POST
@requires(*RESETTERS)
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a proposal go without effect."""
    try:
        withdraw_reset(reset=_found(pk), actor=request.user)
    except errors.ResetNotOpen as error:
        messages.error(request, sentence_of(error))
    else:
        messages.success(request, _("The reset has been withdrawn."))
    return redirect("second-steps")


def _found(pk: int) -> SecondStepReset:
    people = ("person", "proposed_by", "confirmed_by", "withdrawn_by")
    return get_object_or_404(SecondStepReset.objects.select_related(*people), pk=pk)
