"""The security headers of every answer; HSTS and the redirect to HTTPS are Django's own, from settings."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]

OURS = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
# Wagtail's desk writes styles and a few scripts into its pages and previews pages in a frame.
EDITORS = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'"
)
NOTHING = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"


class SecurityHeaders:
    """Adds what a view has not set itself."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in headers_for(request.path).items():
            response.headers.setdefault(name, value)
        if _is_of_a_person(request):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


def _is_of_a_person(request: HttpRequest) -> bool:
    """True when the answer was made for somebody signed in: a shared computer must not show it to the next."""
    person = getattr(request, "_cached_user", None)  # only where the answer asked who it is for
    return person is not None and person.is_authenticated


def headers_for(path: str) -> dict[str, str]:
    """The headers of an answer at this path: the editors' desk has a policy of its own."""
    return {
        "Content-Security-Policy": EDITORS if path.startswith("/cms/") else OURS,
        "Permissions-Policy": NOTHING,
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
