"""Suspending and reopening a Party, and giving it a host name: effective at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cites.accounts.access import SignedInRequest, posted, requires
from cites.accounts.roles import Role
from cites.operations.forms import HostForm, StatusForm, SuspendForm
from cites.operations.queries.parties import hosts_of, name_of
from cites.operations.queries.words import error_sentence
from tenants.errors import HostRefused, NotInThatState
from tenants.kept import forget_kept, kept_initial
from tenants.life.names import give_host
from tenants.life.suspension import reopen_party, suspend_party
from tenants.models import Party
from tenants.parties import party_of


@requires(Role.OPERATOR)
def suspend(request: SignedInRequest, slug: str) -> HttpResponse:
    """Close the service of a Party, or leave it for reading only."""
    party = party_of(slug)
    form = SuspendForm(posted(request), initial={"seen": party.status, **kept_initial(request)})
    if form.is_valid():
        if party.status == form.cleaned_data["mode"]:  # sent twice, or done by another meanwhile
            return _back(request, party, _("%(party)s is suspended already; nothing was done twice."))
        suspend_party(
            party=party,
            by=request.user,
            reason=form.cleaned_data["reason"],
            read_only=form.cleaned_data["mode"] == Party.Status.READ_ONLY,
            seen=form.cleaned_data["seen"],
        )
        forget_kept(request)
        return _back(request, party, _("%(party)s is suspended."))
    context = {"subject": party, "party_name": name_of(party), "form": form}
    return render(request, "operations/suspend.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Role.OPERATOR)
def reopen(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open a suspended Party again, or call its removal off."""
    party = party_of(slug)
    form = StatusForm(request.POST)
    if party.status == Party.Status.OPEN:
        return _back(request, party, _("%(party)s is open already; nothing was done twice."))
    if not form.is_valid():
        raise NotInThatState
    reopen_party(party=party, by=request.user, seen=form.cleaned_data["seen"])
    return _back(request, party, _("%(party)s is open again."))


@requires(Role.OPERATOR)
def host(request: SignedInRequest, slug: str) -> HttpResponse:
    """Let a Party answer at a name of its own."""
    party = party_of(slug)
    form = HostForm(posted(request), initial=kept_initial(request))
    if form.is_valid() and _given(request, party, form):
        forget_kept(request)
        return _back(request, party, _("%(party)s answers at the new name."))
    context = {"subject": party, "party_name": name_of(party), "form": form, "hosts": hosts_of(party)}
    return render(request, "operations/host.html", context, status=422 if form.errors else 200)


def _given(request: SignedInRequest, party: Party, form: HostForm) -> bool:
    try:
        give_host(party=party, by=request.user, **form.cleaned_data)
    except HostRefused as error:
        form.add_error("host", error_sentence(error))
        return False
    return True


def _back(request: SignedInRequest, party: Party, words: str) -> HttpResponse:
    messages.success(request, words % {"party": name_of(party)})
    return redirect("operate-party", party.slug)
