"""Somebody at a browser: what they do on a page, and what every page must stand before it counts as shown."""

import base64
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Response

from infra.development import ROOT
from infra.launcher.process import wait_until
from tests.journeys.seen import Seen

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SHOTS = os.environ.get("JOURNEY_SHOTS", "")
"""A folder for a picture of every page that is seen for the first time; empty for none."""
PATIENCE = 15_000  # milliseconds

RUN_AXE = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"]});
  return found.violations.map(each => each.id + ": " + each.help + " " +
    each.nodes.slice(0, 3).map(node => node.target.join(" ") + " " + node.html.slice(0, 160)).join(" | "));
}"""
FETCH = """async (address) => {
  const answer = await fetch(address, {credentials: "same-origin"});
  const bytes = new Uint8Array(await answer.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return {status: answer.status, type: answer.headers.get("content-type"), body: btoa(text)};
}"""
PASSED_OVER = """() => {
  const wrong = document.querySelector(".govuk-error-summary");
  return wrong !== null && document.activeElement !== wrong;
}"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass(frozen=True)
class Fetched:
    """What an address gave: a file, not a page."""

    status: int
    type: str
    body: bytes


@dataclass
class Visitor:
    """One browser context with one page, at one site."""

    context: BrowserContext
    address: str
    seen: Seen
    scripted: bool = True
    complaints: list[str] = field(default_factory=list)
    status: int = 0
    weight: int = 0

    def __post_init__(self) -> None:
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", self._hear)
        self.page.on("response", self._miss)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self._network = self.context.new_cdp_session(self.page)
        self._network.send("Network.enable")
        self._network.on("Network.loadingFinished", self._weigh)

    # what they do

    def go(self, path: str, status: int = 200) -> "Visitor":
        """Open an address."""
        self.weight = 0
        address = path if path.startswith("http") else self.address + path
        self._arrive(self.page.goto(address), status)
        return self

    def press(self, words: str, status: int = 200, within: Locator | None = None) -> "Visitor":
        """Press the button or follow the link of that name."""
        with self.arriving(status):
            self.control(words, within).click()
        return self

    @contextmanager
    def arriving(self, status: int = 200) -> Iterator[None]:
        """Within, something leads to another page, which has to stand what every page must."""
        self.weight = 0
        with self.page.expect_navigation() as coming:
            yield
        self._arrive(coming.value, status)

    def control(self, words: str, within: Locator | None = None) -> Locator:
        """The button or link whose name begins so: in the page's main part, else in the frame around it."""
        name = re.compile(rf"^\s*{re.escape(words)}", re.IGNORECASE)
        for place in [within] if within else [self.page.locator("main"), self.page.locator("body")]:
            found = place.get_by_role("button", name=name).or_(place.get_by_role("link", name=name))
            if found.count():
                return found.first
        raise AssertionError(f"{words!r} cannot be pressed on {self.page.url}:\n{self.text}")

    def send(self, status: int = 200) -> "Visitor":
        """Press the first button of the page's form, whatever its words in whatever language."""
        button = "main form[method=post] button[type=submit]:not([name]), main form[role=search] button"
        return self.follow(button, status)

    def follow(self, selector: str, status: int = 200) -> "Visitor":
        """Press what a selector names."""
        with self.arriving(status):
            self.page.locator(selector).first.click()
        return self

    def type_into(self, name: str, text: str) -> "Visitor":
        """Type letter by letter, as where a list follows what is typed, and wait until the page is quiet."""
        self.page.locator(f"main [name='{name}']").press_sequentially(text, delay=20)
        self.page.wait_for_timeout(300)
        self.page.wait_for_load_state("networkidle")
        return self

    def fill(self, **answers: Any) -> "Visitor":
        """Fill in fields by the names of the form: text, choices and radio buttons alike."""
        for name, value in answers.items():
            for box, text in _boxes(name, value):
                self._fill(box, text)
        return self

    def _fill(self, name: str, value: Any) -> None:
        found = self.page.locator(f"main [name='{name}']")
        assert found.count(), f"{name!r} cannot be filled in on {self.page.url}:\n{self.text}"
        kind = found.first.evaluate("one => one.tagName + ':' + one.type")
        if kind.endswith(":radio"):
            self.page.locator(f"main [name='{name}'][value='{value}']").check()
        elif kind.endswith(":checkbox"):
            found.set_checked(value)
        elif kind.startswith("SELECT"):
            found.select_option(**{"index" if isinstance(value, int) else "value": value})
        elif kind.endswith(":file"):
            found.set_input_files(value)
        else:
            found.fill(value)

    def pick(self, label: str) -> "Visitor":
        """Choose the radio button of that label."""
        self.page.get_by_label(label).check()
        return self

    def find_all(self) -> "Visitor":
        """Answer each question of an examination with what allows the trade."""
        for box in self.page.locator("main input[type=radio][name^='found_'][value='positive']").all():
            box.check()
        return self

    def tick(self, label: str) -> "Visitor":
        """Tick the box of that label."""
        self.page.get_by_role("checkbox", name=label, exact=True).check()
        return self

    def unfold(self, words: str) -> "Visitor":
        """Open what is folded away under these words."""
        self.page.locator("summary", has_text=words).first.click()
        return self

    def to_the_fault(self) -> "Visitor":
        """Go from what is wrong to the field that its first line speaks of."""
        self.page.locator(".govuk-error-summary a").first.click()
        return self

    def until(self, path: str, words: str, seconds: float = 30) -> "Visitor":
        """Load a page again and again until it says this: something is being made meanwhile."""
        assert wait_until(lambda: words in self.go(path).text, seconds), self.text
        return self

    def fetch(self, path: str) -> Fetched:
        """Get a file as this visitor."""
        found: dict[str, Any] = self.page.evaluate(FETCH, path)
        return Fetched(found["status"], found["type"] or "", base64.b64decode(found["body"]))

    # what they see

    @property
    def heading(self) -> str:
        """The page's one h1."""
        headings = self.page.locator("h1")
        assert headings.count() == 1, f"{self.page.url} has {headings.count()} h1"
        return headings.inner_text().strip()

    @property
    def text(self) -> str:
        """What the page's main part says."""
        return self.page.locator("main").inner_text()

    @property
    def path(self) -> str:
        """Where they are, without the host and the place on the page."""
        return self.page.url.removeprefix(self.address).partition("#")[0]

    @property
    def language(self) -> str | None:
        return self.page.locator("html").get_attribute("lang")

    def sees(self, *words: str) -> "Visitor":
        """Assert that the page says this, whatever the breaks between the words."""
        said = " ".join(self.text.split())
        for each in words:
            assert each in said, f"{each!r} is not on {self.page.url}:\n{self.text}"
        return self

    def weighed(self) -> int:
        """The bytes that the last page took over the wire, with all that it loaded."""
        self.page.wait_for_load_state("networkidle")
        return self.weight

    # what every page must stand

    def _arrive(self, response: Response | None, status: int) -> None:
        assert response is not None
        self.status = response.status
        assert self.status == status, f"{self.page.url}: {self.status} instead of {status}\n{self.text}"
        if "text/html" in response.headers.get("content-type", ""):
            self.inspect()

    def inspect(self) -> None:
        """One heading; note where errors do not take the focus, where the page scrolls sideways and what axe finds.
        The fixture asserts that nothing was noted, nor said on the browser's console."""
        if not wait_until(lambda: not self.page.evaluate(PASSED_OVER), seconds=1):
            self.complaints.append(f"{self.path} does not give the focus to what is wrong")
        key = (*_kind_of(self.address, self.path), _without_numbers(self.heading), *self._circumstances())
        if not self.seen.is_new(*key):
            return
        _picture(self, key)
        if self.page.evaluate(TOO_WIDE) > 0:
            self.complaints.append(f"{self.path} scrolls sideways")
        self.complaints += [f"{self.path}: {each}" for each in self._barriers()]

    def _barriers(self) -> list[str]:
        """What axe finds. It needs scripts: what was shown without them is laid before it in a page that runs its alone."""
        page = self.page if self.scripted else self._copy()
        page.evaluate(axe_source())
        found: list[str] = page.evaluate(RUN_AXE)
        if page is not self.page:
            page.context.close()
        return found

    def _copy(self) -> Page:
        browser, shown = self.context.browser, self.page.content()
        assert browser is not None
        page = browser.new_context(viewport=self.page.viewport_size).new_page()
        page.route("**/*.js", lambda route: route.abort())
        page.route(self.page.url.partition("#")[0], lambda route: route.fulfill(body=shown, content_type="text/html"))
        page.goto(self.page.url)
        return page

    @contextmanager
    def expecting_complaints(self) -> Iterator[None]:
        """Within, what the browser says of the network is forgotten: the test cuts it off itself."""
        yield
        self.complaints.clear()

    def _circumstances(self) -> tuple[str, str]:
        size = self.page.viewport_size
        return str(size["width"] if size else 0), str(self.status)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "the server responded with a status of" not in message.text:
            self.complaints.append(f"{self.path}: {message.text}")

    def _miss(self, response: Response) -> None:
        """What a page loads has to be there; the status of pages, and of what a test fetches, is the test's own."""
        if response.status >= 400 and response.request.resource_type not in ("document", "fetch"):
            self.complaints.append(f"{self.path}: {response.url} answers {response.status}")

    def _weigh(self, event: dict[str, Any]) -> None:
        self.weight += int(event["encodedDataLength"])

    def close(self) -> None:
        self.context.close()


@cache
def axe_source() -> str:
    """The program that looks for barriers."""
    return AXE.read_text()


def _kind_of(address: str, path: str) -> tuple[str, str]:
    host = address.split("//")[1].split(":")[0]
    return host, _without_numbers(path.split("?")[0])


def _without_numbers(text: str) -> str:
    return re.sub(r"[A-Z]{2,3}-?[0-9][0-9A-Z-]+|\d+|[0-9A-Za-z_:-]{24,}", "N", text)


def _picture(visitor: Visitor, key: tuple[str, ...]) -> None:
    if not SHOTS:
        return
    name = re.sub(r"[^a-z0-9]+", "-", f"{key[0]}{key[1]} {key[2]} {key[4]}".lower()).strip("-")[:110]
    Path(SHOTS).mkdir(parents=True, exist_ok=True)
    visitor.page.screenshot(path=str(Path(SHOTS) / f"{key[3]}-{name}.png"), full_page=True)


def _boxes(name: str, value: Any) -> list[tuple[str, Any]]:
    """A day stands in three boxes, anything else in one."""
    if not isinstance(value, date):
        return [(name, value)]
    return [(f"{name}_day", str(value.day)), (f"{name}_month", str(value.month)), (f"{name}_year", str(value.year))]
