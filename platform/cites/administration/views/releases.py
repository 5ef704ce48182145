"""The releases of the Party: their list, each with what it changed, its files, and its crest."""

import io
import zipfile
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cites.accounts.access import SignedInRequest, requires
from cites.administration.forms.proposals import CallOffForm
from cites.administration.queries.moving import count_behind
from cites.administration.queries.proposals import parts_shown
from cites.administration.queries.settings import parts_read
from cites.administration.rules import DECIDERS, DRAFTERS, READERS
from cites.look.views import CREST_POLICY
from kernel.errors import DomainError
from localization.sentences import sentence_of
from tenants.context import current_party
from tenants.releases.deciding import call_off
from tenants.releases.exporting import files_of
from tenants.releases.queries import Period, Standing, releases_by_period

_STAMP = (2000, 1, 1, 0, 0, 0)  # the same release makes the same file whenever it is downloaded


@require_safe
@requires(*READERS)
def release_list(request: SignedInRequest) -> HttpResponse:
    """Every release with its time, the newest first."""
    return render(
        request, "administration/releases.html", {"periods": releases_by_period(), "behind": _behind(request)}
    )


@require_safe
@requires(*READERS)
def release_page(request: SignedInRequest, number: int) -> HttpResponse:
    """One release: who made it, from when, what it changed against another, and all that it says."""
    return render(request, "administration/release.html", _shown(request, number, CallOffForm()))


@require_POST
@requires(*DECIDERS)
def call_release_off(request: SignedInRequest, number: int) -> HttpResponse:
    """Call a release off that is still to come."""
    _period_of(number)
    form = CallOffForm(request.POST)
    if form.is_valid():
        try:
            call_off(number=number, by=request.user, reason=form.cleaned_data["reason"])
        except DomainError as error:
            form.add_error(None, sentence_of(error))
        else:
            messages.success(request, _("Release %(number)s is called off.") % {"number": number})
            return redirect("release", number)
    return render(request, "administration/release.html", _shown(request, number, form), status=422)


@require_safe
@requires(*READERS)
def release_files(request: SignedInRequest, number: int) -> HttpResponse:
    """The release as the files of a profile, which can be changed and uploaded into a draft."""
    kept = _period_of(number).release
    heading = f"Release {number} of {kept.profile.names.in_language('en')}."
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files_of(kept.parts, heading).items():
            archive.writestr(zipfile.ZipInfo(name, _STAMP), text)
    response = HttpResponse(content.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{current_party().slug}-release-{number}.zip"'
    return response


@require_safe
@requires(*READERS)
def release_crest(request: SignedInRequest, number: int) -> HttpResponse:
    """The crest as that release has it."""
    return drawing_of(_period_of(number).release.parts)


def drawing_of(parts: dict[str, Any]) -> HttpResponse:
    """The drawing of the crest, shown and never run; of a draft it may be anything."""
    response = HttpResponse(str(parts.get("letterhead") or ""), content_type="image/svg+xml; charset=utf-8")
    response.headers["Content-Security-Policy"] = CREST_POLICY
    return response


def _period_of(number: int) -> Period:
    found = next((each for each in releases_by_period() if each.release.number == number), None)
    if found is None:
        raise Http404
    return found


def _shown(request: SignedInRequest, number: int, form: CallOffForm) -> dict[str, Any]:
    period = _period_of(number)
    others = [each.release for each in releases_by_period() if each.release.number != number]
    against = _against(request, number, others)
    coming = period.standing is Standing.COMING
    return {
        "period": period,
        "release": period.release,
        "others": others,
        "against": against,
        "shown": parts_shown(against.parts, period.release.parts, faults=False) if against else [],
        "parts": parts_read(period.release.parts),
        "behind": _behind(request) if period.standing is Standing.IN_FORCE else 0,
        "form": form if coming and request.user.has_role(*DECIDERS) else None,
    }


def _behind(request: SignedInRequest) -> int:
    """How many open cases this reader could let follow the release in force."""
    return count_behind() if request.user.has_role(*DRAFTERS) else 0


def _against(request: SignedInRequest, number: int, others: list[Any]) -> Any:
    """The release that was asked for, else the one before, else none."""
    asked = request.GET.get("against", "")
    before = [each for each in others if each.number < number]
    return next((each for each in others if str(each.number) == asked), before[0] if before else None)
