"""An applicant's list, a new application, its task list, and the check before it is sent."""

import secrets

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from billing.queries import invoices_for
from cites.accounts.access import SignedInRequest, requires
from cites.accounts.blocks import blocks_upon
from cites.accounts.errors import MandateOver
from cites.accounts.mandates import mandates_in_force
from cites.accounts.models import Role
from cites.casework import services
from cites.casework.forms.sections import NewApplicationForm
from cites.casework.queries.applications import (
    ApplicationView,
    application_view,
    applications_of,
    own_application,
    rows_of,
)
from cites.casework.queries.clock import clock_shown
from cites.casework.queries.history import Event, applicant_history
from cites.casework.queries.letters import shown_letters
from cites.casework.queries.permits import find_paper, shown_permits
from cites.casework.queries.said import Said, said_on_task_list
from cites.casework.queries.task_list import all_complete, sections_of
from cites.casework.views.offers import shown_offers
from cites.casework.views.posted import key_for_page
from cites.permits.forms.declaration import DeclarationForm
from cites.permits.models import ApplicationLine
from cites.permits.queries.so_far import besides_missing, reasons_to_read
from cites.permits.services.copying import lines_left_out
from localization.sentences import sentence_of
from tenants.context import today
from workflows.errors import UnknownWorkflow
from workflows.queries import CaseNow, history

applicants_only = requires(Role.TRADER, Role.AGENT)
PAGE_SIZE = 20


@require_safe
@applicants_only
def application_list(request: SignedInRequest) -> HttpResponse:
    """The person's applications, each with where it stands and what to do next."""
    page = Paginator(applications_of(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "applications/list.html",
        {"rows": rows_of(list(page)), "page": page, "blocks": blocks_upon(request.user)},
    )


@applicants_only
def new_application(request: SignedInRequest) -> HttpResponse:
    """Choose the document; a draft is opened at once, and only once for a double click."""
    mandates = mandates_in_force(request.user, today()) if request.user.has_role(Role.AGENT) else ()
    form = NewApplicationForm(request.POST or None, mandates=mandates, initial={"key": secrets.token_urlsafe(16)})
    if request.method == "POST" and form.is_valid() and (reference := _opened(request, form)):
        return redirect("application", reference)
    return render(request, "applications/new.html", {"form": form}, status=422 if form.is_bound else 200)


def _opened(request: SignedInRequest, form: NewApplicationForm) -> str:
    """The reference of the draft; empty, with a complaint in the form, when the mandate does not reach so far."""
    facts = form.cleaned_data
    mandate = form.chosen_mandate()
    try:
        return services.open_draft(
            person=request.user, document_type=facts["document_type"], key=facts["key"], mandate=mandate
        )
    except MandateOver as error:
        form.add_error("mandate", sentence_of(error))
        return ""


@require_safe
@applicants_only
def application(request: SignedInRequest, reference: str) -> HttpResponse:
    """The task list while it can be changed; then the answers, what happens next, and the history."""
    view = application_view(reference, request.user)
    sections = sections_of(view, request.GET.get("page"))
    timeline = applicant_history(view.application, request.user)
    said = said_on_task_list(view, sections) if view.editable else Said([])
    shown = {
        "view": view,
        "blocks": blocks_upon(request.user),
        "sections": sections,
        "answers": [section for section in sections if not section.is_open],
        "all_complete": all_complete(sections),
        "reasons": said.reasons,
        "reasons_of_some": said.last,
        "offers": shown_offers(view.offers, "application-step", reference),
        "invoices": invoices_for(reference),
        "permits": shown_permits(view.application),
        "paper": find_paper(view.application),
        "letters": shown_letters(view.application, "application-letter"),
        "timeline": timeline,
        "key": secrets.token_urlsafe(16),
        "clock": clock_shown(CaseNow(view.application.case), history(view.application.case)),
        "told": _last_told(view, timeline),
    }
    return render(request, "applications/task_list.html", shown)


def _last_told(view: ApplicationView, timeline: list[Event]) -> Event | None:
    """What the office wrote last, while the applicant has to act; of a return that names parts, whatever it says."""
    if not view.needs_applicant:
        return None
    return timeline[0] if view.writing.asked else next((event for event in timeline if event.body), None)


@require_safe
@applicants_only
def check_answers(request: SignedInRequest, reference: str) -> HttpResponse:
    """All answers on one page, what the rules say of them, and the declaration under which they are sent."""
    view = application_view(reference, request.user)
    if not view.editable:
        messages.info(request, _("This application has been sent and cannot be changed now."))
        return redirect("application", reference)
    sections = sections_of(view, request.GET.get("page"))
    offers = shown_offers(view.offers, "application-step", reference)
    submit = next((offer for offer in offers if offer.verb == "submit"), None)
    against = submit.reasons if submit else []
    said = {reason.code for reason in against}
    to_read = besides_missing(reasons_to_read(view.application), against)
    shown = {
        "view": view,
        "declaration": DeclarationForm(),
        "version": view.application.case.version,
        "key": secrets.token_urlsafe(16),
        "answers": sections,
        "all_complete": all_complete(sections),
        "submit": submit,
        "reasons": [reason for reason in to_read if reason.code not in said],
    }
    return render(request, "applications/check.html", shown)


@require_POST
@applicants_only
def copy_application(request: SignedInRequest, reference: str) -> HttpResponse:
    """Begin a new application with what this one says."""
    found = own_application(reference, request.user)
    key = key_for_page(request, 40)
    try:
        made = services.copy_application(of=found, person=request.user, key=key)
    except UnknownWorkflow:
        messages.error(request, _("This document can no longer be applied for here."))
        return redirect("application", reference)
    told = _("Your answers were copied from %(reference)s. Check them; papers and the import permit are yours to add.")
    messages.success(request, told % {"reference": reference})
    for line in lines_left_out(found):
        messages.warning(request, _left_out_words(line))
    return redirect("application", made)


def _left_out_words(line: ApplicationLine) -> str:
    left_out = _(
        "Line %(letter)s, %(name)s, was left out: the list of species does not have this name any more. "
        "Add the line again with the name that is used now, or ask the Management Authority."
    )
    return left_out % {"letter": line.letter, "name": line.scientific_name}
