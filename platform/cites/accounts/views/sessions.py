"""The page on which people see where they are signed in, and end it; the administrator signs officials out."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from cites.accounts.access import SignedInRequest, requires, signed_in
from cites.accounts.browsers import browser_and_system
from cites.accounts.queries import officials
from cites.accounts.sessions import end_all_sessions, end_other_sessions, end_session, sessions_of
from cites.accounts.views.officials import ADMINISTRATORS


@dataclass(frozen=True, slots=True)
class Shown:
    """A browser in which somebody is signed in, in words."""

    pk: int
    words: str
    since: datetime
    seen: datetime
    is_this: bool


@require_safe
@signed_in
def own(request: SignedInRequest) -> HttpResponse:
    """Where the person is signed in."""
    this_one = request.session.session_key
    shown = [_shown(session, this_one) for session in sessions_of(request.user)]
    others = [each for each in shown if not each.is_this]
    return render(request, "accounts/sessions.html", {"sessions": shown, "others": others})


@require_POST
@signed_in
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    """End one of one's own sessions; one that has ended meanwhile is as good as ended."""
    end_session(person=request.user, pk=pk)
    messages.success(request, _("You are signed out there."))
    return redirect("sessions")


@require_POST
@signed_in
def end_others(request: SignedInRequest) -> HttpResponse:
    """End all of one's sessions but this one."""
    ended = end_other_sessions(person=request.user, this_one=request.session.session_key)
    messages.success(request, _told(ended))
    return redirect("sessions")


@require_POST
@requires(*ADMINISTRATORS)
def end_all(request: SignedInRequest, pk: int) -> HttpResponse:
    """Sign an official out everywhere."""
    person = get_object_or_404(officials(), pk=pk)
    ended = end_all_sessions(person=person, actor=request.user)
    messages.success(request, _told(ended))
    return redirect("official", pk)


def _told(ended: int) -> str:
    return ngettext("Signed out in %(count)s browser.", "Signed out in %(count)s browsers.", ended) % {"count": ended}


def _shown(session: UserSession, this_one: str | None) -> Shown:
    is_this = session.session_key == this_one
    return Shown(session.pk, _words(session.user_agent), session.created_at, session.last_seen_at, is_this)


def _words(user_agent: str) -> str:
    browser, system = browser_and_system(user_agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A browser that we do not know")
