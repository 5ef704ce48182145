"""The people of one Party, each signed in once and without a browser, so that they can act at the same moment."""

import re
from typing import Any

from tests.factories import journeys
from tests.journeys.caller import Answer, Caller


class Office:
    """``office["cashier"]`` is a window of its own of that demo person."""

    def __init__(self, site: Any, host: str) -> None:
        self.site, self.host = site, host
        self.people: dict[str, Caller] = {}

    def __getitem__(self, word: str) -> Caller:
        if word not in self.people:
            self.people[word] = self._enter(word)
        return self.people[word].copy()

    def _enter(self, word: str) -> Caller:
        person, host = self.site.person(self.host, word), f"{self.host}.localhost"
        kept = self.site.kept_sign_ins.get(person.email)
        if kept:
            cookies = {each["name"]: each["value"] for each in kept["cookies"]}
            return Caller(self.site.stack.port, host, cookies)
        caller = Caller(self.site.stack.port, host).sign_in(person)
        shared = {"domain": host, "path": "/", "expires": -1, "httpOnly": True, "secure": False, "sameSite": "Lax"}
        cookies = [{"name": name, "value": value, **shared} for name, value in caller.cookies.items()]
        self.site.kept_sign_ins[person.email] = {"cookies": cookies, "origins": []}
        return caller

    def step(self, word: str, verb: str, **answers: Any) -> Any:
        """What takes that step of a case by its page."""
        side = "applications" if verb in journeys.STEPS_OF_APPLICANTS else "cases"
        return lambda reference: self[word].fill(f"/{side}/{reference}/do/{verb}/", **answers)

    def case_at(self, stage: str) -> str:
        """The reference of the first case at a stage."""
        found = re.search(r'href="/cases/([A-Z0-9-]+)/"', self["officer"].get(f"/cases/?stage={stage}").text)
        assert found, f"no case at {stage}"
        return found[1]

    def pay(self, reference: str) -> Answer:
        """The cashier takes what is owed."""
        invoice = re.findall(r'href="/cashier/(\w+)/"', self["cashier"].get(f"/cashier/?q={reference}").text)[0]
        shown = re.findall(r'a-figures">([^<]+)<', self["cashier"].get(f"/cashier/{invoice}/").text)[0]
        due = "".join(re.findall(r"[\d.]", shown))
        return self["cashier"].fill(f"/cashier/{invoice}/", amount=due, receipt=f"R {reference}")

    def permits_of(self, reference: str) -> list[str]:
        """The numbers of the case's published permits, as an officer finds them on its page."""
        page = self["officer"].get(f"/cases/{reference}/").text
        return sorted(set(re.findall(r'href="[^"]*/permits/(\d\d[A-Z]{2}\d+)\.pdf', page)))
