"""The public halves of signing keys, for whoever checks a signature: no login, no cookie, for all the world."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from cites.permits.signing.crls import read_list
from cites.permits.signing.keys import key_set
from cites.permits.signing.queries import find_list, signing_keys
from cites.permits.signing.signers import published_chain
from tenants.models import PublishedKey

_SECONDS = 300  # until a revocation is seen by those who ask for the keys each time
_FOR_ALL = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}


@cache_control(public=True, max_age=_SECONDS)
@require_safe
def keys_of_party(request: HttpRequest) -> JsonResponse:
    """Every key that the Party of this host ever had."""
    return _answer((key.public_jwk, key.revoked_at) for key in signing_keys())


@cache_control(public=True, max_age=_SECONDS)
@require_safe
def keys_of_all(request: HttpRequest) -> JsonResponse:
    """Every key of every Party here, and of no practice twin."""
    return _answer((copy.jwk, copy.revoked_at) for copy in PublishedKey.objects.all())


@cache_control(public=True, max_age=_SECONDS)
@require_safe
def chain_of_party(request: HttpRequest) -> HttpResponse:
    """The certificates behind the signed PDFs of the Party of this host, to the roots that a reader has to trust."""
    return HttpResponse(published_chain(), content_type="application/x-pem-file", headers=_FOR_ALL)


@cache_control(public=True, max_age=_SECONDS)
@require_safe
def list_of_revoked(request: HttpRequest, authority: str = "") -> HttpResponse:
    """What the authority of the Party of this host has revoked, as it was signed last; nothing is signed here."""
    found = find_list(authority)
    if found is None:
        raise Http404
    listed = read_list(found.pem).public_bytes(Encoding.DER)
    return HttpResponse(listed, content_type="application/pkix-crl", headers=_FOR_ALL)


def _answer(entries: Iterable[tuple[dict[str, Any], datetime | None]]) -> JsonResponse:
    return JsonResponse(key_set(entries), content_type="application/jwk-set+json", headers=_FOR_ALL)
