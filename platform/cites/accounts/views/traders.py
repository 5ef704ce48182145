"""The pages on which officers see traders and decide who they are."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cites.accounts.access import SignedInRequest, requires
from cites.accounts.blocks import blocks_of
from cites.accounts.forms.people import DecisionForm
from cites.accounts.mandates import mandates_about
from cites.accounts.models import Role, User, Verification
from cites.accounts.queries import traders
from cites.accounts.roles import BLOCKERS
from cites.accounts.services import refuse_trader, verify_trader
from tenants.kept import forget_kept, kept_initial

READERS = (Role.MA_OFFICER, Role.MA_SIGNATORY, Role.PARTY_ADMINISTRATOR, Role.AUDITOR)


@requires(*READERS)
def trader_list(request: SignedInRequest) -> HttpResponse:
    waiting = traders(verification=Verification.PENDING).filter(emailaddress__verified=True).distinct()
    others = traders().exclude(verification=Verification.PENDING).order_by("full_name")
    return render(request, "accounts/traders.html", {"waiting": waiting, "others": others})


@requires(*READERS)
def trader(request: SignedInRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(traders(), pk=pk)
    may_decide = request.user.has_role(Role.MA_OFFICER) and not person.is_verified
    if request.method == "POST":
        return _decide(request, person)
    return _page(request, person, DecisionForm(initial=kept_initial(request)) if may_decide else None)


def _decide(request: SignedInRequest, person: User) -> HttpResponse:
    if not request.user.has_role(Role.MA_OFFICER):
        raise PermissionDenied
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, person, form, status=422)
    if form.cleaned_data["decision"] == "verify":
        verify_trader(person=person, officer=request.user)
        messages.success(request, _("%(name)s has been verified.") % {"name": person.full_name})
    else:
        refuse_trader(person=person, officer=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("%(name)s has been refused and told why.") % {"name": person.full_name})
    forget_kept(request)
    return redirect("traders")


def _page(request: SignedInRequest, person: User, form: DecisionForm | None, status: int = 200) -> HttpResponse:
    context = {
        "trader": person,
        "form": form,
        "blocks": blocks_of(person),
        "may_erase": request.user.has_role(Role.PARTY_ADMINISTRATOR),
        "mandates": mandates_about(person),
        "may_block": request.user.has_role(*BLOCKERS),
    }
    return render(request, "accounts/trader.html", context, status=status)
