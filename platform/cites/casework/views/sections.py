"""The simple sections of an application: who exports, who receives, and what for."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cites.accounts.access import SignedInRequest
from cites.casework.forms.sections import ConsigneeForm, ExporterForm, PurposeForm
from cites.casework.queries.applications import ApplicationView, application_view
from cites.casework.views.applications import applicants_only
from cites.permits.models import Application
from cites.permits.rules import parts
from cites.permits.services.drafts import save_answers
from tenants.kept import forget_kept, kept_data


@applicants_only
def exporter(request: SignedInRequest, reference: str) -> HttpResponse:
    """Who exports; a first visit proposes the applicant's own details."""
    return _section(request, reference, parts.EXPORTER, ExporterForm, gettext_lazy("Who exports?"))


@applicants_only
def consignee(request: SignedInRequest, reference: str) -> HttpResponse:
    """Who receives the specimens abroad."""
    return _section(request, reference, parts.CONSIGNEE, ConsigneeForm, gettext_lazy("Who imports?"))


@applicants_only
def purpose(request: SignedInRequest, reference: str) -> HttpResponse:
    """What for, and by which port."""
    return _section(request, reference, parts.PURPOSE, PurposeForm, gettext_lazy("Purpose and transport"))


def closed(request: SignedInRequest, view: ApplicationView, *, is_open: bool) -> HttpResponse | None:
    """Say why the answers, or this part of them, are closed, and show them; None where they may be written."""
    if view.editable and is_open:
        return None
    if view.editable:
        messages.info(request, _("You were asked to correct other parts. This one stays as it is."))
    else:
        messages.info(request, _("This application has been sent and cannot be changed now."))
    return redirect("application", view.reference)


def _section(
    request: SignedInRequest, reference: str, part: str, form_class: type[forms.Form], heading: Promise
) -> HttpResponse:
    view = application_view(reference, request.user)
    if answer := closed(request, view, is_open=part in view.writing.open):
        return answer
    sent = request.POST if request.method == "POST" else None
    form = form_class(sent, initial=_initial(request, view, form_class))
    if request.method == "POST" and form.is_valid():
        save_answers(application=view.application, answers=form.cleaned_data, actor=request.user)
        forget_kept(request)
        return redirect("application", reference)
    return render_section(request, view, form, heading, notes=view.writing.notes_on(part))


def render_section(
    request: SignedInRequest,
    view: ApplicationView,
    form: forms.Form,
    heading: Promise | str,
    template: str = "applications/section.html",
    back: str = "application",
    **more: Any,
) -> HttpResponse:
    """One section's page; 422 when the form came back with errors."""
    shown = {
        "view": view,
        "form": form,
        "heading": heading,
        "back_address": reverse(back, args=[view.reference]),
        "draft_key": f"{request.user.pk}{request.path}",
        **more,
    }
    return render(request, template, shown, status=422 if form.is_bound else 200)


def _initial(request: SignedInRequest, view: ApplicationView, form_class: type[forms.Form]) -> dict[str, Any]:
    saved = {name: getattr(view.application, name) for name in form_class.base_fields}
    if form_class is ExporterForm and not saved["exporter_name"]:
        saved = _own_details(view.application)
    return {**saved, **kept_answers(request)}


def kept_answers(request: SignedInRequest) -> dict[str, Any]:
    """What the person had typed here before the session expired."""
    kept = kept_data(request)
    if kept is None:
        return {}
    messages.info(request, _("You were signed out. What you had typed is back: check it and save."))
    return {name: value[-1] if len(value) == 1 else value for name, value in kept.lists() if any(value)}


def _own_details(application: Application) -> dict[str, Any]:
    organisation = application.organisation or application.applicant.organisation
    if organisation:
        return {"exporter_name": organisation.name, "exporter_address": organisation.address}
    return {"exporter_name": application.applicant.full_name, "exporter_address": ""}
