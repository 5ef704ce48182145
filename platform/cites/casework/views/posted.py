"""What a page sends along with every button: its key, by which a second click does nothing more, and a version."""

import secrets
from typing import Final

from django.http import HttpRequest

LONGEST_KEY: Final = 80  # no longer than is kept


def posted_key(request: HttpRequest, longest: int = LONGEST_KEY) -> str:
    """The key of the button that was pressed; empty where none was."""
    return request.POST.get("key", "")[:longest]


def key_for_page(request: HttpRequest, longest: int = LONGEST_KEY) -> str:
    """The key that a page goes on with: the one that was sent, else a new one."""
    return posted_key(request, longest) or secrets.token_urlsafe(16)


def posted_version(request: HttpRequest) -> int:
    """The version of the case that the page showed; 0 where the page does not say."""
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() and len(version) < 9 else 0
