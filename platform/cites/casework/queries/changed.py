"""How an application differs from what was sent before, in the reader's words."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from cites.casework.queries.words import CodeNames, Rows, line_rows, section_rows
from cites.permits.models import Application, ApplicationLine, Sending
from cites.permits.queries.corrections import contents_of, line_label, section_label
from cites.permits.rules import parts
from cites.permits.rules.contents import Contents, PartChange, Said, changes, from_document

Row = TypeVar("Row", bound=models.Model)
ADDED, CHANGED, REMOVED = "added", "changed", "removed"


@dataclass(frozen=True)
class ChangedPart:
    """One part that is not as it was: each row says what, how it was and how it is now."""

    part: str
    label: str
    kind: str
    rows: list[tuple[str, str, str]]


def changes_at_sendings(of: Application) -> dict[int, list[ChangedPart]]:
    """Return what differed at each sending but the first, by the version of the case to which it led."""
    names = CodeNames()
    kept = [(sending.version, from_document(sending.contents)) for sending in of.sendings.order_by("version")]
    known = [(version, contents) for version, contents in kept if contents is not None]
    document = of.document_type
    return {
        version: shown_changes(before, after, names, document) for (_first, before), (version, after) in pairwise(known)
    }


def changes_since_sent(of: Application) -> list[ChangedPart]:
    """Return what the applicant has changed since the last sending; nothing where it is as it was sent."""
    last: Sending | None = of.sendings.order_by("version").last() if of.changed_at else None
    sent = from_document(last.contents) if last else None
    return [] if sent is None else shown_changes(sent, contents_of(of), CodeNames(), of.document_type)


def shown_changes(before: Contents, after: Contents, names: CodeNames, document: str) -> list[ChangedPart]:
    """Return what differs and can be read; what nobody is shown is left out."""
    shown = _Shown(before, after, names, document)
    found = [shown.change(change) for change in changes(before, after)]
    return [each for each in found if each.rows]


def told(changed: list[ChangedPart]) -> str:
    """Return changes as a text of one line each, for a history."""
    return "\n".join(line for part in changed for line in _lines(part))


def _lines(part: ChangedPart) -> Iterator[str]:
    if part.kind == ADDED:
        yield _("%(part)s: added") % {"part": part.label}
    elif part.kind == REMOVED:
        yield _("%(part)s: removed") % {"part": part.label}
    else:
        for label, before, after in part.rows:
            facts = {"part": part.label, "field": label, "before": _inline(before), "after": _inline(after)}
            yield _("%(part)s, %(field)s: %(after)s (before: %(before)s)") % facts


def _inline(text: str) -> str:
    return ", ".join(text.split("\n")) or "–"


def _places(contents: Contents) -> dict[str, int]:
    """The position of each line."""
    lines = (part for part in contents if parts.section_of(part) == parts.LINES)
    return {part: position for position, part in enumerate(lines, 1)}


class _Shown:
    """Changes between two sendings, in words."""

    def __init__(self, before: Contents, after: Contents, names: CodeNames, document: str) -> None:
        self.before, self.after, self.names, self.document = before, after, names, document
        self.places = _places(before) | _places(after)

    def change(self, change: PartChange) -> ChangedPart:
        was, now = self._rows(change.part, change.before), self._rows(change.part, change.after)
        labels = dict.fromkeys([label for label, _value in (*now, *was)])
        rows = [(str(label), dict(was).get(label, ""), dict(now).get(label, "")) for label in labels]
        kind = ADDED if change.before is None else REMOVED if change.after is None else CHANGED
        label = self._label(change.part, self.after if change.after is not None else self.before)
        return ChangedPart(change.part, label, kind, [row for row in rows if row[1] != row[2]])

    def _label(self, part: str, contents: Contents) -> str:
        """The part's name, a line with the letter that it had there."""
        section = parts.section_of(part)
        if section == parts.LINES:
            return line_label(_made(ApplicationLine, contents[part], position=self.places[part]))
        return str(section_label(section, self.document))

    def _rows(self, part: str, said: Said | None) -> Rows:
        if said is None:
            return []
        section = parts.section_of(part)
        if section == parts.LINES:
            line = _made(ApplicationLine, said)
            return [(_("Species"), line.scientific_name), *line_rows(line, self.names, self.document)]
        if section in parts.ANSWERS:
            made = _made(Application, said, document_type=self.document)
            return section_rows(made, section, self.names)
        return [(_("File"), said["name"])]


def _made(model: type[Row], said: Said, **more: Any) -> Row:
    """A row that says this and is never saved; what has no column stands among its further answers."""
    known = {field.name: field for field in model._meta.concrete_fields if not field.is_relation}
    values = {name: _value(known[name], text) for name, text in said.items() if name in known}
    further = {name: text for name, text in said.items() if name not in known}
    return model(**values, answers=further, **more)


def _value(field: Any, text: str) -> Any:
    return None if field.null and not text else field.to_python(text)
