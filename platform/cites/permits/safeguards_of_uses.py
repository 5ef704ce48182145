"""What follows for a process from the number of movements for which its document is good, and from who writes it.

A permit is for one consignment and used up by it (Article VI.5); a certificate for several movements is not used up by
any of them; papers that others write are registered, and nothing is issued under them.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import cast

from cites.permits.rules.document_types import DOCUMENTS, Uses
from cites.permits.safeguards import CONVENTION, MANAGEMENT, REGISTERED, SENT
from kernel.reasons import Reason
from kernel.text import gettext_noop
from workflows.definition import Move
from workflows.safeguards import CaseClass, Goal, Marks

AFTER_REGISTRATION = frozenset({"ask", "answer"})
REGISTRATION = Goal(
    "registration",
    frozenset({"register_paper"}),
    Reason(
        "no_registration",
        gettext_noop("From “%(stage)s” the paper can no longer be registered"),
        source="Articles VII.1, VII.5, VII.6 and X",
    ),
    until=frozenset({"refuse"}),
)


class UsesOfDocuments:
    """What Article VI.5 and the Resolutions ask of what happens to a document once it is there."""

    name = "uses"
    goals: Sequence[Goal] = (REGISTRATION,)

    def classes_of(self, document_type: str) -> Sequence[CaseClass]:
        """Return the Convention's classes, so that the same ways are walked once; each asks for its document's uses."""
        document = DOCUMENTS.get(document_type)
        if document is None:
            return ()
        goals = frozenset() if document.is_issued else frozenset({REGISTRATION.name})
        classes = CONVENTION.classes_of(document_type)
        return tuple(replace(each, asks=document.uses, goals=goals) for each in classes)

    def marks_after(self, move: Move, marks: Marks) -> Marks:
        """Return what is done once ``move`` is made: a paper is registered, or nothing that counts here."""
        return marks | {REGISTERED} if move.verb == "register_paper" else marks

    def marks_at(self, verbs: frozenset[str], marks: Marks) -> Marks:
        """Return all of them: what is registered stays so."""
        return marks

    def reasons_against(self, move: Move, marks: Marks, asks: Hashable) -> Iterable[Reason]:
        """Return why a document of such uses cannot have that done to it."""
        uses = cast("Uses", asks)
        if REGISTERED in marks and move.verb not in AFTER_REGISTRATION:
            yield Reason("after_registration", _AFTER_REGISTRATION, data={"about": move.verb})
        match move.verb:
            case "issue" if uses is Uses.REGISTER:
                yield Reason("issues_papers_of_others", _NEVER_ISSUED, source=REGISTRATION.reason.source)
            case "register_paper":
                yield from _against_registering(move, marks, uses)
            case "record_crossing" if uses not in (Uses.MULTIPLE, Uses.PERIOD):
                yield Reason("crossings_of_one_consignment", _ONE_CONSIGNMENT, source="Article VI.5")
            case "endorse" if uses is Uses.MULTIPLE:
                yield Reason("used_up_by_one_movement", _NOT_USED_UP, source="Resolution Conf. 12.3")


def _against_registering(move: Move, marks: Marks, uses: Uses) -> Iterator[Reason]:
    if uses is not Uses.REGISTER:
        yield Reason("registers_what_is_issued", _ISSUED_INSTEAD, source="Articles III to VII")
    if SENT not in marks:
        yield Reason("registers_unsent", _NOT_SENT)
    others = set(move.roles) - MANAGEMENT
    if move.automatic or others:
        data = {"verb": move.verb, "roles": ", ".join(sorted(others))}
        yield Reason("wrong_registrar", _NOT_MANAGEMENT, data=data, source="Article IX.1")


USES = UsesOfDocuments()
_AFTER_REGISTRATION = gettext_noop("A case is gone through again although its paper is registered")
_NEVER_ISSUED = gettext_noop("A paper that others write is registered here, and never issued")
_ISSUED_INSTEAD = gettext_noop("A document of this kind is issued after a decision, and not merely registered")
_NOT_SENT = gettext_noop("A paper can be registered that was never sent, or that may have been changed since")
_NOT_MANAGEMENT = gettext_noop("Only the Management Authority registers papers")
_ONE_CONSIGNMENT = gettext_noop(
    "This document is for one consignment, so nobody can enter several crossings of the border"
)
_NOT_USED_UP = gettext_noop(
    "This certificate is good for several movements, so none of them may use it up: enter crossings of the border"
)
