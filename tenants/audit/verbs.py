"""What the trail's verbs are in words; each app says its own, where it is made ready."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from kernel.registry import Registry


@dataclass(frozen=True, slots=True)
class AuditVerb:
    """A verb as the trail keeps it, ``invoice.paid``, and as an auditor reads it."""

    name: str
    words: str | Promise


audit_verbs: Registry[AuditVerb] = Registry("verb of the audit trail")


def register_verbs(words: Mapping[str, str | Promise]) -> None:
    """Register verbs with their words; those that are known already stay as they are."""
    for name, said in words.items():
        if name not in audit_verbs:
            audit_verbs.register(AuditVerb(name, said))


def words_of(verb: str) -> str:
    """Return the verb in the reader's language; one that no app knows any more is spelled out."""
    if verb in audit_verbs:
        return str(audit_verbs.get(verb).words)
    return verb.replace(".", ": ").replace("_", " ")


def verbs_said(text: str) -> Iterator[str]:
    """Yield the verbs whose words, in the reader's language, hold ``text``, whatever its case."""
    wanted = text.strip().casefold()
    return (verb.name for verb in audit_verbs if wanted in str(verb.words).casefold())
