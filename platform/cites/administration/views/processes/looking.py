"""A process looked at before it is proposed: beside the one in force, and tried on the last cases."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cites.accounts.access import SignedInRequest, requires
from cites.administration.forms.documents import document_name
from cites.administration.queries.comparison import comparison_shown
from cites.administration.queries.trial import MOST, trial_shown
from cites.administration.rules import READERS
from cites.administration.views.processes.visiting import visit_of
from tenants.releases.queries import release_in_force


@require_safe
@requires(*READERS)
def compare(request: SignedInRequest, code: str) -> HttpResponse:
    """What differs from the release in force, in words and in both drawings."""
    visit, current = visit_of(request, code), release_in_force()
    context = {
        "comparison": comparison_shown(current.parts, visit.parts, code),
        "release": current,
        "draft": visit.draft,
        "may_change": visit.may_change,
    }
    return render(request, "administration/workflow/compare.html", context)


@require_safe
@requires(*READERS)
def trial(request: SignedInRequest, code: str) -> HttpResponse:
    """What would have happened to the last cases; whoever may open this page may read every case."""
    visit = visit_of(request, code)
    context = {
        "code": code,
        "document": document_name(visit.parts, code),
        "trial": trial_shown(visit.parts, code),
        "most": MOST,
        "draft": visit.draft,
        "may_change": visit.may_change,
    }
    return render(request, "administration/workflow/trial.html", context)
