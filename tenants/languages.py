"""The languages that a Party's site is offered in; the front door is offered in all."""

from collections.abc import Sequence

from django.http import HttpRequest

from localization.languages import languages
from tenants.context import current_profile, in_party


def offered_languages(request: HttpRequest) -> Sequence[str]:
    """The Party's languages in its own order of preference, or every language at the front door."""
    if in_party():
        return list(current_profile().languages)
    return [each.code for each in languages() if each.ready]
