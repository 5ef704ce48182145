"""When the Management Authority that issued a document is asked whether it is right: found by rule, or ticked."""

from collections.abc import Iterator, Sequence
from typing import Final

from cites.permits.rules.catalogue import reason
from cites.permits.rules.incoming_facts import Alterations, PaperFacts, PresentedLine
from cites.permits.rules.incoming_questions import known_doubts
from kernel.reasons import Reason
from kernel.text import gettext_noop

_BRED: Final = frozenset({"C", "D"})


def reasons_to_verify(paper: PaperFacts, lines: Sequence[PresentedLine]) -> Iterator[Reason]:
    """Yield each reason to ask; none of them says that the paper is wrong."""
    for doubt in known_doubts(paper.doubts):
        yield reason(doubt.rule, doubt.says, field="doubts")
    if paper.alterations == Alterations.UNSTAMPED and "VF-FRAUD" not in paper.doubts:
        message = gettext_noop("It was altered without stamp and signature: ask whether the authority did so.")
        yield reason("VF-FRAUD", message, field="alterations")
    for line in lines:
        yield from _about_line(line, paper)


def _about_line(line: PresentedLine, paper: PaperFacts) -> Iterator[Reason]:
    if line.facts.quotas:
        message = gettext_noop("A quota was published for such specimens: ask whether this consignment is within it.")
        yield reason("VF-QUOTA", message, line=line.number, field="permitted")
    is_bred = line.facts.main_source in _BRED and line.facts.kingdom != "Plantae"
    if is_bred and not line.facts.registered_operation.strip() and "VF-BRED" not in paper.doubts:
        message = gettext_noop("Bred in captivity, by an operation that nobody has named: ask which it is.")
        yield reason("VF-BRED", message, line=line.number, field="source")
