"""Error pages in the site's own look, which appear even when the database is gone."""

from collections.abc import Sequence
from typing import Any

import structlog
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cites.look.site import PlainSite, fail, is_practice
from kernel.errors import DomainError

log = structlog.get_logger("errors")

TITLES: dict[int, str | Promise] = {
    400: _("We could not understand that request"),
    403: _("You may not open this page"),
    404: _("There is no such page"),
    405: _("This page cannot be opened like that"),
    409: _("Someone was here before you"),
    410: _("This is not kept any more"),
    413: _("That is too large"),
    422: _("That could not be done"),
    429: _("Too many attempts"),
    500: _("Something went wrong"),
    503: _("The service is away for a moment"),
}
TEXTS: dict[int, str | Promise] = {
    400: _("Go back and try again. If you followed a link, ask whoever sent it for a new one."),
    403: _("Your role does not include this. If it should, ask your Party's administrator."),
    404: _("Check the address for a slip. What you look for may have been moved, or may belong to someone else."),
    405: _("It only takes what a button sends. Go back to where the button is and press it again."),
    409: _("This has changed since you opened it. Open it again to see how it stands now; nothing was done twice."),
    410: _("Its time is over, and it was removed."),
    413: _("A file may have at most 10 MB. Send smaller files, or fewer at once."),
    422: _("Check what you entered and try again."),
    429: _("Wait a few minutes, then try again."),
    500: _("It is our fault, not yours. Nothing was lost that had been saved. Try again in a few minutes."),
    503: _("Nothing was lost that had been saved. Try again in a minute."),
}
# How a domain error's code speaks of its status; anything else is a request that could not be done.
ENDINGS = {"_unknown": 404, "_not_found": 404, "_taken": 409, "_conflict": 409}
BEGINNINGS = {
    "unknown_": 404,
    "no_": 404,
    "stale_": 409,
    "already_": 409,
    "not_allowed": 403,
    "forbidden": 403,
}

BARE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
    "<body><h1>{title}</h1><p>{text}</p><p>{request_id}</p></body></html>"
)


def page(
    request: HttpRequest,
    status: int,
    *,
    title: str | Promise = "",
    text: str | Promise | Sequence[str | Promise] = "",
    href: str = "",
    link: str | Promise = "",
) -> HttpResponse:
    """An error page with this status, in the reader's language; it never raises."""
    paragraphs = [text or TEXTS.get(status, TEXTS[500])] if isinstance(text, str | Promise) else list(text)
    facts = {
        "title": title or TITLES.get(status, TITLES[500]),
        "paragraphs": paragraphs,
        "href": href or "/",
        "link": link or _("Go to the start page"),
    }
    return HttpResponse(_rendered(request, facts), status=status)


def page_for(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The page of an error of the domain: its own message, and the status that its code asks for."""
    message = gettext(error.message) if error.message else ""
    return page(request, status_of(error), text=message % error.data if error.data else message)


def status_of(error: DomainError) -> int:
    """The HTTP status of a domain error: its own ``status`` if it has one, else read from its code."""
    own = getattr(error, "status", None)
    if isinstance(own, int) and own in TITLES:
        return own
    for start, status in BEGINNINGS.items():
        if error.code.startswith(start):
            return status
    return next((status for end, status in ENDINGS.items() if error.code.endswith(end)), 422)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler400; a form with more than Django reads is too large rather than not understood."""
    too_large = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    return page(request, 413 if too_large else 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler403."""
    return page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler404."""
    return page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500."""
    return page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or came from elsewhere."""
    return page(
        request,
        403,
        title=_("This form is too old"),
        text=[
            _("You signed in or out in another window since the form was opened, or your browser refuses cookies."),
            _("Go back, load the page again and send it once more. What you typed is kept in this window."),
        ],
    )


def _rendered(request: HttpRequest, facts: dict[str, Any]) -> str:
    try:
        return render_to_string("errors/page.html", facts, request=request)
    except Exception:  # whatever broke, an error page must not break again
        log.warning("error page without its Party", exc_info=True)
    request_id = str(getattr(request, "request_id", ""))
    fail(request)
    plain = PlainSite(request_id=request_id, practice=is_practice(request))
    try:
        return render_to_string("errors/page.html", {**facts, "site": plain})
    except Exception:  # as above: plain words are left
        log.exception("error page without its look")
    texts = {
        "title": f"{gettext('Practice')}: {facts['title']}" if plain.practice else facts["title"],
        "text": facts["paragraphs"][0],
        "request_id": request_id,
    }
    return BARE.format(**{name: escape(str(value)) for name, value in texts.items()})
