"""The pages on which the administrator invites officials and decides about their roles."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cites.accounts.access import SignedInRequest, posted, requires
from cites.accounts.errors import AddressTaken, LastAdministrator, OwnRole
from cites.accounts.forms.people import InvitationForm, RolesForm
from cites.accounts.invitations import invite_person, withdraw_invitation
from cites.accounts.models import Invitation, Role, User
from cites.accounts.queries import officials, open_invitations, teams_of
from cites.accounts.services import change_roles, deactivate_person
from cites.accounts.sessions import sessions_of
from cites.accounts.standing_in import absences_ahead
from localization.sentences import sentence_of
from tenants.context import in_party, today
from tenants.kept import forget_kept, kept_initial

ADMINISTRATORS = (Role.PARTY_ADMINISTRATOR, Role.OPERATOR)


@requires(*ADMINISTRATORS)
def official_list(request: SignedInRequest) -> HttpResponse:
    context = {"officials": officials(), "invitations": open_invitations(), "all_roles": list(Role)}
    return render(request, "accounts/officials.html", context)


@requires(*ADMINISTRATORS)
def official(request: SignedInRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(officials(), pk=pk)
    held = {"roles": [role.value for role in person.roles]}
    form = RolesForm(posted(request), initial={**held, **kept_initial(request)})
    if request.method == "POST" and form.is_valid() and _changed(request, person, form):
        forget_kept(request)
        messages.success(request, _("The roles of %(name)s have been saved.") % {"name": person.full_name})
        return redirect("officials")
    browsers = len(sessions_of(person))
    context = {
        "official": person,
        "form": form,
        "browsers": browsers,
        "may_erase": person.pk != request.user.pk,
        **_of_this_office(person),
    }
    return render(request, "accounts/official.html", context, status=422 if form.errors else 200)


def _of_this_office(person: User) -> dict[str, Any]:
    """A Party's officials have teams and absences; people of the shared front door have neither."""
    return {"teams": teams_of(person), "absences": absences_ahead(person, today())} if in_party() else {}


def _changed(request: SignedInRequest, person: User, form: RolesForm) -> bool:
    try:
        change_roles(person=person, roles=form.cleaned_data["roles"], actor=request.user)
    except (LastAdministrator, OwnRole) as error:
        form.add_error("roles", sentence_of(error))
        return False
    return True


@require_POST
@requires(*ADMINISTRATORS)
def deactivate(request: SignedInRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(officials(), pk=pk)
    deactivate_person(person=person, actor=request.user)
    messages.success(request, _("%(name)s can no longer sign in.") % {"name": person.full_name})
    return redirect("officials")


@requires(*ADMINISTRATORS)
def invite(request: SignedInRequest) -> HttpResponse:
    form = InvitationForm(posted(request), initial={"language": request.user.language, **kept_initial(request)})
    if request.method == "POST" and form.is_valid() and _invited(request, form):
        forget_kept(request)
        messages.success(request, _("The invitation has been sent to %(email)s.") % form.cleaned_data)
        return redirect("officials")
    return render(request, "accounts/invite.html", {"form": form}, status=422 if form.errors else 200)


def _invited(request: SignedInRequest, form: InvitationForm) -> bool:
    try:
        invite_person(**form.cleaned_data, actor=request.user)
    except AddressTaken as error:
        form.add_error("email", _(error.message) % error.data)
        return False
    return True


@require_POST
@requires(*ADMINISTRATORS)
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    withdraw_invitation(invitation=get_object_or_404(Invitation, pk=pk), actor=request.user)
    messages.success(request, _("The invitation has been withdrawn."))
    return redirect("officials")
