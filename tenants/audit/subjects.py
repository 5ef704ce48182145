"""What the trail's entries are about, in words; each app says its own, where it is made ready."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from kernel.registry import Registry


@dataclass(frozen=True, slots=True)
class AuditSubject:
    """A kind of thing as the trail keeps it, ``signing_key``, and as an auditor reads it."""

    name: str
    words: str | Promise


audit_subjects: Registry[AuditSubject] = Registry("subject of the audit trail")


def register_subjects(words: Mapping[str, str | Promise]) -> None:
    """Register kinds of things with their words."""
    for name, said in words.items():
        audit_subjects.register(AuditSubject(name, said))


def words_of_subject(subject: str) -> str:
    """Return ``case:26FJ000001`` in the reader's language; a kind that no app knows any more as it is written."""
    kind, _colon, number = subject.partition(":")
    said = str(audit_subjects.get(kind).words) if kind in audit_subjects else kind
    return f"{said} {number}".strip()
