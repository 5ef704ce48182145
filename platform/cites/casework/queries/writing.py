"""What an applicant may write in an application now, and what they were asked to correct in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cites.casework.queries.changed import ChangedPart, changes_since_sent
from cites.permits.models import Application
from cites.permits.queries.corrections import corrections_asked, parts_of, parts_open
from cites.permits.rules.parts import ANYTHING, OpenParts, section_of

_NOTHING = OpenParts(frozenset())


@dataclass(frozen=True)
class Writing:
    """The parts that may be written, what an officer wants of each, and what was changed since it was last sent."""

    open: OpenParts = _NOTHING
    asked: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    changed: list[ChangedPart] = field(default_factory=list)

    @property
    def is_partial(self) -> bool:
        """Whether some parts are open and others closed."""
        return bool(self.open.named)

    def notes_on(self, section: str) -> list[str]:
        """Return what has to be corrected in a section, each line's under its name."""
        notes = [(part, comment) for part, comment in self.asked.items() if section_of(part) == section and comment]
        return [comment if part == section else f"{self.labels[part]}: {comment}" for part, comment in notes]

    def is_asked(self, section: str) -> bool:
        """Whether the section, or something in it, was named for correction."""
        return any(section_of(part) == section for part in self.asked)

    def is_changed(self, section: str) -> bool:
        """Whether something in the section is not as it was sent."""
        return any(section_of(each.part) == section for each in self.changed)


def writing_of(application: Application) -> Writing:
    """Return what may be written in an application that its applicant may send, in few queries where all of it may."""
    named = corrections_asked(application)
    labels = {each.part: str(each.label) for each in parts_of(application)} if named else {}
    # A line that was named and has been removed since is nobody's any more.
    asked = {each.part: each.comment for each in named if each.part in labels and each.part != ANYTHING}
    return Writing(parts_open(application, named), asked, labels, changes_since_sent(application))
