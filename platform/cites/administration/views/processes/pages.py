"""The types of documents, and the process of one: drawn, told in a table, with what the check found; and undo."""

import re

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from cites.accounts.access import SignedInRequest, requires
from cites.administration.forms.keys import is_within, table_at
from cites.administration.processes.spots import nearest_spot
from cites.administration.queries.processes import asking_stages, process_shown, types_of
from cites.administration.queries.unstaffed import roles_of_nobody
from cites.administration.rules import DRAFTERS, READERS
from cites.administration.section_pages import SectionPage, section_pages
from cites.administration.views.processes.visiting import back_to, kept, refused_now, visit_of
from kernel.errors import DomainError
from localization.sentences import sentence_of
from tenants.releases.drafting import undo_change
from tenants.releases.errors import ProposalMovedOn
from tenants.releases.queries import latest_release, open_proposal, release_in_force
from workflows.part import WORKFLOW

TITLE = gettext_lazy("Steps of the process")
EXPLANATION = gettext_lazy(
    "Stages, who acts at each, and which step leads where; drawn, and checked against the Convention."
)
HREF = "/administration/draft/process/"
_TEXTS = re.compile(r"workflow\.\w+\.(name|stages\.\w+\.(label|applicant_text|working_days)|moves\.\w+\.label)(\..*)?")


def register_page() -> None:
    """Offer the workflow among what can be changed."""
    section_pages.register(SectionPage("process", TITLE, EXPLANATION, HREF, 75, _covers, _place))


def _covers(key: str) -> bool:
    """The texts of the case's own stages and buttons have a page of their own."""
    return is_within(key, WORKFLOW.name) and not _TEXTS.fullmatch(key)


def _place(key: str) -> str:
    _part, _dot, rest = key.partition(".")
    code, _dot, inner = rest.partition(".")
    spot = nearest_spot(inner)
    return f"{code}/at/{spot.key}/" if spot else f"{code}/" if code else ""


@require_safe
@requires(*READERS)
def process_list(request: SignedInRequest) -> HttpResponse:
    """The types of documents, each with its process."""
    draft = open_proposal()
    parts = draft.parts if draft else latest_release().parts
    may_change = request.user.has_role(*DRAFTERS) and (draft is None or draft.is_in_hand)
    context = {"types": types_of(parts), "draft": draft, "may_change": may_change}
    return render(request, "administration/workflow/list.html", context)


@require_safe
@requires(*READERS)
def process(request: SignedInRequest, code: str) -> HttpResponse:
    """The process of one type of document."""
    visit = visit_of(request, code)
    asked = request.GET.get("finding", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 6 else None
    context = {
        "process": process_shown(visit.parts, code, number=number),
        "asking_stages": asking_stages(visit.parts, code),
        "roles_of_nobody": roles_of_nobody(visit.parts, code),
        "draft": visit.draft,
        "may_change": visit.may_change,
    }
    return render(request, "administration/workflow/process.html", context)


@require_POST
@requires(*DRAFTERS)
def undo_here(request: SignedInRequest, code: str) -> HttpResponse:
    """Take the last change of the draft back, and stay with the process."""
    visit = visit_of(request, code, there=False)
    if visit.draft is None:
        return redirect("processes")
    if away := refused_now(visit):
        return away
    sent = request.POST.get("version", "")
    version = int(sent) if sent.isdecimal() and len(sent) < 9 else 0
    try:
        undone = undo_change(proposal=visit.draft, by=request.user, version=version)
    except DomainError as error:
        messages.error(request, sentence_of(error))
        return back_to(code) if code in visit.parts.get(WORKFLOW.name, {}) else redirect("processes")
    messages.success(request, _("The last change is undone."))
    return back_to(code) if code in undone.parts.get(WORKFLOW.name, {}) else redirect("processes")


@require_POST
@requires(*DRAFTERS)
def begin_again(request: SignedInRequest, code: str) -> HttpResponse:
    """Put what is in force in the place of the draft's process; like every change it can be undone."""
    visit = visit_of(request, code)
    if away := refused_now(visit):
        return away
    current = table_at(release_in_force().parts, f"{WORKFLOW.name}.{code}")
    if not current or current == visit.workflow:
        messages.info(request, _("Nothing is different from before."))
        return back_to(code)
    try:
        return kept(visit, current)
    except ProposalMovedOn as error:
        messages.error(request, sentence_of(error))
        return back_to(code)
