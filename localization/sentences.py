"""The edge where the English message ids of rules and errors become sentences for a reader."""

from collections.abc import Mapping
from typing import Any, Protocol

from django.utils.translation import gettext


class Spoken(Protocol):
    """What a DomainError and a Reason have in common: a message id with named placeholders, and its facts."""

    @property
    def message(self) -> str: ...

    @property
    def data(self) -> Mapping[str, Any]: ...


def sentence_of(spoken: Spoken) -> str:
    """The message in the language of the moment with its facts filled in.

    A translation whose placeholders do not fit is passed over for the English, never an error page.
    """
    try:
        return _filled(gettext(spoken.message), spoken.data)
    except (KeyError, ValueError, TypeError):
        return _filled(spoken.message, spoken.data)


def _filled(text: str, data: Mapping[str, Any]) -> str:
    return text % dict(data) if data else text
