"""The officials' worklist, what may be done to several of its cases at once, and the lists that people keep."""

import secrets

from django.contrib import messages
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cites.accounts.access import SignedInRequest, requires
from cites.casework.errors import TooManyLists
from cites.casework.forms.worklist import KeepListForm, WorklistForm
from cites.casework.holding import MOST_AT_ONCE, Chosen, deeds_for_many, do_to_many
from cites.casework.lists import forget_list, keep_list, lists_of
from cites.casework.queries.asked import Asked
from cites.casework.queries.worklist import worklist as worklist_for
from cites.casework.rules import CASE_READERS, INDICATOR_READERS, RECORD_READERS, REISSUERS, TEXT_WRITERS
from cites.casework.views.posted import key_for_page
from cites.permits.queries.stamps import PRINTERS, uses_stamps
from localization.sentences import sentence_of

LONGEST_ADDRESS = 600


@require_safe
@requires(*CASE_READERS)
def worklist(request: SignedInRequest) -> HttpResponse:
    """The cases that the official may see: a list of them, looked through and narrowed."""
    form = WorklistForm(request.GET)
    return _page(request, form.asked, form)


def _page(
    request: SignedInRequest, asked: Asked, form: WorklistForm, keeping: KeepListForm | None = None
) -> HttpResponse:
    shown = {
        "worklist": worklist_for(request.user, asked),
        "form": form,
        "keeping": keeping or KeepListForm(initial={"query": asked.query}),
        "kept": [(kept, f"{reverse('cases')}?{kept.query}") for kept in lists_of(request.user)],
        "deeds": deeds_for_many(),
        "may_keep_texts": request.user.has_role(*TEXT_WRITERS),
        "may_keep_stamps": uses_stamps() and request.user.has_role(*PRINTERS),
        "may_read_indicators": request.user.has_role(*INDICATOR_READERS),
        "may_reissue": request.user.has_role(*REISSUERS),
        "may_read_records": request.user.has_role(*RECORD_READERS),
        "key": secrets.token_urlsafe(16),
    }
    return render(request, "casework/worklist.html", shown, status=422 if keeping else 200)


@require_POST
@requires(*CASE_READERS)
def do_to_several(request: SignedInRequest) -> HttpResponse:
    """Do one thing to the cases that were ticked, and tell of each that it could not be done to."""
    back = _back_to(request)
    deed, chosen = request.POST.get("deed", ""), _chosen(request)
    if deed not in deeds_for_many():
        messages.error(request, _("Choose what to do with the cases."))
        return redirect(back)
    if not chosen:
        messages.error(request, _("Tick the cases first."))
        return redirect(back)
    key = key_for_page(request, 40)
    outcomes = do_to_many(deed=deed, chosen=chosen, person=request.user, key=key)
    if done := [outcome.reference for outcome in outcomes if not outcome.reason]:
        told = {"deed": deeds_for_many()[deed], "cases": ", ".join(done)}
        messages.success(request, _("Done: %(deed)s. %(cases)s") % told)
    for outcome in outcomes:
        if outcome.reason:
            messages.error(request, f"{outcome.reference}: {outcome.reason}")
    return redirect(back)


def _chosen(request: SignedInRequest) -> list[Chosen]:
    """The cases ticked: each box says ``reference:version``."""
    parts = [value.rpartition(":") for value in request.POST.getlist("case")[:MOST_AT_ONCE]]
    return [
        Chosen(reference[:40], int(version))
        for reference, _colon, version in parts
        if reference and version.isdecimal() and len(version) < 9
    ]


@require_POST
@requires(*CASE_READERS)
def keep(request: SignedInRequest) -> HttpResponse:
    """Keep what the worklist shows under a name."""
    form = KeepListForm(request.POST)
    query = request.POST.get("query", "")[:LONGEST_ADDRESS]
    narrowing = WorklistForm(_parsed(query))
    if not form.is_valid():
        return _page(request, narrowing.asked, narrowing, form)
    try:
        keep_list(person=request.user, name=form.cleaned_data["name"], query=narrowing.asked.query)
    except TooManyLists as error:
        form.add_error("name", sentence_of(error))
        return _page(request, narrowing.asked, narrowing, form)
    messages.success(request, _("The list “%(name)s” is kept.") % form.cleaned_data)
    return redirect(f"{reverse('cases')}?{narrowing.asked.query}")


@require_POST
@requires(*CASE_READERS)
def forget(request: SignedInRequest, pk: int) -> HttpResponse:
    """Forget a list of one's own."""
    forget_list(person=request.user, pk=pk)
    return redirect(_back_to(request))


def _parsed(query: str) -> QueryDict:
    try:
        return QueryDict(query)
    except TooManyFieldsSent:
        return QueryDict()


def _back_to(request: SignedInRequest) -> str:
    """The worklist as it was, from the query that the page carries."""
    query = WorklistForm(_parsed(request.POST.get("query", "")[:LONGEST_ADDRESS])).asked.query
    return reverse("cases") + (f"?{query}" if query else "")
