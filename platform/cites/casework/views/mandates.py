"""The pages on which traders give mandates to agents, and both sides see and withdraw them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cites.accounts import errors
from cites.accounts.access import SignedInRequest, posted, requires
from cites.accounts.mandates import give_mandate, mandates_given, mandates_held, withdraw_mandate
from cites.accounts.models import Mandate, Role
from cites.casework.forms.mandates import MandateForm
from cites.casework.queries.agents import documents_of, state_of
from kernel.errors import DomainError
from localization.sentences import sentence_of
from tenants.context import today
from tenants.kept import forget_kept, kept_initial

applicants_only = requires(Role.TRADER, Role.AGENT)

# Beside which field each refusal stands; None is above them all.
_FIELDS: dict[type[DomainError], str | None] = {
    errors.NotATrader: None,
    errors.NotAnAgent: "email",
    errors.OwnAgent: "email",
    errors.LastDayBeforeFirst: "last_day",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A mandate with what it covers and how it stands, in words."""

    mandate: Mandate
    documents: str
    state: str
    may_end: bool


@require_safe
@applicants_only
def mandate_list(request: SignedInRequest) -> HttpResponse:
    """The mandates that one gave, and those that one holds."""
    context = {
        "given": _shown(mandates_given(request.user)),
        "held": _shown(mandates_held(request.user)),
        "may_give": request.user.has_role(Role.TRADER),
    }
    return render(request, "applications/mandates.html", context)


@requires(Role.TRADER)
def give(request: SignedInRequest) -> HttpResponse:
    """Let an agent act for one."""
    form = MandateForm(posted(request), initial=kept_initial(request))
    if request.method == "POST" and form.is_valid() and _given(request, form):
        return redirect("mandates")
    context = {"form": form, "whose": request.user.organisation or request.user}
    return render(request, "applications/mandate_give.html", context, status=422 if form.errors else 200)


def _given(request: SignedInRequest, form: MandateForm) -> bool:
    facts = {name: form.cleaned_data[name] for name in ("agent", "document_types", "first_day", "last_day")}
    try:
        mandate = give_mandate(giver=request.user, **facts)
    except tuple(_FIELDS) as error:
        form.add_error(_FIELDS[type(error)], sentence_of(error))
        return False
    forget_kept(request)
    messages.success(request, _("%(name)s now acts for you.") % {"name": mandate.agent.full_name})
    return True


@require_POST
@applicants_only
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a mandate that one gave or holds."""
    within_reach = Q(pk__in=mandates_given(request.user).values("pk")) | Q(agent=request.user)
    withdraw_mandate(mandate=get_object_or_404(Mandate.objects.filter(within_reach), pk=pk), actor=request.user)
    messages.success(request, _("The mandate has ended. What was done by it stays."))
    return redirect("mandates")


def _shown(mandates: Iterable[Mandate]) -> list[Shown]:
    day = today()
    return [
        Shown(each, documents_of(each), state_of(each), each.withdrawn_at is None and each.last_day >= day)
        for each in mandates
    ]
