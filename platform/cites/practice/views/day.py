"""The guided first day of whoever is signed in."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cites.accounts.access import SignedInRequest, signed_in
from cites.practice.door import in_twins
from cites.practice.queries.progress import progress_of
from cites.practice.services import begin_day, guided_day_for


@never_cache
@require_safe
@in_twins
@signed_in
def day(request: SignedInRequest) -> HttpResponse:
    """The tasks in order, with what is done; or what the day will be."""
    context = {"guided": guided_day_for(request.user), "progress": progress_of(request.user)}
    return render(request, "practice/day.html", context)


@require_POST
@in_twins
@signed_in
def begin(request: SignedInRequest) -> HttpResponse:
    """Begin the day; a second click finds it begun."""
    begin_day(person=request.user, anew="anew" in request.POST)
    return redirect("practice-day")
