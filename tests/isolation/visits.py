"""Going round a site in a browser: who goes, what they are told, and how that reads without what changes by itself."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.core.cache import cache

from cites.accounts.models import User

VERBS = ("get", "post")
_DRAWN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"|\b[0-9a-f]{12}(?=</span>)')


@dataclass(frozen=True)
class Told:
    """The status of an answer, and its text where it has one that can be read."""

    status: int
    text: str

    def without(self, *asked: str) -> "Told":
        """The same without what was asked with, and without what is drawn for each answer."""
        text = self.text
        for value in sorted(asked, key=len, reverse=True):
            text = text.replace(quote(value), "…").replace(value, "…")
        return Told(self.status, _DRAWN.sub(" ", text))


def browser(place: Any, name: str) -> Any:
    """The browser of the person of that name, signed in at ``place``."""
    client = place.client(raise_request_exception=False)
    with place.active():
        client.force_login(User.objects.get(full_name=name))
    return client


def visit(client: Any, path: str, verb: str = "get", **headers: str) -> Told:
    """What the address says, of a file its bytes; no brake on those who ask often is still on."""
    cache.clear()
    answer = getattr(client, verb)(path, **headers)
    content = answer.getvalue() if answer.streaming else answer.content
    said = answer.headers.get("Location", "")
    return Told(answer.status_code, said + content.decode("utf-8", "replace"))
