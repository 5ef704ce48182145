"""One stage, step or branch of a process: shown in a form, changed, added, removed."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cites.accounts.access import SignedInRequest, requires
from cites.administration.forms.documents import document_name
from cites.administration.forms.keys import ABSENT, Parts, at, table_at
from cites.administration.forms.processes.asking import AskAuthorityForm, may_be_asked
from cites.administration.forms.processes.branch import NewBranchForm
from cites.administration.forms.processes.kinds import form_of
from cites.administration.forms.processes.stage import StageForm
from cites.administration.forms.processes.thing import ThingForm
from cites.administration.processes.branching import unfolded
from cites.administration.processes.changes import key_for, with_thing, without_thing
from cites.administration.processes.spots import Kind, Spot, new_spot, spot_of
from cites.administration.queries.findings import findings_of
from cites.administration.queries.processes import around, process_of
from cites.administration.rules import DRAFTERS
from cites.administration.views.processes.visiting import Visit, back_to, kept, refused_now, visit_of
from cites.permits.rules.authorities import OtherAuthority
from tenants.kept import forget_kept, kept_data
from tenants.releases.errors import ProposalMovedOn
from tenants.releases.plain import written
from workflows.drawing.naming import name_of

FormMaker = Callable[[Parts, str, Spot, Any], ThingForm]


@require_http_methods(["GET", "HEAD", "POST"])
@requires(*DRAFTERS)
def thing(request: SignedInRequest, code: str, place: str) -> HttpResponse:
    """Show or change what stands at a place."""
    visit, spot = visit_of(request, code), spot_of(place)
    if spot is None or at(visit.workflow, spot.key) is ABSENT:
        raise Http404(place)
    return refused_now(visit) or _handled(visit, spot)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(*DRAFTERS)
def new_thing(request: SignedInRequest, code: str, table: str) -> HttpResponse:
    """Add something to the table of that key."""
    visit, spot = visit_of(request, code), new_spot(table)
    if spot is None or at(visit.workflow, table.rpartition(".")[0]) is ABSENT:
        raise Http404(table)
    return refused_now(visit) or _handled(visit, spot)


@require_POST
@requires(*DRAFTERS)
def remove_thing(request: SignedInRequest, code: str, place: str) -> HttpResponse:
    """Take out what stands at a place; taken out already, that is no error."""
    visit, spot = visit_of(request, code), spot_of(place)
    if spot is None:
        raise Http404(place)
    if away := refused_now(visit):
        return away
    if at(visit.workflow, spot.key) is ABSENT:
        return back_to(code)
    if request.POST.get("seen", "") != _seen(visit, spot):
        return _look_again(request, code, place)
    left = without_thing(visit.workflow, spot, with_steps=bool(request.POST.get("steps")))
    if spot.kind is Kind.BRANCH:
        left = unfolded(left, spot.table.split(".")[1])
    try:
        return kept(visit, left, spot.process)
    except ProposalMovedOn:
        return _look_again(request, code, place)


def _look_again(request: SignedInRequest, code: str, place: str) -> HttpResponse:
    messages.error(request, _("Somebody changed this draft meanwhile. Look at it again."))
    return redirect("process-thing", code, place)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(*DRAFTERS)
def ask_authority(request: SignedInRequest, code: str, stage: str) -> HttpResponse:
    """Let another authority be asked as well at a stage with a finding; asked already, that is no error."""
    visit, spot = visit_of(request, code), new_spot(f"stages.{stage}.branches")
    if spot is None or at(visit.workflow, f"stages.{stage}") is ABSENT:
        raise Http404(stage)
    if away := refused_now(visit):
        return away
    if not may_be_asked(visit.workflow, stage) or _is_asked(visit, stage):
        messages.info(request, _("Nothing is different from before."))
        return back_to(code, f"stages.{stage}")
    return _handled(visit, spot, AskAuthorityForm)


def _is_asked(visit: Visit, stage: str) -> bool:
    """Whether the authority that was chosen is asked there already, be it by the first of two clicks."""
    chosen = visit.request.POST.get("authority", "")
    return chosen in set(OtherAuthority) - set(may_be_asked(visit.workflow, stage))


def _handled(visit: Visit, spot: Spot, make: FormMaker = form_of) -> HttpResponse:
    if visit.request.method != "POST":
        found = kept_data(visit.request)
        if found is None:
            return _page(visit, _begun(visit, spot, make))
        messages.info(visit.request, _("We kept what you wrote. Check it, and send it again."))
        return _page(visit, make(visit.parts, visit.code, spot, found).quiet())
    form = make(visit.parts, visit.code, spot, visit.request.POST)
    if not form.is_valid():
        return _page(visit, form, status=422)
    return _saved(visit, form)


def _begun(visit: Visit, spot: Spot, make: FormMaker) -> ThingForm:
    """The form as it is first shown; a new step begins at the stage beside which it was asked for."""
    form = make(visit.parts, visit.code, spot, None)
    if spot.name:
        return form
    origin = visit.request.GET.get("from", "")
    if "from" in form.fields and origin in table_at(visit.workflow, spot.stages):
        form.initial["from"] = [origin]
    return form


def _saved(visit: Visit, form: ThingForm) -> HttpResponse:
    after, key = _outcome(visit, form)
    is_stale = visit.request.POST.get("seen", "") != _seen(visit, form.spot)
    if after == visit.workflow or (form.is_new and is_stale and _is_there(visit, after, key)):
        messages.info(visit.request, _("Nothing is different from before."))
        return back_to(visit.code, key)
    if is_stale and not form.is_new:
        return _page(visit, form.quiet(), stale=True, status=409)
    try:
        answer = kept(visit, after, key)
    except ProposalMovedOn:
        return _page(visit, form.quiet(), stale=True, status=409)
    forget_kept(visit.request)
    return answer


def _outcome(visit: Visit, form: ThingForm) -> tuple[dict[str, Any], str]:
    """The process as it is then, and the key of what was changed or added."""
    if isinstance(form, NewBranchForm):
        return form.outcome()
    thing, spot = form.applied(), form.spot
    if form.is_new:
        wanted = str(thing.get("verb") or form.text_told("label.en") or form.text_told("label"))
        spot = Spot(spot.table, key_for(wanted, table_at(visit.workflow, spot.table), spot.kind), spot.process)
        if thing.get("verb") == spot.name:
            thing = {name: value for name, value in thing.items() if name != "verb"}
    after = with_thing(visit.workflow, spot, thing)
    if isinstance(form, StageForm) and form.becomes_first:
        after = {**after, "first": spot.name}
    return after, spot.key


def _is_there(visit: Visit, after: dict[str, Any], key: str) -> bool:
    """Whether the same was added before: a second click is no second stage."""
    added = at(after, key)
    return any(each == added for each in table_at(visit.workflow, key.rpartition(".")[0]).values())


def _seen(visit: Visit, spot: Spot) -> str:
    """What stands there now, as a digest: a page that was shown before it was changed is noticed."""
    value = at(visit.workflow, spot.key if spot.name else spot.table)
    return hashlib.sha256(written(None if value is ABSENT else value).encode()).hexdigest()[:16]


def _heading(visit: Visit, form: ThingForm) -> str:
    """What the page is about: the thing by its name, or that it is new."""
    spot = form.spot
    if form.is_new:
        return str(form.heading) or _("New: %(thing)s") % {"thing": form.title}
    workflow = process_of(visit.parts, visit.code)
    named = {"thing": form.title, "name": name_of(workflow, spot.key) if workflow else spot.name}
    return _("%(thing)s: %(name)s") % named


def _page(visit: Visit, form: ThingForm, *, stale: bool = False, status: int = 200) -> HttpResponse:
    spot = form.spot
    seen = _seen(visit, spot)
    near = [each for each in findings_of(visit.parts, visit.code) if each.spot == spot.key] if spot.name else []
    context = {
        "form": form,
        "code": visit.code,
        "document": document_name(visit.parts, visit.code),
        "spot": spot,
        "heading": _heading(visit, form),
        "is_stage": spot.kind is Kind.STAGE,
        "is_branch": spot.kind is Kind.BRANCH,
        "around": around(visit.parts, visit.code, spot) if spot.name else None,
        "draft": visit.draft,
        "findings": near,
        "seen": form.data.get("seen", seen) if form.is_bound and not stale else seen,
        "stale": stale,
        "draft_key": f"{visit.request.user.pk}.{seen}",
    }
    return render(visit.request, "administration/workflow/thing.html", context, status=status)
