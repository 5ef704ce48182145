"""A process begun anew from a template: chosen, what would differ, and taken into the draft."""

import hashlib
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cites.accounts.access import SignedInRequest, requires
from cites.administration.forms.keys import table_at
from cites.administration.forms.processes.template import TemplateForm
from cites.administration.queries.templates import begun_anew, what_would_differ
from cites.administration.rules import DRAFTERS
from cites.administration.views.processes.visiting import Visit, kept_all, refused_now, visit_of
from tenants.releases.errors import ProposalMovedOn
from tenants.releases.plain import written
from workflows.part import WORKFLOW


@require_http_methods(["GET", "HEAD", "POST"])
@requires(*DRAFTERS)
def templates(request: SignedInRequest) -> HttpResponse:
    """Choose a template and see what would differ with it; sent, take it into the draft."""
    visit = visit_of(request, "", there=False)
    if away := refused_now(visit):
        return away
    if request.method != "POST":
        asked = "template" in request.GET
        form = TemplateForm(visit.parts, request.GET if asked else None, request.GET.get("document", ""))
        return _page(visit, form, status=422 if asked and not form.is_valid() else 200)
    form = TemplateForm(visit.parts, request.POST)
    if not form.is_valid():
        return _page(visit, form, status=422)
    return _taken(visit, form)


def _taken(visit: Visit, form: TemplateForm) -> HttpResponse:
    code = form.code
    processes = begun_anew(visit.parts, form.cleaned_data["template"], code)
    if processes == table_at(visit.parts, WORKFLOW.name):
        messages.info(visit.request, _("Nothing is different from before."))
        return _there(code)
    if visit.request.POST.get("seen", "") != _seen(visit):
        return _moved_on(visit, form)
    try:
        return kept_all(visit, processes, _there(code))
    except ProposalMovedOn:
        return _moved_on(visit, form)


def _there(code: str) -> HttpResponse:
    return redirect("process", code) if code else redirect("processes")


def _moved_on(visit: Visit, form: TemplateForm) -> HttpResponse:
    now = visit_of(visit.request, "", there=False)
    return _page(now, form, status=409, stale=True)


def _seen(visit: Visit) -> str:
    """The processes of the draft as a digest: what was changed since the page was shown is not lost unseen."""
    return hashlib.sha256(written(table_at(visit.parts, WORKFLOW.name)).encode()).hexdigest()[:16]


def _page(visit: Visit, form: TemplateForm, *, status: int = 200, stale: bool = False) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "draft": visit.draft, "may_change": visit.may_change, "stale": stale}
    if form.is_bound and form.is_valid():
        chosen = form.cleaned_data
        processes = begun_anew(visit.parts, chosen["template"], form.code)
        context |= {
            "chosen": chosen,
            "seen": _seen(visit),
            "differing": list(what_would_differ(visit.parts, processes)),
        }
    return render(visit.request, "administration/workflow/templates.html", context, status=status)
