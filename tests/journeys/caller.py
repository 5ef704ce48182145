"""Somebody who posts without a browser, and so at the same moment as others do."""

import html
import http.client
import re
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from cites.accounts.demo import CODE_SECONDS, PASSWORD
from cites.accounts.roles import Role

BROKEN = 0
"""The status of an answer that never came."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    location: str
    text: str


@dataclass
class Caller:
    """One person at one site; `copy` gives another window of the same person."""

    port: int
    host: str
    cookies: dict[str, str] = field(default_factory=dict)

    def copy(self) -> "Caller":
        return Caller(self.port, self.host, dict(self.cookies))

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, form: dict[str, Any]) -> Answer:
        return self._ask("POST", path, urlencode({**form, "csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}))

    def fill(self, path: str, **answers: Any) -> Answer:
        """Open a form and send it, with its hidden fields."""
        return self.post(path, {**hidden_fields(self.get(path).text), **answers})

    def sign_in(self, person: Any) -> "Caller":
        """Sign in by the pages, with the code of the next half minute where this one's was used already."""
        answer = self.fill("/accounts/login/", login=person.email, password=PASSWORD)
        assert answer.status == 302, answer.text
        for _half_minute in range(3):
            if not person.has_code or self.fill(answer.location, code=person.code()).status == 302:
                return self._confirm(person)
            time.sleep(CODE_SECONDS - time.time() % CODE_SECONDS + 0.1)
        raise AssertionError(f"no code of {person.email} is taken")

    def _confirm(self, person: Any) -> "Caller":
        """Who signs is asked for a code once more."""
        if person.role == Role.MA_SIGNATORY:
            answer = self.fill("/accounts/2fa/reauthenticate/", code=next_code(person))
            assert answer.status == 302, answer.text
        return self

    def _ask(self, verb: str, path: str, body: str | None = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Host": f"{self.host}:{self.port}", "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(verb, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException):
            return Answer(BROKEN, "", "")
        finally:
            connection.close()
        for each in answer.headers.get_all("Set-Cookie", []):
            name, _, value = each.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(answer.status, answer.headers.get("Location", ""), text)


def next_code(person: Any) -> str:
    """The code of the next half minute, which is taken already: this one's was used to sign in."""
    counter = int(time.time()) // CODE_SECONDS + 1
    return str(format_hotp_value(hotp_value(person.secret, counter)))


def hidden_fields(page: str) -> dict[str, str]:
    """The hidden fields of the first form in the page's own part."""
    form = page.partition("<main")[2].partition("</form>")[0]
    boxes = re.findall(r'<input[^>]*type="hidden"[^>]*>', form)
    return {_attribute(box, "name"): html.unescape(_attribute(box, "value")) for box in boxes}


def _attribute(box: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', box)
    return found[1] if found else ""


def at_once(call: Callable[[Any], Answer], each: Iterable[Any]) -> list[Answer]:
    """Call for all of them at the same moment; the answers in their order."""
    items = list(each)
    start = Barrier(len(items))

    def one(item: Any) -> Answer:
        start.wait(30)
        return call(item)

    with ThreadPoolExecutor(len(items)) as pool:
        return list(pool.map(one, items))
