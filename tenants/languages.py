"""The languages that a Party's site is offered in; the front door is offered in all."""

from collections.abc import Sequence

from django.http import HttpRequest

from localization.languages import SOURCE_LANGUAGE, languages
from tenants.context import current_profile, in_party


def offered_languages(request: HttpRequest) -> Sequence[str]:
    """The Party's languages in its own order of preference, or every language at the front door."""
    return spoken_here() if in_party() else [each.code for each in languages() if each.ready]


def spoken_here() -> list[str]:
    """The Party's languages in which pages are ready; a language that is not yet translated waits for it."""
    ready = {each.code for each in languages() if each.ready}
    return [code for code in current_profile().languages if code in ready] or [SOURCE_LANGUAGE]
