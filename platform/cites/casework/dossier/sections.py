"""Which sections a dossier has: those of the case page that are open to its reader, in the order of the page."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from cites.casework.dossier import asked, done, incoming
from cites.casework.dossier.blocks import Rows, Section
from cites.casework.queries.casefile import CaseFile
from cites.casework.queries.place import StageRow
from cites.casework.rules import Part

SECTIONS: tuple[tuple[Part, Callable[[CaseFile], Section | None]], ...] = (
    (Part.MISSING, asked.missing),
    (Part.REQUEST, asked.request),
    (Part.LINES, asked.lines),
    (Part.CHANGES, asked.changed),
    (Part.RULES, asked.rules),
    (Part.PERMITTED, asked.quotas),
    (Part.PERMITTED, asked.permitted),
    (Part.RECENT, asked.recent),
    (Part.FINDINGS, done.findings),
    (Part.INCOMING, incoming.papers),
    (Part.FEES, done.fees),
    (Part.MESSAGES, done.messages),
    (Part.NOTES, done.notes),
    (Part.BODIES, done.bodies),
    (Part.MESSAGES, done.letters),
    (Part.ATTACHMENTS, done.papers),
    (Part.PERMIT, done.permits),
    (Part.HISTORY, done.history),
)


def sections_of(file: CaseFile) -> Iterator[Section]:
    """Every section whose part the reader's roles open; the process, which the page folds away, stands last."""
    for part, section_of in SECTIONS:
        section = section_of(file) if part in file.parts else None
        if section is not None:
            yield section
    if file.place:
        rows = tuple((_stage(row), _told(row)) for row in file.place.rows)
        yield Section(_("The whole process, and where this case stands"), (Rows(rows),))


def _stage(row: StageRow) -> str:
    name = f"{row.within} – {row.label}" if row.within else row.label
    return f"{name} – {_('here now')}" if row.is_here else name


def _told(row: StageRow) -> str:
    return "; ".join([row.turn, *(f"{step.label} → {step.whither}" for step in row.steps)])
