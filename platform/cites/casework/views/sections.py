"""The sections of an application that are made of questions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cites.accounts.access import SignedInRequest
from cites.casework.errors import NoSuchCase
from cites.casework.forms.questions import QuestionsForm
from cites.casework.queries.applications import ApplicationView, application_view
from cites.casework.queries.operators import shown_operators
from cites.casework.queries.said import said_on_section
from cites.casework.views.applications import applicants_only
from cites.permits.models import Application
from cites.permits.queries.answers import answer, questions_of, specimens_asked
from cites.permits.queries.operators import OperatorState, registrations_for, state_on
from cites.permits.rules.document_types import comes_in
from cites.permits.rules.operators import REGISTRATION
from cites.permits.rules.parts import CONSIGNEE, EXPORTER
from cites.permits.rules.questions.model import Question
from cites.permits.rules.questions.of_applications import SECTION_OF
from cites.permits.rules.questions.of_single_documents import SIMPLIFIED
from cites.permits.services.drafts import save_answers
from tenants.kept import forget_kept, kept_data


@applicants_only
def section(request: SignedInRequest, reference: str, part: str) -> HttpResponse:
    """One section's questions, as far as they are asked here; on a first visit it proposes who applies."""
    view = application_view(reference, request.user)
    questions = _questions(view, part)
    if said := closed(request, view, is_open=part in view.writing.open):
        return said
    sent = request.POST if request.method == "POST" else None
    form = QuestionsForm(sent, questions=questions, initial=_initial(request, view, part, questions))
    if request.method == "POST" and form.is_valid():
        save_answers(application=view.application, answers=form.cleaned_data, actor=request.user)
        forget_kept(request)
        return redirect("application", reference)
    heading = _(SECTION_OF[part].wording(view.application.document_type).heading)
    shown: dict[str, Any] = {"said": said_on_section(view, {question.name for question in questions})}
    if part == SIMPLIFIED.key:
        shown["registrations"] = shown_operators(registrations_for(view.application))
    return render_section(request, view, form, heading, notes=view.writing.notes_on(part), **shown)


def _questions(view: ApplicationView, part: str) -> list[Question]:
    """What the section asks; raises NoSuchCase where there is no such section, or nothing in it."""
    known, application = SECTION_OF.get(part), view.application
    questions = questions_of(application, known, specimens_asked(application)) if known else []
    if not questions:
        raise NoSuchCase(f"{view.reference}/{part}")
    return questions


def closed(request: SignedInRequest, view: ApplicationView, *, is_open: bool) -> HttpResponse | None:
    """Say why the answers, or this part of them, are closed, and show them; None where they may be written."""
    if view.editable and is_open:
        return None
    if view.editable:
        messages.info(request, _("You were asked to correct other parts. This one stays as it is."))
    else:
        messages.info(request, _("This application has been sent and cannot be changed now."))
    return redirect("application", view.reference)


def render_section(
    request: SignedInRequest,
    view: ApplicationView,
    form: forms.Form,
    heading: Promise | str,
    template: str = "applications/section.html",
    back_address: str = "",
    **more: Any,
) -> HttpResponse:
    """One section's page; 422 when the form came back with errors."""
    shown = {
        "view": view,
        "form": form,
        "heading": heading,
        "back_address": back_address or reverse("application", args=[view.reference]),
        "draft_key": f"{request.user.pk}{request.path}",
        **more,
    }
    return render(request, template, shown, status=422 if form.is_bound else 200)


def _initial(
    request: SignedInRequest, view: ApplicationView, part: str, questions: Sequence[Question]
) -> dict[str, Any]:
    application = view.application
    saved = {question.name: answer(application, question.name) for question in questions}
    own = _own_details(application, part)
    if own and not saved[next(iter(own))]:
        saved |= {name: text for name, text in own.items() if name in saved}
    return {**saved, **kept_answers(request)}


def kept_answers(request: SignedInRequest) -> dict[str, Any]:
    """What the person had typed here before the session expired."""
    kept = kept_data(request)
    if kept is None:
        return {}
    messages.info(request, _("You were signed out. What you had typed is back: check it and save."))
    return {name: value[-1] if len(value) == 1 else value for name, value in kept.lists() if any(value)}


def _own_details(application: Application, part: str) -> dict[str, str]:
    """Name and address of who applies, where the section is about them: who imports, or else who exports.

    Of the simplified procedure it is the number of their registration in force.
    """
    if part == SIMPLIFIED.key:
        return _own_registration(application)
    imports = comes_in(application.document_type)
    if part != (CONSIGNEE if imports else EXPORTER):
        return {}
    name, address = ("consignee_name", "consignee_address") if imports else ("exporter_name", "exporter_address")
    organisation = application.organisation or application.applicant.organisation
    if organisation:
        return {name: organisation.name, address: organisation.address}
    return {name: application.applicant.full_name}


def _own_registration(application: Application) -> dict[str, str]:
    in_force = [each for each in registrations_for(application) if state_on(each) is OperatorState.IN_FORCE]
    return {REGISTRATION: in_force[0].number} if in_force else {}
