"""What every template may name: the Party, its profile, its languages and the shell's facts."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from cites.accounts.models import User
from cites.look.site import Site
from cites.practice.following import note_request
from cites.practice.queries.progress import Progress, progress_of
from localization.languages import Language, languages
from localization.middleware import offered_languages


def site(request: HttpRequest) -> dict[str, Any]:
    """``party``, ``profile``, ``languages`` and ``site``; nothing is read before a template asks."""
    shell = Site(request)
    return {
        "party": getattr(request, "party", None),
        "profile": SimpleLazyObject(lambda: shell.profile) if getattr(request, "party", None) else None,
        "languages": SimpleLazyObject(lambda: _offered(request)),
        "site": shell,
        "first_day": SimpleLazyObject(lambda: _first_day(request)),
    }


def _first_day(request: HttpRequest) -> Progress | None:
    """How far the trainee is; None on every real site."""
    person = getattr(request, "user", None)
    if not getattr(request, "practice", False) or not getattr(request, "party", None) or not isinstance(person, User):
        return None
    note_request(request)
    return progress_of(person)


def _offered(request: HttpRequest) -> list[Language]:
    known = {each.code: each for each in languages()}
    return [known[code] for code in offered_languages(request) if code in known]
