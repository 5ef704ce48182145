"""The front page of a Party's site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cites.casework.queries.applications import document_types
from cites.casework.queries.fees import fees_by_document
from cites.casework.queries.words import language
from tenants.context import current_profile
from tenants.profiles.schema import Authority, AuthorityKind, Profile


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this service is, what to have ready, what it costs, how long it takes, and whom to ask."""
    profile = current_profile()
    shown = {
        "party_name": profile.names.in_language(language()),
        "authority_name": profile.management_authority.names.in_language(language()),
        "authorities": [_authority(one) for one in profile.authorities.values()],
        "document_types": [label for _key, label in document_types()],
        "standards": _standards(profile),
        "fees": fees_by_document(),
        "sign_in_address": settings.LOGIN_URL,
    }
    return render(request, "casework/home.html", shown)


def _standards(profile: Profile) -> list[tuple[str, int]]:
    """In how many working days each document is to be expected; one without a name where that is the same for all."""
    promised = [(label, profile.days_for(key)) for key, label in document_types()]
    same = len({days for _label, days in promised}) < 2
    return [("", promised[0][1] if promised else profile.days_to_expect)] if same else promised


def _authority(one: Authority) -> dict[str, Any]:
    kinds = {
        AuthorityKind.MANAGEMENT: _("Management Authority"),
        AuthorityKind.SCIENTIFIC: _("Scientific Authority"),
        AuthorityKind.CUSTOMS: _("Customs"),
    }
    return {
        "kind": kinds[one.kind],
        "name": one.names.in_language(language()),
        "address": one.address,
        "email": one.email,
        "phone": one.phone,
        "phone_link": "".join(sign for sign in one.phone if sign.isdigit() or sign == "+"),
    }
