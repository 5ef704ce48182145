"""A Party's colours and crest, the pages about access and privacy, and the style page of development."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils.http import parse_etags, quote_etag
from django.views.decorators.http import require_safe

from cites.look.samples import samples
from cites.look.site import Site, digest
from tenants.releases.queries import release_in_force

DEFAULT_CREST = Path(__file__).parent / "emblem.svg"
# A drawing is shown, never run: no script, no frame, nothing fetched from elsewhere.
CREST_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@require_safe
def theme(request: HttpRequest) -> HttpResponse:
    """The colours of this host as custom properties."""
    return _kept(request, Site(request).palette.as_css(), "text/css; charset=utf-8")


@require_safe
def crest(request: HttpRequest) -> HttpResponse:
    """The crest of this host's Party; an emblem of ours on the front door."""
    drawing = release_in_force().part("letterhead").root if getattr(request, "party", None) else ""
    response = _kept(request, drawing or DEFAULT_CREST.read_text(), "image/svg+xml")
    response.headers["Content-Security-Policy"] = CREST_POLICY
    return response


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How the site can be used, and what to do when it cannot."""
    return render(request, "look/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, why, and for how long."""
    return render(request, "look/privacy.html")


def style_page(request: HttpRequest) -> HttpResponse:
    """Every component on one page, for whoever writes pages."""
    return render(request, "look/style_page.html", samples(request))


def _kept(request: HttpRequest, text: str, content_type: str) -> HttpResponse:
    """An answer that browsers keep: for a year at its dated address, for five minutes at the plain one."""
    tag = quote_etag(digest(text))
    fresh = tag in parse_etags(request.headers.get("If-None-Match", ""))
    response: HttpResponse = HttpResponseNotModified() if fresh else HttpResponse(text, content_type=content_type)
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = f"public, max-age={31536000 if 'v' in request.GET else 300}"
    return response
