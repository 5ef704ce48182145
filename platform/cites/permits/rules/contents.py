"""What an application says, part by part, as it is kept at each sending; and how two sendings differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from cites.permits.rules.parts import ANSWERS, PART_OF_ANSWER

Said = Mapping[str, str]
"""What one part says: texts by field, nothing as an empty one."""
Contents = Mapping[str, Said]
"""All parts that there were, in their order."""

VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class PartChange:
    """One part that says something else than before; None where there was no such part."""

    part: str
    before: Said | None
    after: Said | None

    @property
    def fields(self) -> frozenset[str]:
        """The fields that differ."""
        before, after = self.before or {}, self.after or {}
        return frozenset(name for name in {**before, **after} if before.get(name, "") != after.get(name, ""))


def changes(before: Contents, after: Contents) -> list[PartChange]:
    """Return what differs: the parts that are there now in their order, then those that are gone.

    The order of parts is no difference, nor is a field that one of the two does not know and the other leaves empty.
    """
    found = [PartChange(part, before.get(part), said) for part, said in after.items()]
    found += [PartChange(part, said, None) for part, said in before.items() if part not in after]
    return [each for each in found if each.before is None or each.after is None or each.fields]


def as_document(contents: Contents) -> dict[str, Any]:
    """Return the contents as they are kept in the database, which forgets the order of names."""
    return {"version": VERSION, "parts": [{"part": part, "says": dict(said)} for part, said in contents.items()]}


def from_document(document: Mapping[str, Any]) -> Contents | None:
    """Return the contents of a document; None where a later release has written it otherwise."""
    if document.get("version") != VERSION:
        return None
    return _as_grouped_now({each["part"]: each["says"] for each in document["parts"]})


def _as_grouped_now(contents: Contents) -> Contents:
    """Put each answer under the section in which it stands today, for these are divided anew at times."""
    grouped: dict[str, dict[str, str]] = {}
    for part, says in contents.items():
        if not says:
            grouped.setdefault(part, {})
        for name, text in says.items():
            section = PART_OF_ANSWER.get(name, part) if part in ANSWERS else part
            grouped.setdefault(section, {})[name] = text
    return grouped
