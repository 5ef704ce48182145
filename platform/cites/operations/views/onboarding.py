"""The wizard that brings a country live: choose it, see what will be made, say who is invited, watch."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cites.accounts.access import SignedInRequest, posted, requires
from cites.accounts.roles import Role
from cites.operations.forms import AdministratorForm, InviteForm
from cites.operations.queries.countries import countries, preview
from cites.operations.queries.jobs import unfinished_job
from cites.operations.queries.parties import name_of
from tenants.jobs.services import ask_job
from tenants.kept import forget_kept, kept_initial
from tenants.parties import party_of


@require_safe
@requires(Role.OPERATOR)
def choose(request: SignedInRequest) -> HttpResponse:
    """The countries that can be brought live."""
    return render(request, "operations/countries.html", {"regions": countries()})


@requires(Role.OPERATOR)
def bring_live(request: SignedInRequest, iso2: str) -> HttpResponse:
    """What will be made, or what is wrong with the profile; and the form that has it done."""
    slug = iso2.lower()
    shown = preview(slug)
    if shown is None:
        messages.info(request, _("This country is live already."))
        return redirect("operate-party", slug)
    if running := unfinished_job("onboard", [slug]):
        return redirect("operate-job", running.pk)
    invited = {"email": shown.email, "full_name": shown.authority}
    form = AdministratorForm(posted(request), initial={**invited, **kept_initial(request)})
    if not shown.faults and form.is_valid():
        parameters = {"parties": [slug], "administrator": form.cleaned_data}
        job = ask_job(kind="onboard", parameters=parameters, by=request.user)
        forget_kept(request)
        return redirect("operate-job", job.pk)
    status = 422 if form.is_bound else 200
    return render(request, "operations/bring_live.html", {"preview": shown, "form": form}, status=status)


@requires(Role.OPERATOR)
def invite(request: SignedInRequest, slug: str) -> HttpResponse:
    """Invite the first administrator anew, where the link grew old or the address was wrong."""
    party = party_of(slug)
    form = InviteForm(posted(request), initial=kept_initial(request))
    if form.is_valid():
        parameters = {"parties": [party.slug], "administrator": form.cleaned_data}
        job = ask_job(kind="invite", parameters=parameters, by=request.user)
        forget_kept(request)
        return redirect("operate-job", job.pk)
    context = {"subject": party, "party_name": name_of(party), "form": form}
    return render(request, "operations/invite.html", context, status=422 if form.errors else 200)
