"""Open cases of an older release, moved to the one in force: previewed case by case, and by somebody's reason."""

import secrets

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cites.accounts.access import SignedInRequest, posted, requires
from cites.administration.forms.moving import MoveCasesForm, Ticked
from cites.administration.queries.moving import Asked, Behind, behind, words_against
from cites.administration.rules import DRAFTERS
from kernel.errors import DomainError
from localization.sentences import sentence_of
from tenants.kept import forget_kept, kept_initial
from tenants.releases.queries import release_in_force
from workflows.errors import CaseDoesNotFit, StaleCase
from workflows.moving import move_case


@require_http_methods(["GET", "HEAD", "POST"])
@requires(*DRAFTERS)
def move_cases(request: SignedInRequest) -> HttpResponse:
    """What would happen to each open case under the release in force; posted, those ticked follow it from then on."""
    form = MoveCasesForm(posted(request), initial=kept_initial(request))
    if not form.is_bound:
        return _page(request, form, status=200)
    if not form.is_valid():
        return _page(request, form, status=422)
    if form.cleaned_data["release"] != release_in_force().number:
        words = _("Another release has come into force since you opened this page. Nothing was moved: look again.")
        form.add_error(None, words)
        return _page(request, form, status=409)
    return _moved(request, form)


def _moved(request: SignedInRequest, form: MoveCasesForm) -> HttpResponse:
    """Move one after the other: what speaks against one holds up none of the others."""
    ticked: list[Ticked] = form.cleaned_data["cases"]
    left = [words for each in ticked if (words := _left(request, form, each))]
    if count := len(ticked) - len(left):
        messages.success(request, _done_words(count, form.cleaned_data["release"]))
    if left:
        for words in left:
            form.add_error(None, words)
        return _page(request, form, status=409)
    forget_kept(request)
    return redirect(request.get_full_path())


def _left(request: SignedInRequest, form: MoveCasesForm, case: Ticked) -> str:
    """Move the case; return why it was left as it is, nothing where it was moved."""
    told = {"reference": case.reference}
    try:
        move_case(
            reference=case.reference,
            number=form.cleaned_data["release"],
            actor=request.user,
            note=form.cleaned_data["reason"],
            version=case.version,
            key=form.cleaned_data["key"] or secrets.token_urlsafe(16),
        )
    except StaleCase:
        words = _(
            "%(reference)s stays as it is: somebody has acted on it since you opened this page. Look at it again."
        )
        return words % told
    except CaseDoesNotFit as error:
        return words_against(case.reference, error.reasons)
    except DomainError as error:
        return sentence_of(error)
    return ""


def _done_words(count: int, number: int) -> str:
    words = ngettext(
        "%(count)s case follows release %(number)s from now on.",
        "%(count)s cases follow release %(number)s from now on.",
        count,
    )
    return words % {"count": count, "number": number}


def _page(request: SignedInRequest, form: MoveCasesForm, *, status: int) -> HttpResponse:
    asked = Asked(
        document_type=request.GET.get("type", "").replace("\x00", "")[:20],
        stage=request.GET.get("stage", "").replace("\x00", "")[:40],
        page=request.GET.get("page", "1"),
    )
    found = behind(asked)
    context = {
        "behind": found,
        "form": form,
        "ticked": _ticked(request, form, found),
        "key": secrets.token_urlsafe(16),
        "tick": _other_ticks(request),
    }
    return render(request, "administration/move_cases.html", context, status=status)


def _other_ticks(request: SignedInRequest) -> tuple[str, str]:
    """The words and the address that tick no case where all are ticked, and all that fit where none is."""
    query = request.GET.copy()
    if query.pop("tick", None) == ["none"]:
        return _("Tick all that can be moved"), f"?{query.urlencode()}"
    query["tick"] = "none"
    return _("Tick none"), f"?{query.urlencode()}"


def _ticked(request: SignedInRequest, form: MoveCasesForm, found: Behind) -> set[str]:
    """What is ticked: what was, as far as it is still as it was looked at; on a first visit every case that fits."""
    if form.is_bound:
        return set(request.POST.getlist("cases"))
    kept = form.initial.get("cases")
    if form.initial:
        return {kept} if isinstance(kept, str) else set(kept or ())
    return set() if request.GET.get("tick") == "none" else set(found.values)
