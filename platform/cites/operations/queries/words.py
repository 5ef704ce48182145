"""Jobs and their reports in the reader's words."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError
from localization.languages import SOURCE_LANGUAGE, page_language
from localization.sentences import sentence_of
from tenants.jobs.kinds import job_kinds

_STEPS: dict[str, Promise] = {
    "schema": _("Schema"),
    "database login": _("Database login"),
    "host name": _("Host name"),
    "first release": _("First release"),
    "reference data": _("Reference data"),
    "signing key": _("Signing key"),
    "first invitation": _("First invitation"),
}
# What programs and the database say, in English for every reader.
_ENGLISH = ("finding", "reason", "lines")


def kind_words(kind: str) -> str:
    """What a kind of job does; of one that no longer exists, its name."""
    return str(job_kinds.get(kind).label) if kind in job_kinds else kind


def step_words(name: str) -> str:
    """The name of a step of onboarding."""
    return str(_STEPS.get(name, name))


def said(message: str, facts: Mapping[str, Any]) -> SafeString:
    """A sentence of a job, its facts filled in and what stays English marked as English.

    A translation whose placeholders do not fit is passed over for the English, never an error page.
    """
    shown = {name: _shown(name, value) for name, value in facts.items()}
    for text in (gettext(message) if message else "", message):
        try:
            return mark_safe(escape(text) % shown if shown else escape(text))  # noqa: S308  each part is escaped
        except (KeyError, ValueError, TypeError):
            continue
    return SafeString(escape(message))


def error_sentence(error: DomainError) -> str:
    """An error of the domain in the reader's language, as a sentence of its own."""
    text = sentence_of(error)
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def _shown(name: str, value: Any) -> str:
    if name == "step":
        return escape(step_words(str(value)))
    if isinstance(value, Mapping):
        return said(str(value.get("message", "")), value.get("data") or {})
    if name in _ENGLISH and page_language() != SOURCE_LANGUAGE:
        return format_html('<span lang="en">{}</span>', value)
    return escape(value)


ONE_MOMENT = gettext_lazy("It begins in a moment.")
