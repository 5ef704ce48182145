"""The page behind the link in an invitation; it needs no sign-in, for the link is the proof."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cites.accounts.access import posted
from cites.accounts.errors import AddressTaken, InvitationNotOpen
from cites.accounts.forms.people import AcceptForm
from cites.accounts.invitations import accept_invitation, open_invitation
from cites.accounts.models import Invitation


@never_cache
def accept(request: HttpRequest, token: str) -> HttpResponse:
    try:
        invitation = open_invitation(token)
        form = AcceptForm(posted(request), initial={"full_name": invitation.full_name}, email=invitation.email)
        if request.method == "POST" and form.is_valid():
            return _accept(request, token, form)
    except (InvitationNotOpen, AddressTaken) as error:
        reason = _(error.message) % error.data
        return render(request, "accounts/invitation_closed.html", {"reason": reason}, status=410)
    return _page(request, invitation, form)


def _accept(request: HttpRequest, token: str, form: AcceptForm) -> HttpResponse:
    person = accept_invitation(token=token, **form.cleaned_data)
    get_adapter(request).login(request, person)
    return redirect("mfa_index")


def _page(request: HttpRequest, invitation: Invitation, form: AcceptForm) -> HttpResponse:
    context = {"invitation": invitation, "form": form}
    return render(request, "accounts/accept.html", context, status=422 if form.errors else 200)
