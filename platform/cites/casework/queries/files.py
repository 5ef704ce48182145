"""Which part of a case a file belongs to that somebody attached to what was said about it."""

from cites.casework.rules import Part
from workflows.models import CaseAttachment


def part_of(attachment: CaseAttachment) -> Part:
    """The part whose readers may have the file."""
    if attachment.note_id:
        return Part.NOTES
    if attachment.message_id:
        return Part.MESSAGES
    return Part.BODIES if attachment.answer_id else Part.FINDINGS
