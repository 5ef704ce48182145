"""The pages of standing findings: the list, one of them with its uses, make, withdraw."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cites.accounts.access import SignedInRequest, posted, requires
from cites.casework.downloads import download
from cites.casework.forms.findings import FindingListForm, FindingWithdrawalForm, StandingFindingForm, finding_choices
from cites.casework.queries.standing_findings import (
    listed_findings,
    quantity_of,
    rows_of_finding,
    shown_uses,
    state_of_finding,
)
from cites.casework.rules import ALL_FINDING_MAKERS, FINDING_MAKERS, FINDING_READERS
from cites.permits.errors import UnknownFinding
from cites.permits.models import StandingFinding
from cites.permits.queries.standing_findings import resting_on, standing_finding
from cites.permits.services.standing_findings import make_standing_finding, withdraw_standing_finding
from kernel.errors import DomainError
from localization.sentences import sentence_of
from tenants.kept import forget_kept, kept_initial


@require_safe
@requires(*FINDING_READERS)
def finding_list(request: SignedInRequest) -> HttpResponse:
    """The findings in force, or all that were made."""
    form = FindingListForm(request.GET)
    found = [
        {"finding": each, "state": state_of_finding(each), "quantity": quantity_of(each)}
        for each in listed_findings(form.asked)
    ]
    may_make = request.user.has_role(*ALL_FINDING_MAKERS)
    return render(request, "casework/findings.html", {"form": form, "findings": found, "may_make": may_make})


@require_safe
@requires(*FINDING_READERS)
def finding(request: SignedInRequest, pk: int) -> HttpResponse:
    """One finding: what it says, of what, until when, and the cases that took it over."""
    found = _found(pk)
    shown = {
        "finding": found,
        "state": state_of_finding(found),
        "rows": rows_of_finding(found),
        "uses": shown_uses(found),
        "files": found.files.all(),
        "may_change": _is_theirs(request, found) and not found.is_withdrawn,
        "replacement": getattr(found, "replacement", None),
    }
    return render(request, "casework/finding.html", shown)


@require_safe
@requires(*FINDING_READERS)
def finding_file(request: SignedInRequest, pk: int, file: int) -> HttpResponseBase:
    """A file of its evidence, for whoever may read the finding."""
    return download(_found(pk).files.filter(pk=file).first())


@requires(*ALL_FINDING_MAKERS)
def make(request: SignedInRequest) -> HttpResponse:
    """Make a finding, in place of an earlier one where the address names it."""
    earlier = _replaced(request)
    initial = {**_initial(earlier, request), **kept_initial(request)}
    form = StandingFindingForm(posted(request), request.FILES or None, initial=initial, official=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            made = make_standing_finding(
                authority=form.authority,
                official=request.user,
                said=form.said,
                files=form.cleaned_data["attachments"],
                replaces=earlier.pk if earlier else None,
            )
        except DomainError as error:
            form.add_error(None, sentence_of(error))
        else:
            forget_kept(request)
            messages.success(request, _("The finding is made. Cases that it covers are offered it."))
            return redirect("finding", made.pk)
    shown = {"form": form, "earlier": earlier}
    return render(request, "casework/finding_make.html", shown, status=422 if form.errors else 200)


@requires(*ALL_FINDING_MAKERS)
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a finding back, once it is read which open cases rest on it."""
    found = _found(pk)
    if not _is_theirs(request, found):
        raise Http404
    form = FindingWithdrawalForm(posted(request), initial=kept_initial(request))
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_standing_finding(pk=pk, reason=form.cleaned_data["reason"], official=request.user)
        except DomainError as error:
            form.add_error(None, sentence_of(error))
        else:
            forget_kept(request)
            messages.success(request, _("The finding is withdrawn."))
            return redirect("finding", pk)
    shown = {"form": form, "finding": found, "resting": resting_on(found)}
    return render(request, "casework/finding_withdraw.html", shown, status=422 if form.errors else 200)


def _found(pk: int) -> StandingFinding:
    try:
        return standing_finding(pk)
    except UnknownFinding:
        raise Http404 from None


def _is_theirs(request: SignedInRequest, found: StandingFinding) -> bool:
    return request.user.has_role(*FINDING_MAKERS.get(found.authority, ()))


def _replaced(request: SignedInRequest) -> StandingFinding | None:
    said = request.GET.get("replaces", "")
    if not (said.isdecimal() and len(said) < 18):
        return None
    found = _found(int(said))
    if not _is_theirs(request, found):
        raise Http404
    return found


def _initial(earlier: StandingFinding | None, request: SignedInRequest) -> dict[str, Any]:
    """What the earlier one said, but for its days and conclusion, which are asked anew; or the taxon of the address."""
    if earlier is None:
        every = finding_choices(request.user)
        only = {"finding": every[0][0]} if len(every) == 1 else {}
        return {"taxon": request.GET.get("taxon", "")[:40], **only}
    same = ("terms", "country", "population", "quantity", "unit", "reason", "evidence")
    return {
        **{name: getattr(earlier, name) for name in same},
        "finding": f"{earlier.authority}:{earlier.kind}",
        "taxon": earlier.taxon_code,
        "sources": earlier.sources.split(),
        "holder": earlier.applicant.email if earlier.applicant else earlier.holder,
    }
