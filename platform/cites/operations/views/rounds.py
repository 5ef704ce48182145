"""What goes over all Parties: upgrades, and the doctor's round."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from cites.accounts.access import SignedInRequest, posted, requires
from cites.accounts.roles import Role
from cites.operations.forms import RoundForm
from cites.operations.queries.jobs import JobPage, job_pages, latest_job, unfinished_job
from cites.operations.queries.parties import behind_by, in_maintenance, register
from tenants.jobs.services import ask_job
from tenants.parties import party_of
from tenants.upgrades.standing import shared_migrations_lacking


@requires(Role.OPERATOR)
def upgrades(request: SignedInRequest) -> HttpResponse:
    """What is to be upgraded, and how the last upgrade went."""
    if request.method == "POST":
        return redirect("operate-job", ask_job(kind="upgrade", by=request.user).pk)
    context = {
        "shared": shared_migrations_lacking(),
        "groups": behind_by(),
        "as_of": register().as_of,
        "maintenance": in_maintenance(),
        "running": unfinished_job("upgrade", []),
        "last": _last("upgrade"),
    }
    return render(request, "operations/upgrades.html", context)


@requires(Role.OPERATOR)
def doctor(request: SignedInRequest) -> HttpResponse:
    """What the last round found, and asking for another."""
    form = RoundForm(posted(request))
    if form.is_valid():
        slug = form.cleaned_data["party"]
        parties = [party_of(slug).slug] if slug else []
        asked = {"parties": parties, "fix": form.cleaned_data["fix"]}
        return redirect("operate-job", ask_job(kind="doctor", parameters=asked, by=request.user).pk)
    context = {"running": unfinished_job("doctor", []), "last": _last("doctor")}
    return render(request, "operations/doctor.html", context, status=422 if form.errors else 200)


def _last(kind: str) -> JobPage | None:
    found = latest_job(kind)
    return job_pages([found])[0] if found else None
