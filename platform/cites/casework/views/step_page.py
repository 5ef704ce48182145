"""The page on which a step is asked for: what it is about, the action's own form, and the texts of the office."""

import secrets
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from cites.accounts.access import SignedInRequest
from cites.casework.queries.applications import taxa_of
from cites.casework.queries.words import Rows
from cites.casework.texts import box_for_texts, texts, words_for
from cites.casework.views.sections import kept_answers
from workflows.models import Case
from workflows.offers import Offer

GRAVE = frozenset({"refuse", "cancel", "withdraw", "report_lost", "replace_permit", "close_document"})


@dataclass(frozen=True)
class Side:
    """From which side a step is taken: where to go back to, and how much of the history may be read."""

    back: str
    back_label: str
    is_office: bool
    rows: Rows = field(default_factory=list)
    """What the case is about, as label and value, above the question."""


def step_form(
    offer: Offer, case: Case, request: SignedInRequest, written: dict[str, Any] | None = None
) -> forms.BaseForm | None:
    """The action's form, as it was posted; or with what was ``written`` so far, not looked at yet."""
    form_class = offer.action.form
    if form_class is None:
        return None
    posted = request.method == "POST" and written is None
    given: dict[str, Any] = {"data": request.POST, "files": request.FILES} if posted else {}
    if getattr(form_class, "takes_case", False):
        given["case"] = case
    return form_class(**given, initial=written or kept_answers(request))


def step_page(
    request: SignedInRequest, case: Case, offer: Offer, side: Side, form: forms.BaseForm | None,
    *, status: int, is_newer: bool = False,
) -> HttpResponse:  # fmt: skip
    """Ask for the step; ``is_newer`` when the form says more than what the browser has kept of it."""
    shown = {
        "step": {"label": offer.label, "help": offer.action.help_for(case), "grave": offer.action.name in GRAVE},
        "form": form if form is not None else forms.Form(),
        "version": request.POST.get("version") or case.version,
        "key": request.POST.get("key") or secrets.token_urlsafe(16),
        "caption": case.reference,
        "rows": side.rows,
        "taxa": taxa_of(case),
        "is_newer": is_newer,
        "draft_key": f"{request.user.pk}{request.path}",
        "back_address": side.back,
        "back_label": side.back_label,
        "texts": texts() if side.is_office and box_for_texts(offer.action.form) else [],
    }
    return render(request, "casework/step.html", shown, status=status)


def page_with_text(request: SignedInRequest, case: Case, offer: Offer, side: Side) -> HttpResponse:
    """The form with all that was written and, below it, the text that was chosen."""
    posted = step_form(offer, case, request)
    written = {field.name: field.data for field in posted if field.data} if posted is not None else {}
    name = box_for_texts(offer.action.form) if side.is_office else None
    chosen = request.POST.get("text_kept", "")
    text = texts().filter(pk=int(chosen)).first() if chosen.isdecimal() and len(chosen) < 18 else None
    if name and text:
        written[name] = "\n\n".join(filter(None, [written.get(name, "").strip(), words_for(text, case.opened_by)]))
    form = step_form(offer, case, request, written)
    return step_page(request, case, offer, side, form, status=200, is_newer=True)
