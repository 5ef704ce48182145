"""Who may open a page about money: a person who is signed in, or one who holds a role."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect

from billing.errors import UnknownInvoice
from billing.models import Invoice
from billing.payers import is_payer
from billing.queries import invoice, may_see
from tenants.kept import keep_form

View = Callable[..., HttpResponseBase]


def requires_role(*roles: str) -> Callable[[View], View]:
    """Let in people who hold one of ``roles`` (any, when none is named); the rest sign in or get 403.

    A form posted after the session has expired is kept (see tenants.kept).
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            person: Any = request.user
            if not person.is_authenticated:
                back_to = keep_form(request) if request.method == "POST" else request.get_full_path()
                target = urlencode({"next": back_to})
                return HttpResponseRedirect(f"{settings.LOGIN_URL}?{target}")
            if roles and not person.has_role(*roles):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def invoice_seen_by(person: Any, number: str) -> Invoice:
    """Return the invoice; 404 alike when there is none and when it is somebody else's."""
    found = invoice_or_404(number)
    if not may_see(found, person):
        raise Http404
    return found


def invoice_paid_by(person: Any, number: str) -> Invoice:
    """Return the invoice that ``person`` is to pay; 404 when it is not theirs."""
    found = invoice_or_404(number)
    if not is_payer(found, person):
        raise Http404
    return found


def invoice_or_404(number: str) -> Invoice:
    """Return the invoice, or answer 404."""
    try:
        return invoice(number)
    except UnknownInvoice as error:
        raise Http404 from error
