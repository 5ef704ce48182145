"""Specimens that travel only with a tag whose words stand on the document as well (box 9): a table, at second hand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from cites.permits.rules.catalogue import on_line, reason
from cites.permits.rules.facts import DocumentType, LineFacts, TradeFacts
from kernel.reasons import Reason
from kernel.text import gettext_noop


@dataclass(frozen=True, slots=True)
class Tagged:
    """A group of which these kinds of specimen bear a tag, by which Resolution, and what the tag says."""

    rank: str
    taxon: str
    terms: frozenset[str]
    source: str
    says: str

    def is_about(self, line: LineFacts) -> bool:
        """Tell whether a line's specimens are meant."""
        return (self.rank, self.taxon) in line.lineage and line.term in self.terms


_OF_A_QUOTA: Final = gettext_noop(
    "Enter the tag of each: the State of export, the number within its annual quota, and the year."
)
TAGGED: Final = (
    Tagged(
        "SPECIES", "Panthera pardus", frozenset({"SKI", "RUG", "TRO", "BOD"}), "Resolution Conf. 10.14", _OF_A_QUOTA
    ),
    Tagged(
        "SPECIES", "Capra falconeri", frozenset({"TRO", "HOR", "SKU", "BOD"}), "Resolution Conf. 10.15", _OF_A_QUOTA
    ),
    Tagged(
        "ORDER", "Crocodylia", frozenset({"SKI"}), "Resolution Conf. 11.12",
        gettext_noop("Enter the tags of the skins: the State of origin, a serial number, the species, and the year."),
    ),
)  # fmt: skip
_LEAVING: Final = frozenset({DocumentType.EXPORT, DocumentType.RE_EXPORT, DocumentType.SIMPLIFIED})


def reasons_about_tags(line: LineFacts, trade: TradeFacts) -> Iterator[Reason]:
    """Yield what the marks of a line lack that has to bear a tag when it leaves; an importer may not know it yet."""
    if trade.document_type not in _LEAVING or line.marks.strip():
        return
    for each in _tags_of(line):
        yield reason("M-TAG", each.says, source=each.source, **on_line(line, "marks"))


def is_tagged(line: LineFacts) -> bool:
    """Tell whether a line's specimens have to bear tags."""
    return bool(_tags_of(line))


def _tags_of(line: LineFacts) -> Sequence[Tagged]:
    """Return the rows about a line's specimens; what is pre-Convention is older than the tags."""
    return [] if line.source == "O" else [each for each in TAGGED if each.is_about(line)]
