"""The pages on which officers see an organisation, who belongs to it, and decide about that."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cites.accounts.access import SignedInRequest, posted, requires
from cites.accounts.blocks import blocks_of
from cites.accounts.errors import AlreadyMember, NotATrader, OwnMembership
from cites.accounts.forms.people import MemberForm, OrganisationForm
from cites.accounts.mandates import mandates_about
from cites.accounts.models import Membership, Organisation, Role
from cites.accounts.organisations import add_member, change_organisation, end_membership
from cites.accounts.roles import BLOCKERS
from cites.accounts.views.traders import READERS
from localization.sentences import sentence_of
from tenants.kept import forget_kept, kept_initial


@requires(*READERS)
def organisation(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who belongs to an organisation, and a form to add a colleague."""
    found = get_object_or_404(Organisation, pk=pk)
    may_decide = request.user.has_role(Role.MA_OFFICER)
    if request.method == "POST" and not may_decide:
        raise PermissionDenied
    form = MemberForm(posted(request), initial=kept_initial(request)) if may_decide else None
    if request.method == "POST" and form is not None and form.is_valid() and _added(request, found, form):
        return redirect("organisation", pk)
    return _page(request, found, form)


def _added(request: SignedInRequest, found: Organisation, form: MemberForm) -> bool:
    person = form.cleaned_data["person"]
    try:
        add_member(organisation=found, person=person, officer=request.user)
    except (AlreadyMember, NotATrader, OwnMembership) as error:
        form.add_error("email", sentence_of(error))
        return False
    forget_kept(request)
    facts = {"name": person.full_name, "organisation": found.name}
    messages.success(request, _("%(name)s now belongs to %(organisation)s.") % facts)
    return True


def _page(request: SignedInRequest, found: Organisation, form: MemberForm | None) -> HttpResponse:
    members = found.memberships.select_related("user").order_by("-left_at", "user__full_name")
    facts = {
        "organisation": found,
        "members": [member for member in members if member.left_at is None],
        "former": [member for member in members if member.left_at is not None],
        "form": form,
        "blocks": blocks_of(found),
        "mandates": mandates_about(found),
        "may_block": request.user.has_role(*BLOCKERS),
    }
    return render(request, "accounts/organisation.html", facts, status=422 if form and form.errors else 200)


@requires(Role.MA_OFFICER)
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change an organisation's details."""
    found = get_object_or_404(Organisation, pk=pk)
    form = OrganisationForm(posted(request), instance=found, initial=kept_initial(request))
    if request.method == "POST" and form.is_valid():
        changed = {name: form.cleaned_data[name] for name in form.changed_data}
        change_organisation(organisation=found, facts=changed, officer=request.user)
        forget_kept(request)
        messages.success(request, _("The details of %(name)s have been saved.") % {"name": found.name})
        return redirect("organisation", pk)
    context = {"organisation": found, "form": form}
    return render(request, "accounts/organisation_change.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Role.MA_OFFICER)
def end(request: SignedInRequest, pk: int, member: int) -> HttpResponse:
    """End a membership."""
    membership = get_object_or_404(Membership.objects.select_related("user"), pk=member, organisation=pk)
    try:
        end_membership(membership=membership, officer=request.user)
    except OwnMembership as error:
        messages.error(request, sentence_of(error))
    else:
        facts = {"name": membership.user.full_name}
        messages.success(request, _("%(name)s no longer belongs to this organisation.") % facts)
    return redirect("organisation", pk)
