"""What a browser sends of a form: read from its HTML, so that nothing is sent that is not on the page."""

from html.parser import HTMLParser
from typing import Any

from django.http import QueryDict

from cites.administration.forms.section_form import SectionForm

_BUTTONS = ("submit", "button", "image", "reset", "file")


def sent(html: str, **changes: Any) -> QueryDict:
    """Return what sending the inputs in ``html`` sends, with ``changes`` (a list for several values)."""
    reader = _Inputs()
    reader.feed(html)
    for name, value in changes.items():
        reader.found.setlist(name, [str(each) for each in value] if isinstance(value, list) else [str(value)])
    return reader.found


def as_html(form: SectionForm) -> str:
    """Return every input of a section's form and of its entries."""
    lists = [str(entries.management_form) + "".join(map(_inputs, entries.forms)) for entries in form.lists]
    return _inputs(form) + "".join(lists)


def _inputs(form: Any) -> str:
    return "".join(str(field) for field in form)


class _Inputs(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = QueryDict(mutable=True)
        self._name, self._text, self._option = "", "", None
        self._select: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "input" and name and given.get("type") not in _BUTTONS:
            if given.get("type") not in ("checkbox", "radio") or "checked" in given:
                self.found.appendlist(name, value or ("on" if given.get("type") == "checkbox" else ""))
        elif tag in ("textarea", "select"):
            self._name, self._text, self._select, self._option = name, "", [], None
        elif tag == "option":
            self._select.append(value)
            self._option = value if "selected" in given else self._option

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.found.appendlist(self._name, self._text.removeprefix("\n").replace("\n", "\r\n"))
        elif tag == "select" and self._select:
            self.found.appendlist(self._name, self._select[0] if self._option is None else self._option)
