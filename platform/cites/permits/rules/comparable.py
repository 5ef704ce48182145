"""What the paper of a State that is no Party has to state, to be like one of the Convention (Article X).

The statements are those that the United States ask for on its face (50 CFR 23.25, read), after Resolution Conf. 9.5,
which is known at second hand. Article X says that such papers may be accepted: where a statement is missing, an
official decides whether this one is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cites.permits.rules.catalogue import reason
from cites.permits.rules.facts import DocumentType, LineFacts, TradeFacts
from kernel.reasons import Reason
from kernel.text import gettext_noop

KIND: Final = "paper_kind"
EXPORT, RE_EXPORT, IMPORT = "export", "reexport", "import"
"""The answer that tells which document of a Party the paper is like, and its choices."""
NOT_DETRIMENTAL: Final = "paper_not_detrimental"
LAWFUL: Final = "paper_lawful"
PURPOSE_HARMLESS: Final = "paper_purpose"
YES, NO, UNCLEAR = "yes", "no", "unclear"
"""The answers that tell whether the paper states something."""


@dataclass(frozen=True, slots=True)
class _Statement:
    answer: str
    rule: str
    message: str
    kinds: tuple[str, ...]
    appendices: tuple[str, ...]


STATEMENTS: Final = (
    _Statement(
        NOT_DETRIMENTAL,
        "R-NP-1",
        gettext_noop(
            "The paper does not state that a scientific authority advised that the export does not harm the survival "
            "of the species."
        ),
        (EXPORT,),
        ("I", "II"),
    ),
    _Statement(
        LAWFUL,
        "R-NP-2",
        gettext_noop("The paper does not state that its authority is satisfied that the specimens were got lawfully."),
        (EXPORT, RE_EXPORT),
        ("I", "II", "III"),
    ),
    _Statement(
        PURPOSE_HARMLESS,
        "R-NP-3",
        gettext_noop(
            "The paper does not state that the specimens are imported for purposes that do not harm the survival of "
            "the species."
        ),
        (IMPORT,),
        ("I",),
    ),
)


def statements_said(answers: Mapping[str, Any]) -> dict[str, str]:
    """Return what an application says of each statement: yes, no or unclear; nothing of what was not asked."""
    return {each.answer: said for each in STATEMENTS if (said := str(answers.get(each.answer) or ""))}


def reasons_about_comparable(trade: TradeFacts, lines: Sequence[LineFacts]) -> Iterator[Reason]:
    """Yield each statement that a paper of this kind needs for some line, and does not make or leaves unclear."""
    if trade.document_type != DocumentType.COMPARABLE:
        return
    for each in STATEMENTS:
        concerned = [line.number for line in lines if line.appendix in each.appendices]
        is_lacking = trade.paper_says.get(each.answer) in (NO, UNCLEAR)
        if concerned and is_lacking and trade.paper_kind in each.kinds:
            yield reason(each.rule, each.message, field=each.answer, lines=concerned)
