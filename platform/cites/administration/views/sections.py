"""One page for each section of the draft: what stands there, what is wrong with it, and what comes of it."""

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cites.accounts.access import SignedInRequest, requires
from cites.administration.forms.entries import after_button
from cites.administration.forms.keys import Parts, at
from cites.administration.forms.saving import attempt, faults_of, shown_with_faults
from cites.administration.forms.section import Section, load_sections, sections
from cites.administration.forms.section_form import SectionForm
from cites.administration.forms.shown import shown
from cites.administration.rules import DRAFTERS
from cites.administration.section_pages import SectionPage, section_pages
from localization.sentences import sentence_of
from tenants.kept import forget_kept, kept_data
from tenants.releases.drafting import begin_draft, change_part
from tenants.releases.errors import ProposalMovedOn, ProposalNotOpen, ProposalWaiting
from tenants.releases.models import Proposal
from tenants.releases.plain import written
from tenants.releases.queries import latest_release, open_proposal

_LOOK = "look"


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody at a section: the draft, none before the first change, and the parts as they stand."""

    request: SignedInRequest
    section: Section
    draft: Proposal | None
    parts: Parts

    @property
    def seen(self) -> str:
        """What the section says now, as a digest: a page that was shown before it was changed is noticed."""
        return hashlib.sha256(written([at(self.parts, key) for key in self.section.keys]).encode()).hexdigest()[:16]

    @property
    def is_stale(self) -> bool:
        """Whether somebody changed this section after the page was shown."""
        return bool(self.request.POST.get("seen", "") != self.seen)


def register_pages() -> None:
    """Offer a page for every section."""
    load_sections()
    for each in sections.in_order():
        href = f"/administration/draft/{each.name}/"
        section_pages.register(
            SectionPage(each.name, each.title, each.explanation, href, each.order, each.covers, _place_in(each))
        )


def _place_in(section: Section) -> Callable[[str], str]:
    """Return what leads to the place of a key within a section that has several."""
    return lambda key: f"{place}/" if (place := section.place_of(key)) else ""


@requires(*DRAFTERS)
def section(request: SignedInRequest, name: str, place: str = "") -> HttpResponse:
    """Show a section of the draft, or one place of it, or change it; the first change begins a draft."""
    if name not in sections:
        raise Http404(name)
    draft = open_proposal()
    if draft is not None and not draft.is_in_hand:
        return _not_now(request, _("A proposal waits for its decision. Take it back to change it."))
    parts = draft.parts if draft else latest_release().parts
    whole = sections.get(name)
    places = whole.places(parts)
    if places and not place:
        return _places(request, whole, parts)
    if place and place not in places:
        raise Http404(place)
    here = whole.at(whole, place, places[place]) if place else whole
    visit = Visit(request, here, draft, parts)
    return _sent(visit) if request.method == "POST" else _opened(visit)


def _places(request: SignedInRequest, whole: Section, parts: Parts) -> HttpResponse:
    """Show what a section is divided into, and how much there is to complete in each."""
    lacking = Counter(whole.place_of(fault.key) for fault in faults_of(parts) if whole.covers(fault.key))
    rows = [
        {"title": title, "href": f"{request.path}{place}/", "faults": lacking[place]}
        for place, title in whole.places(parts).items()
    ]
    context = {"section": whole, "places": rows, "others": _others(whole, parts), "draft_address": reverse("draft")}
    return render(request, "administration/section_places.html", context)


def _opened(visit: Visit) -> HttpResponse:
    kept = kept_data(visit.request)
    if kept is None:
        return _page(visit, shown_with_faults(visit.section, visit.parts))
    messages.info(visit.request, _("We kept what you wrote. Check it, and send it again."))
    return _page(visit, visit.section.form(visit.parts, kept).quiet())


def _sent(visit: Visit) -> HttpResponse:
    post, button = visit.request.POST, visit.request.POST.get("do", "")
    if (edited := after_button(post, button)) is not None:
        return _page(visit, visit.section.form(visit.parts, edited, visit.request.FILES).quiet())
    outcome = attempt(visit.section, visit.parts, post, visit.request.FILES)
    if button == _LOOK:
        return _page(visit, outcome.form, result=outcome.parts)
    # What was sent twice is there already, and nobody else's.
    if visit.is_stale and outcome.parts != visit.parts:
        return _page(visit, outcome.form.quiet(), stale=True, status=409)
    if outcome.parts is None:
        return _page(visit, outcome.form, status=422)
    return _saved(visit, outcome.form, outcome.parts)


def _saved(visit: Visit, form: SectionForm, parts: Parts) -> HttpResponse:
    """Keep the changes in the draft, one part after the other or none at all."""
    changed = [name for name in parts if parts[name] != visit.parts.get(name)]
    try:
        if changed:
            _keep(visit, parts, changed)
    except ProposalMovedOn:
        return _page(visit, form.quiet(), stale=True, status=409)
    except (ProposalWaiting, ProposalNotOpen) as refusal:
        return _not_now(visit.request, sentence_of(refusal))
    forget_kept(visit.request)
    _tell(visit.request, bool(changed))
    return redirect(visit.request.path)


@transaction.atomic
def _keep(visit: Visit, parts: Parts, changed: list[str]) -> None:
    person = visit.request.user
    draft = visit.draft or begin_draft(by=person)
    version = draft.version
    for name in changed:
        draft = change_part(proposal=draft, part=name, data=parts[name], by=person, version=version)
        version = draft.version


def _tell(request: SignedInRequest, changed: bool) -> None:
    if changed:
        words = _("Saved in the draft. Nothing changes until a second person has put it in force.")
        messages.success(request, words)
    else:
        messages.info(request, _("Nothing is different from before."))


def _not_now(request: SignedInRequest, reason: str) -> HttpResponse:
    messages.info(request, reason)
    return redirect("draft")


def _page(
    visit: Visit, form: SectionForm, *, result: Parts | None = None, stale: bool = False, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "section": visit.section,
        "form": form,
        "page": shown(visit.section, form),
        "draft": visit.draft,
        "seen": form.data.get("seen", visit.seen) if form.is_bound and not stale else visit.seen,
        "stale": stale,
        "result": visit.section.result(result or visit.parts),
        "others": _others(visit.section, visit.parts),
        "draft_address": reverse("draft"),
        "draft_key": f"{visit.request.user.pk}.{visit.seen}",
    }
    return render(visit.request, "administration/section.html", context, status=status)


def _others(here: Section, parts: Parts) -> list[dict[str, Any]]:
    found = [sections.of_key(fault.key) for fault in faults_of(parts)]
    return [
        {
            "title": each.title,
            "href": f"/administration/draft/{each.name}/",
            "current": each.name == here.name,
            "faults": found.count(each),
        }
        for each in sections.in_order()
    ]
