"""/practice/: within a twin its door; on a Party's own site what the administrator does with the twin."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cites.accounts.access import SignedInRequest, requires
from cites.accounts.models import Role
from cites.look.site import is_practice
from cites.practice.queries.site import KIND, twin_of
from cites.practice.views import door
from tenants.audit.services import record
from tenants.context import current_party
from tenants.jobs.services import ask_job
from tenants.names import slug_of


@never_cache
def practice(request: HttpRequest) -> HttpResponseBase:
    """Within a twin ask for the access code; on the Party's own site tell its administrator how the twin stands."""
    return door.door(request) if is_practice(request) else _own(request)


@require_safe
@requires(Role.PARTY_ADMINISTRATOR)
def _own(request: SignedInRequest) -> HttpResponse:
    return render(request, "practice/own.html", {"twin": twin_of(current_party())})


@require_POST
@requires(Role.PARTY_ADMINISTRATOR)
def ask(request: SignedInRequest) -> HttpResponse:
    """Ask that the practice site be made, or made anew; twice is once, until it is done."""
    if is_practice(request):
        return redirect("practice")
    party = current_party()
    ask_job(kind=KIND, parameters={"parties": [slug_of(party.iso2, practice=True)]})
    record("practice.asked", subject=f"party:{party.slug}", actor=request.user)
    messages.success(request, _("Your practice site is being made. It takes about a minute: load this page again."))
    return redirect("practice")
