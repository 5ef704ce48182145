"""The lines of an application: list, add (species first, then the rest), change, copy, remove."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cites.accounts.access import SignedInRequest
from cites.casework import services
from cites.casework.forms.line import LineForm
from cites.casework.queries.applications import ApplicationView, application_view
from cites.casework.queries.said import lines_with_reasons
from cites.casework.queries.task_list import sections_of
from cites.casework.queries.words import language
from cites.casework.views.applications import applicants_only
from cites.casework.views.line_pages import next_page, own_line
from cites.casework.views.sections import closed, kept_answers, render_section
from cites.permits.models import ApplicationLine
from cites.permits.queries.so_far import said_of_line
from cites.permits.rules.parts import LINES, part_of_line
from cites.species import queries as species
from cites.species.errors import UnknownTaxon
from cites.species.models import Taxon
from tenants.kept import forget_kept


@require_safe
@applicants_only
def line_list(request: SignedInRequest, reference: str) -> HttpResponse:
    """The lines so far, each with what can be done to it."""
    view = application_view(reference, request.user)
    if answer := closed(request, view, is_open=view.writing.open.touches(LINES)):
        return answer
    section = next(section for section in sections_of(view, request.GET.get("page")) if section.key == LINES)
    shown = {
        "view": view,
        "lines": lines_with_reasons(view, section),
        "page": section.page,
        "notes": [view.writing.asked.get(LINES)],
        "may_add": LINES in view.writing.open,
        "key": secrets.token_urlsafe(16),
    }
    return render(request, "applications/lines.html", shown)


@applicants_only
def add_line(request: SignedInRequest, reference: str) -> HttpResponse:
    """First the species, then the rest of the line; a double click adds one line."""
    view = application_view(reference, request.user)
    changing = None if "taxon" in request.GET else _line_named(view, request.GET.get("line", ""))
    part = part_of_line(changing.pk) if changing else LINES
    if answer := closed(request, view, is_open=part in view.writing.open):
        return answer
    try:
        taxon = species.taxon(request.GET["taxon"]) if "taxon" in request.GET else None
    except UnknownTaxon:
        return _species(request, view, unknown=True)
    if taxon is None:
        return _species(request, view)
    key = request.POST.get("key") or secrets.token_urlsafe(16)
    document = view.application.document_type
    form = LineForm(request.POST or None, document_type=document, initial=kept_answers(request))
    if request.method == "POST" and form.is_valid():
        added = services.add_line(
            application=view.application, taxon=taxon, answers=form.cleaned_data, actor=request.user, key=key
        )
        forget_kept(request)
        _tell_of_the_one_before(request, view, added)
        return next_page(view, own_line(view, added.line))
    return _line_page(request, view, form, taxon, key=key)


@applicants_only
def change_line(request: SignedInRequest, reference: str, line: int) -> HttpResponse:
    """Change one line; ``?taxon=`` gives it another species."""
    view = application_view(reference, request.user)
    if answer := closed(request, view, is_open=part_of_line(line) in view.writing.open):
        return answer
    found = own_line(view, line)
    try:
        taxon = species.taxon(request.GET.get("taxon", found.taxon_code))
    except UnknownTaxon:
        return _species(request, view, unknown=True, line=found)
    saved = {name: getattr(found, name) for name in LineForm.base_fields}
    document = view.application.document_type
    form = LineForm(request.POST or None, document_type=document, initial={**saved, **kept_answers(request)})
    if request.method == "POST" and form.is_valid():
        services.change_line(line=found, taxon=taxon, answers=form.cleaned_data, actor=request.user)
        forget_kept(request)
        return next_page(view, found)
    return _line_page(request, view, form, taxon, line=found)


@require_POST
@applicants_only
def copy_line(request: SignedInRequest, reference: str, line: int) -> HttpResponse:
    """Copy a line to the end, without its marks: each specimen has its own."""
    view = application_view(reference, request.user)
    if answer := closed(request, view, is_open=LINES in view.writing.open):
        return answer
    key = request.POST.get("key") or secrets.token_urlsafe(16)
    found = own_line(view, line)
    letter = found.letter
    copy = own_line(view, services.copy_line(line=found, actor=request.user, key=key))
    told = _("Line %(letter)s was copied as line %(copy)s, without its marks.")
    messages.success(request, told % {"letter": letter, "copy": copy.letter})
    return redirect("application-lines", reference)


@require_POST
@applicants_only
def remove_line(request: SignedInRequest, reference: str, line: int) -> HttpResponse:
    """Take a line out; a second click takes no other one, for it names the line by its own number."""
    view = application_view(reference, request.user)
    if answer := closed(request, view, is_open=part_of_line(line) in view.writing.open):
        return answer
    removed = services.remove_line(application=view.application, line=line, actor=request.user)
    if removed:
        told = _("Line %(letter)s, %(name)s, was removed.")
        messages.success(request, told % {"letter": removed.letter, "name": removed.scientific_name})
    else:
        messages.info(request, _("This line had been removed already."))
    return redirect("application-lines", reference)


def _tell_of_the_one_before(request: SignedInRequest, view: ApplicationView, added: services.Added) -> None:
    """Nothing is lost where a page was sent again with something else in it, and nothing is added unseen."""
    if added.before is None:
        return
    told = _(
        "This page had been sent before, as line %(first)s. What it says now is line %(second)s: remove the one that "
        "you do not want."
    )
    letters = {"first": own_line(view, added.before).letter, "second": own_line(view, added.line).letter}
    messages.warning(request, told % letters)


def _line_page(
    request: SignedInRequest,
    view: ApplicationView,
    form: LineForm,
    taxon: Taxon,
    *,
    key: str = "",
    line: ApplicationLine | None = None,
) -> HttpResponse:
    add = reverse("application-line-add", args=[view.reference])
    change_species = f"{add}?{urlencode({'line': line.pk} if line else {})}"
    return render_section(
        request,
        view,
        form,
        _("Change this line") if line else _("Add a line"),
        template="applications/line.html",
        back_address=reverse("application-lines", args=[view.reference]),
        key=key,
        taxon=taxon,
        taxa=[taxon.code],
        common_name=species.common_name(taxon.code, language()),
        listed=services.appendix_today(taxon),
        change_species_address=change_species,
        notes=[view.writing.asked.get(part_of_line(line.pk))] if line else [],
        reasons=said_of_line(line) if line else [],
    )


def _species(
    request: SignedInRequest, view: ApplicationView, *, unknown: bool = False, line: ApplicationLine | None = None
) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    changing = line or _line_named(view, request.GET.get("line", ""))
    name = "application-line" if changing else "application-line-add"
    args = [view.reference, changing.pk] if changing else [view.reference]
    results = species.find_taxa(text, language(), limit=12) if text else []
    shown: dict[str, Any] = {
        "view": view,
        "text": text,
        "unknown": unknown,
        "changing": changing,
        "search_address": reverse("application-line-add", args=[view.reference]),
        "results": results,
        "codes": [result.code for result in results],
        "pick_address": reverse(name, args=args),
        "back_address": reverse("application-lines", args=[view.reference]),
    }
    return render(request, "applications/species.html", shown, status=422 if unknown else 200)


def _line_named(view: ApplicationView, number: str) -> ApplicationLine | None:
    return view.application.lines.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 18 else None
