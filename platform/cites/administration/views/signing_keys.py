"""The keys with which the Party signs: their history, a new one in place of the one in use, and a revocation."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cites.accounts.access import SignedInRequest, posted, requires
from cites.accounts.confirming import ask_to_confirm, has_confirmed
from cites.administration.forms.signing_keys import RevokeForm, RotateForm
from cites.administration.queries.signing_keys import last_change, published
from cites.administration.rules import DRAFTERS, READERS
from cites.permits.models import SigningKey
from cites.permits.signing.asking import ask_revocation, ask_rotation
from cites.permits.signing.history import key_stories, valid_permits_of
from cites.permits.signing.queries import find_key_in_use
from tenants.kept import forget_kept, kept_initial
from tenants.urgent import urgent


@never_cache
@require_safe
@requires(*READERS)
def signing_keys(request: SignedInRequest) -> HttpResponse:
    """All keys, the newest first, with their certificates and what they signed."""
    shown = {
        "stories": key_stories(),
        "published": published(),
        "change": last_change(),
        "may_change": request.user.has_role(*DRAFTERS),
    }
    return render(request, "administration/keys/keys.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(*DRAFTERS)
def rotate(request: SignedInRequest) -> HttpResponse:
    """What happens when a new key is made, and the form by which it is asked for; the second step is asked for."""
    key = key_or_404()
    form = RotateForm(posted(request), initial={"kid": key.kid, **kept_initial(request)})
    if form.is_valid():
        if form.cleaned_data["kid"] != key.kid:
            messages.info(request, _("Another key has taken its place since you opened that page."))
            return redirect("administration-keys")
        if not has_confirmed(request):
            return ask_to_confirm(request, request.user)
        return asked(request, lambda: ask_rotation(kid=key.kid, reason=form.cleaned_data["reason"], by=request.user))
    shown = {"key": key, "form": form, "is_national": _is_national(key)}
    return render(request, "administration/keys/rotate.html", shown, status=422 if form.errors else 200)


@urgent
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(*DRAFTERS)
def revoke(request: SignedInRequest, kid: str) -> HttpResponse:
    """How many permits lose their word when the key is revoked, and the form by which it is asked for."""
    key = SigningKey.objects.prefetch_related("events").filter(kid=kid).first()
    if key is None:
        raise Http404
    if key.revocation:
        messages.info(request, _("%(kid)s is revoked already.") % {"kid": kid})
        return redirect("administration-keys")
    form = RevokeForm(key, posted(request), initial=kept_initial(request))
    if form.is_valid():
        if not has_confirmed(request):
            return ask_to_confirm(request, request.user)
        told = {name: form.cleaned_data[name] for name in ("reason", "exposed_on")}
        return asked(request, lambda: ask_revocation(kid=kid, by=request.user, **told))
    shown = {"key": key, "form": form, "valid": valid_permits_of(kid), "is_national": _is_national(key)}
    return render(request, "administration/keys/revoke.html", shown, status=422 if form.errors else 200)


def asked(request: SignedInRequest, ask: Callable[[], Any]) -> HttpResponse:
    """Ask for it, unless something is under way: the history says what becomes of it."""
    change = last_change()
    if change is not None and change.is_awaited:
        messages.info(request, _("A change of the keys is under way already. Load this page again in a moment."))
        return redirect("administration-keys")
    ask()
    forget_kept(request)
    return redirect("administration-keys")


def key_or_404() -> SigningKey:
    """Return the key in use; Http404 where onboarding has made none yet."""
    key = find_key_in_use()
    if key is None:
        raise Http404
    return key


def _is_national(key: SigningKey) -> bool:
    held = key.certificates.last()
    return held is not None and held.national and key.is_in_use
