"""Somebody who has nothing but keys: every control is reached by pressing Tab, and known by what a reader would say."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Locator

from tests.journeys.visitor import Visitor

MOST_PRESSES = 250
SKIP = "Skip to main content"

# What has the focus now; and of what had it before, whether it looks as it did then: if so, the focus was not shown.
STOP = """() => {
  const looks = (one) => [[one, null], [one, "::before"], [one.nextElementSibling, "::before"], [one, "::after"]]
    .filter(([each]) => each).map(([each, part]) => getComputedStyle(each, part))
    .map((style) => [style.outline, style.boxShadow, style.backgroundColor, style.borderColor, style.color].join(" "))
    .join("|");
  const before = window.lastStop;
  const one = document.activeElement;
  const shown = !before || before.one === one || !before.one.isConnected || before.looks !== looks(before.one);
  if (!one || one === document.body || one.matches("main")) { window.lastStop = null; return {shown}; }
  window.lastStop = {one, looks: looks(one)};
  const box = one.getClientRects()[0] || one.getBoundingClientRect();
  const at = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20));
  const own = [one, ...(one.labels || [])];
  return {
    shown, name: one.name || "", value: one.value || "", kind: one.tagName + ":" + (one.type || ""),
    checked: one.checked === true, address: one.href || "", inside: one.closest("main") !== null,
    covered: !own.some((each) => each.contains(at) || (at && at.contains(each))),
    left: box.left + scrollX, right: box.right + scrollX, top: box.top + scrollY, bottom: box.bottom + scrollY,
  };
}"""


@dataclass(frozen=True)
class Stop:
    """What has the focus: what a screen reader calls it, and what the page knows of it."""

    words: str = ""
    role: str = ""
    name: str = ""
    value: str = ""
    kind: str = ""
    checked: bool = False
    address: str = ""
    inside: bool = False
    covered: bool = False
    left: float = 0
    right: float = 0
    top: float = 0
    bottom: float = 0

    def is_called(self, words: str) -> bool:
        return self.words.strip().lower().startswith(words.lower())

    def is_before(self, other: "Stop") -> bool:
        """Whether it stands wholly above the other and not in a column to its right."""
        return self.bottom <= other.top and self.left < other.right


@dataclass
class KeyboardVisitor(Visitor):
    """A visitor who does all that a visitor does with Tab, Enter, Space, arrows and typing."""

    stop: Stop | None = field(default=None, init=False)
    skipped: bool = field(default=False, init=False)

    def press(self, words: str, status: int = 200, within: Locator | None = None) -> "KeyboardVisitor":
        """Reach the button or link of that name, and press Enter."""
        assert within is None, "a keyboard knows no places"
        self.reach(repr(words), lambda stop: stop.role in ("button", "link") and stop.is_called(words))
        return self._enter(status)

    def follow(self, selector: str, status: int = 200) -> "KeyboardVisitor":
        """Reach what a selector names, once it is there, and press Enter."""
        self.page.locator(selector).first.wait_for(state="attached")
        self.reach(selector, lambda _stop: bool(self.page.evaluate(MATCHES, selector)))
        return self._enter(status)

    def pick(self, label: str) -> "KeyboardVisitor":
        """Choose the radio button of that label."""
        self.reach(repr(label), lambda stop: stop.role == "radio" and self.page.evaluate(IS_ONE_OF, label))
        self._arrow_until(lambda stop: stop.is_called(label))
        return self

    def tick(self, label: str) -> "KeyboardVisitor":
        """Tick the box of that label."""
        stop = self.reach(repr(label), lambda stop: stop.role == "checkbox" and stop.words == label)
        if not stop.checked:
            self.page.keyboard.press("Space")
        return self

    def unfold(self, words: str) -> "KeyboardVisitor":
        """Open what is folded away under these words."""
        self.reach(repr(words), lambda stop: stop.kind.startswith("SUMMARY") and stop.is_called(words))
        self.page.keyboard.press("Enter")
        return self

    def type_into(self, name: str, text: str) -> "KeyboardVisitor":
        self.reach(name, lambda stop: stop.name == name)
        self.page.keyboard.type(text, delay=20)
        self.page.wait_for_timeout(300)
        self.page.wait_for_load_state("networkidle")
        return self

    def to_the_fault(self) -> "KeyboardVisitor":
        """Go from what is wrong, where the focus is, to the field that its first line speaks of."""
        fault = self._tab()
        assert fault is not None, f"nothing but text in what is wrong on {self.page.url}:\n{self.text}"
        assert "#" in fault.address, f"{fault.words!r} comes before what is wrong on {self.page.url}"
        self.page.keyboard.press("Enter")
        self.stop = self._look()
        assert self.stop is not None, f"{fault.words!r} leads nowhere"
        assert self.stop.name, f"{fault.words!r} leads to {self.stop.words!r}, which is no field"
        return self

    def reach(self, what: str, is_it: Callable[[Stop], bool]) -> Stop:
        """Press Tab until what is meant has the focus; where that was so already, stay."""
        passed: dict[Stop, None] = {}
        stop = self.stop = self._look()
        while stop is None or stop not in passed:
            if stop and is_it(stop):
                return stop
            if stop:
                passed[stop] = None
            assert len(passed) < MOST_PRESSES, f"{what} is too far away on {self.page.url}"
            stop = self._tab()
        names = ", ".join(f"{each.role} {each.words!r}" for each in passed)
        raise AssertionError(f"{what} was not reached on {self.page.url}; passed {names}")

    def _tab(self) -> Stop | None:
        """Press Tab; the first time at the beginning of a page, skip what stands before its main part."""
        before = self.stop
        self.page.keyboard.press("Tab")
        self.stop = self._look()
        if not self.skipped and self.stop and self.stop.is_called(SKIP):
            self.skipped = True
            self.page.keyboard.press("Enter")
            self.page.keyboard.press("Tab")
            self.stop = self._look()
            self._note(self.stop is not None and self.stop.inside, "the skip link does not lead to the main part")
        elif before and self.stop:
            back = before.inside and self.stop.inside and self.stop.is_before(before)
            self._note(not back, f"the focus goes up the page from {before.words!r} to {self.stop.words!r}")
        return self.stop

    def _look(self) -> Stop | None:
        """What has the focus. Note what does not show it, is covered by something else, or has no name."""
        found: dict[str, Any] = self.page.evaluate(STOP)
        last = self.stop.words if self.stop else ""
        self._note(found.pop("shown"), f"{last!r} does not show the focus")
        if not found:
            return None
        words, role = self._said()
        stop = Stop(words, role, **found)
        self._note(bool(words), f"{stop.kind} {stop.name} has the focus and no name")
        self._note(not stop.covered, f"{words!r} has the focus and is covered or out of sight")
        return stop

    def _said(self) -> tuple[str, str]:
        """The name and the role that the browser tells a screen reader of what has the focus."""
        one = self._network.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"]
        asked = {"objectId": one["objectId"], "fetchRelatives": False}
        node = self._network.send("Accessibility.getPartialAXTree", asked)["nodes"][0]
        return " ".join(node.get("name", {}).get("value", "").split()), node.get("role", {}).get("value", "")

    def _note(self, holds: bool, complaint: str) -> None:
        if not holds:
            self.complaints.append(f"{self.path}: {complaint}")

    def _enter(self, status: int) -> "KeyboardVisitor":
        with self.arriving(status):
            self.page.keyboard.press("Enter")
        return self

    def inspect(self) -> None:
        self.stop, self.skipped = None, False
        super().inspect()

    def _arrow_until(self, is_it: Callable[[Stop], bool]) -> None:
        """Go through a group of radio buttons, which arrows choose."""
        for _press in range(MOST_PRESSES):
            self.stop = self._look()
            if self.stop and is_it(self.stop):
                break
            self.page.keyboard.press("ArrowDown")
        else:
            raise AssertionError(f"no such choice on {self.page.url}:\n{self.text}")
        if not self.stop.checked:
            self.page.keyboard.press("Space")

    def _fill(self, name: str, value: Any) -> None:
        stop = self.reach(name, lambda stop: stop.name == name)
        kind = stop.kind
        if kind.endswith(":radio"):
            self._arrow_until(lambda stop: stop.name == name and stop.value == value)
        elif kind.endswith(":checkbox"):
            if stop.checked != value:
                self.page.keyboard.press("Space")
        elif kind.startswith("SELECT"):
            self._choose(value)
        elif kind.endswith(":file"):
            # Space opens the browser's own window, which is no part of the page and opens in no test reliably.
            self.page.locator(":focus").set_input_files(value)
        else:
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(value)

    def _choose(self, value: str | int) -> None:
        """Choose in a list by typing what the option says."""
        words = self.page.evaluate(OPTION, value)
        self.page.keyboard.type(words)
        assert self.page.evaluate(CHOSEN) == words, f"{words!r} cannot be chosen by typing on {self.page.url}"


MATCHES = "selector => document.activeElement.matches(selector)"
IS_ONE_OF = """label => [...document.getElementsByName(document.activeElement.name)]
  .some(one => one.labels[0].innerText.trim().startsWith(label))"""
OPTION = """value => {
  const all = [...document.activeElement.options];
  return (typeof value === "number" ? all[value] : all.find(one => one.value === value || one.text === value)).text;
}"""
CHOSEN = "() => document.activeElement.selectedOptions[0].text"
