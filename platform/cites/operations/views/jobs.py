"""Work that was asked for: how it goes, how it went, and asking for it again."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from pydantic import ValidationError

from cites.accounts.access import SignedInRequest, requires
from cites.accounts.roles import Role
from cites.operations.queries.jobs import job_page, job_pages
from cites.operations.queries.parties import row_of
from kernel.errors import DomainError
from tenants.errors import UnknownParty
from tenants.jobs.kinds import job_kinds
from tenants.jobs.services import ask_job
from tenants.models import Job
from tenants.parties import party_of

PAGE_SIZE = 50


@require_safe
@requires(Role.OPERATOR)
def job_list(request: SignedInRequest) -> HttpResponse:
    """All work, the newest first."""
    page = Paginator(Job.objects.all(), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "operations/jobs.html", {"page": page, "jobs": job_pages(page)})


@require_safe
@requires(Role.OPERATOR)
def job(request: SignedInRequest, pk: int) -> HttpResponse:
    """How one job goes; the page follows it, with and without JavaScript."""
    shown = job_page(pk)
    context = {"shown": shown, "job": shown.job, "row": _live_party(shown.job), "known": shown.job.kind in job_kinds}
    return render(request, "operations/job.html", context)


@require_safe
@requires(Role.OPERATOR)
def progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is new since the line that the page has; once the job is finished, the page is to be loaded anew."""
    shown = job_page(pk, after=_number(request.GET.get("after", "")))
    answer = render(request, "operations/_progress.html", {"shown": shown, "job": shown.job})
    if shown.job.is_finished:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
@requires(Role.OPERATOR)
def again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for the same work again; while it is not finished that is the same job."""
    found = job_page(pk).job
    if not found.is_finished:
        return redirect("operate-job", found.pk)
    try:
        asked = ask_job(kind=found.kind, parameters=found.parameters, by=request.user)
    except ValidationError:
        raise DomainError(message=_("This version cannot do that work any more.")) from None
    return redirect("operate-job", asked.pk)


@require_POST
@requires(Role.OPERATOR)
def ask(request: SignedInRequest, slug: str, kind: str) -> HttpResponse:
    """Ask for work that is offered on the page of a Party."""
    party = party_of(slug)
    if kind not in job_kinds or not job_kinds.get(kind).offered(party):
        raise Http404
    asked = ask_job(kind=kind, parameters={"parties": [party.slug]}, by=request.user)
    return redirect("operate-job", asked.pk)


def _live_party(found: Job) -> object:
    """The Party that a finished onboarding has made."""
    if found.kind != "onboard" or found.state != Job.State.DONE:
        return None
    try:
        return row_of(party_of(found.party_codes[0]))
    except UnknownParty:  # removed since
        return None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
