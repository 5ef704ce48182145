"""The draft: begun, shown with what is wrong in it, changed by files, undone, brought up, proposed, withdrawn."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cites.accounts.access import SignedInRequest, posted, requires
from cites.administration.forms.proposals import ProposeForm, SendBackForm, UploadForm
from cites.administration.queries.proposals import (
    base_of,
    conflicts_shown,
    deciders,
    history,
    open_cases,
    parts_shown,
)
from cites.administration.rules import DECIDERS, DRAFTERS, READERS
from cites.administration.section_pages import section_pages
from cites.administration.views.acting import attempted, done_by, refuse_readers, version_seen
from cites.administration.views.releases import drawing_of
from kernel.errors import DomainError
from localization.sentences import sentence_of
from tenants.errors import ProfileFaulty
from tenants.kept import forget_kept, kept_initial
from tenants.releases.deciding import propose, withdraw
from tenants.releases.drafting import authors, begin_draft, change_part, rebase_draft, undo_change
from tenants.releases.from_files import data_of_file
from tenants.releases.models import Proposal
from tenants.releases.queries import latest_release, open_proposal


@require_http_methods(["GET", "HEAD", "POST"])
@requires(*READERS)
def draft(request: SignedInRequest) -> HttpResponse:
    """Lead to the open draft or proposal; posted by an administrator, begin one where there is none."""
    refuse_readers(request)
    if request.method == "POST":
        try:
            return redirect("proposal", begin_draft(by=request.user).pk)
        except DomainError as error:
            messages.error(request, sentence_of(error))
    found = open_proposal()
    return redirect("proposal", found.pk) if found else redirect("settings")


@require_safe
@requires(*READERS)
def proposal(request: SignedInRequest, pk: int) -> HttpResponse:
    """A draft or proposal as it stands, with what this reader may do about it."""
    return shown(request, get_object_or_404(Proposal, pk=pk))


@require_safe
@requires(*READERS)
def proposal_crest(request: SignedInRequest, pk: int) -> HttpResponse:
    """The crest as the draft has it."""
    return drawing_of(get_object_or_404(Proposal, pk=pk).parts)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(*DRAFTERS)
def upload(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a file in place of a part of the draft; its faults are kept, and said on the draft's page."""
    found = get_object_or_404(Proposal, pk=pk)
    form = UploadForm(found.parts, posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid() and _uploaded(request, found, form):
        messages.success(request, _("%(file)s is in the draft.") % {"file": form.chosen.file})
        return redirect("proposal", pk)
    context = {"form": form, "proposal": found, "version": request.POST.get("version", found.version)}
    return render(request, "administration/upload.html", context, status=422 if form.errors else 200)


@require_POST
@requires(*DRAFTERS)
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the last change back."""
    found, seen = get_object_or_404(Proposal, pk=pk), version_seen(request)
    said = _("The last change is undone.")
    return attempted(request, lambda: undo_change(proposal=found, by=request.user, version=seen), said, "proposal", pk)


@require_POST
@requires(*DRAFTERS)
def rebase(request: SignedInRequest, pk: int) -> HttpResponse:
    """Bring the draft up to the newest release."""
    found, seen = get_object_or_404(Proposal, pk=pk), version_seen(request)
    said = _("The draft now builds on the newest release.")
    return attempted(request, lambda: rebase_draft(proposal=found, by=request.user, version=seen), said, "proposal", pk)


@require_POST
@requires(*DRAFTERS)
def withdraw_draft(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the draft up."""
    found, seen = get_object_or_404(Proposal, pk=pk), version_seen(request)
    if done_by(request, found, Proposal.State.WITHDRAWN):
        return redirect("settings")
    said = _("The draft is withdrawn. What is in force stays as it is.")
    return attempted(request, lambda: withdraw(proposal=found, by=request.user, version=seen), said, "settings")


@require_POST
@requires(*DRAFTERS)
def propose_draft(request: SignedInRequest, pk: int) -> HttpResponse:
    """Lay the draft before a second person."""
    found = get_object_or_404(Proposal, pk=pk)
    if done_by(request, found, Proposal.State.PROPOSED):
        return redirect("proposal", pk)
    form = ProposeForm(request.POST)
    if form.is_valid() and _proposed(request, found, form):
        forget_kept(request)
        messages.success(request, _("The draft is proposed. Those who can put it in force have been told."))
        return redirect("proposal", pk)
    return shown(request, found, propose_form=form, status=422)


def shown(request: SignedInRequest, found: Proposal, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The page of a proposal, with forms as they were sent where something was wrong with them."""
    person, base, parts = request.user, base_of(found), found.parts
    may_draft = person.has_role(*DRAFTERS)
    decides = person.has_role(*DECIDERS) and found.state == Proposal.State.PROPOSED
    had_a_hand = person.pk in authors(found)
    context = {
        "proposal": found,
        "shown": parts_shown(base, parts, faults=found.is_open),
        "conflicts": conflicts_shown(found),
        "history": history(found),
        "sections": section_pages.in_order(),
        "deciders": deciders(found, besides=person if found.is_in_hand and may_draft else None),
        "open_cases": open_cases() if decides else 0,
        "is_outdated": found.is_open and latest_release().number != found.base_number,
        "may_draft": may_draft and found.is_in_hand,
        "may_take_back": may_draft and found.state == Proposal.State.PROPOSED,
        "may_decide": decides and not had_a_hand,
        "had_a_hand": decides and had_a_hand,
        "propose_form": ProposeForm(
            initial={"note": found.note, "in_force_from": found.comes_on, **kept_initial(request)}
        ),
        "send_back_form": SendBackForm(),
        **forms,
    }
    context["form"] = next((form for form in forms.values() if form.errors), context["propose_form"])
    context["faults"] = sum(
        len(each.faults) + sum(len(one.faults) for one in each.changes) for each in context["shown"]
    )
    return render(request, "administration/proposal.html", context, status=status)


def _uploaded(request: SignedInRequest, found: Proposal, form: UploadForm) -> bool:
    part = form.chosen
    try:
        data = data_of_file(part, form.cleaned_data["file"].read(), found.parts)
        change_part(proposal=found, part=part.name, data=data, by=request.user, version=version_seen(request))
    except DomainError as error:
        form.add_error("file", sentence_of(error))
        return False
    return True


def _proposed(request: SignedInRequest, found: Proposal, form: ProposeForm) -> bool:
    try:
        propose(proposal=found, by=request.user, version=version_seen(request), **form.cleaned_data)
    except ProfileFaulty:
        form.add_error(None, _("Put right first what is wrong; it stands beside what it concerns."))
        return False
    except DomainError as error:
        form.add_error(None, sentence_of(error))
        return False
    return True
