"""The list of Parties, and one Party from outside."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cites.accounts.access import SignedInRequest, requires
from cites.accounts.roles import Role
from cites.look.status import appearance
from cites.operations.forms import FilterForm
from cites.operations.queries.jobs import job_pages, jobs_about
from cites.operations.queries.parties import STATUSES, history_of, hosts_of, register, row_of
from cites.operations.queries.removals import stage_of
from tenants.jobs.kinds import job_kinds
from tenants.models import Party
from tenants.parties import party_of

PAGE_SIZE = 50


@require_safe
@requires(Role.OPERATOR)
def party_list(request: SignedInRequest) -> HttpResponse:
    """All Parties, searched and filtered."""
    form = FilterForm(request.GET)
    form.is_valid()
    asked = {"text": form.cleaned_data.get("q", ""), "status": form.cleaned_data.get("status", "")}
    found = register(**asked)
    page = Paginator(found.rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"register": found, "page": page, "statuses": [(name, appearance(name)[1]) for name in STATUSES], **asked}
    return render(request, "operations/parties.html", context)


@require_safe
@requires(Role.OPERATOR)
def party(request: SignedInRequest, slug: str) -> HttpResponse:
    """One Party: how it stands, what befell it, and what can be done."""
    found = party_of(slug)
    context = {
        "row": row_of(found),
        "hosts": hosts_of(found),
        "history": history_of(found.slug),
        "jobs": job_pages(jobs_about(found.slug)[:10]),
        "removal": stage_of(found, request.user.email),
        "offers": _offers(found),
    }
    return render(request, "operations/party.html", context)


def _offers(found: Party) -> list[tuple[str, str]]:
    """The kinds of job that can be asked for here, each with the words of its button."""
    offered = ((kind.name, str(kind.offered(found))) for kind in job_kinds)
    return [(name, words) for name, words in offered if words]
