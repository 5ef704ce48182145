"""What the note of a listing says of specimens, as reasons with the note's own words."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from cites.permits.rules.catalogue import on_line, reason
from cites.permits.rules.facts import LineFacts, NoteFacts, NoteSays
from kernel.reasons import Reason
from kernel.text import gettext_noop

_MOST_OF_A_NOTE: Final = 300
_MOST_OF_A_SOURCE: Final = 160
_SAID: Final = {
    NoteSays.ASK: gettext_noop("A note of the listing applies: “%(note)s” Ask the Management Authority."),
    NoteSays.ELSEWHERE: gettext_noop(
        "Some of this group stand elsewhere in the Appendices, or nowhere: “%(note)s” Name the species."
    ),
    NoteSays.OUT: gettext_noop("The listing leaves some out, and the code of the specimen does not tell: “%(note)s”"),
    NoteSays.EXEMPT: gettext_noop(
        "A note of the listing leaves this kind of specimen out: “%(note)s” It may need no document."
    ),
    NoteSays.INCLUDED: gettext_noop("A note of the listing says that this kind of specimen is listed: “%(note)s”"),
    NoteSays.DEEMED: gettext_noop(
        "The listing is only for what its note names, and all other specimens count as Appendix I: “%(note)s”"
    ),
}


def reasons_from_notes(line: LineFacts) -> Iterator[Reason]:
    """Say what the notes of a line's listing say of its specimens; a quota of none forbids."""
    for note in line.notes:
        if note.says is NoteSays.ZERO:
            message = gettext_noop("A note of the listing lets none of these specimens be exported: “%(note)s”")
            yield _none_allowed("B-NOTE", message, line, note)
        elif note.says is NoteSays.REPORTED:
            message = gettext_noop("A quota of none is reported for such specimens: “%(note)s”")
            yield _none_allowed("B-QUOTA", message, line, note)
        else:
            yield reason("X-NOTE", _SAID[note.says], **on_line(line, "term", note=short(note.words)))


def is_left_out(line: LineFacts) -> bool:
    """Whether it is a note that leaves the specimens out of the listing, and no numbered annotation."""
    return any(note.says is NoteSays.EXEMPT for note in line.notes)


def short(note: str, most: int = _MOST_OF_A_NOTE) -> str:
    """Return a note's first words, as many as a sentence bears."""
    return note if len(note) <= most else f"{note[:most].rstrip()} …"


def _none_allowed(rule: str, message: str, line: LineFacts, note: NoteFacts) -> Reason:
    said = reason(rule, message, **on_line(line, "source", note=short(note.words)))
    return replace(said, source=f"Appendices: “{short(note.words, _MOST_OF_A_SOURCE)}”")
