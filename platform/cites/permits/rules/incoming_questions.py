"""The check list of the import desk: one question each, and what is said where the answer speaks against the paper."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from cites.permits.rules.facts import DocumentType
from kernel.text import gettext_noop

YES, NO, UNSEEN = "yes", "no", ""


@dataclass(frozen=True, slots=True)
class Check:
    """One question that is answered by yes or no, or not at all where nobody has looked.

    ``rule`` speaks where the answer is no. ``on_arrival`` says that it can be answered only where the specimens are,
    ``living`` that it is of living ones, ``tagged`` of those that bear tags, and ``documents`` of which papers it is
    (none: all).
    """

    name: str
    asks: str
    rule: str
    says: str
    help: str = ""
    on_arrival: bool = False
    living: bool = False
    tagged: bool = False
    documents: frozenset[str] = frozenset()

    def is_asked(self, document_type: str, *, arrived: bool, living: bool, tagged: bool) -> bool:
        """Tell whether it is a question about such a paper and such specimens."""
        return (
            (arrived or not self.on_arrival)
            and (living or not self.living)
            and (tagged or not self.tagged)
            and (not self.documents or document_type in self.documents)
        )


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that is a reason to ask the Management Authority that issued a paper; it is ticked."""

    rule: str
    ticked: str
    says: str


ENDORSED: Final = "endorsed"
TAGS: Final = "tags"
CHECKS: Final = (
    Check(
        "boxes",
        gettext_noop("Is every box filled in that has to be?"),
        "IN-BOX",
        gettext_noop("Boxes that have to be filled in are empty."),
        gettext_noop(
            "Names and addresses, the species, the specimens, Appendix, source, purpose, quantity and unit, the "
            "authority, its stamp and signature; of re-exports the country of origin, its permit and date."
        ),
    ),
    Check(
        "conditions",
        gettext_noop("Are its conditions met?"),
        "IN-CONDITIONS",
        gettext_noop("Conditions that stand on the paper are not met."),
        gettext_noop("Box 5, and whatever it refers to. Where there are none, answer yes."),
    ),
    Check(
        "authorities",
        gettext_noop("Has that country designated a Management Authority and a Scientific Authority?"),
        "IN-AUTHORITY",
        gettext_noop("That country has not designated a Management Authority and a Scientific Authority."),
        gettext_noop("The Secretariat’s directory says so; of a State that is no Party, a competent authority."),
    ),
    Check(
        "origin_permit",
        gettext_noop("Does the export permit of the country of origin exist to which it refers?"),
        "VF-REEXPORT",
        gettext_noop("It refers to an export permit that does not exist, is not valid, or is not named."),
        gettext_noop("Box 12. Where nothing is known of it, leave this open."),
        documents=frozenset({DocumentType.RE_EXPORT}),
    ),
    Check(
        ENDORSED,
        gettext_noop("Was it endorsed at export (box 14)?"),
        "IN-ENDORSED",
        gettext_noop("It was not endorsed at export: box 14 does not say what left."),
        gettext_noop("Quantities, day, port, signature and stamp of the official who inspected the consignment."),
        on_arrival=True,
    ),
    Check(
        "transport",
        gettext_noop("Do the living specimens travel as they have to?"),
        "IN-TRANSPORT",
        gettext_noop("The living specimens do not travel as the document asks."),
        gettext_noop(
            "By air the Live Animals Regulations or the Perishable Cargo Regulations of IATA apply, otherwise the "
            "guidelines of CITES."
        ),
        on_arrival=True,
        living=True,
    ),
    Check(
        TAGS,
        gettext_noop("Do the specimens bear the tags that the paper names?"),
        "M-TAG",
        gettext_noop("The specimens do not bear the tags that have to be on them and stand on the paper (box 9)."),
        gettext_noop(
            "Skins and trophies of leopards, trophies of markhors and skins of crocodilians bear one each. Leave this "
            "open for others."
        ),
        on_arrival=True,
        tagged=True,
    ),
)
CHECK_OF: Final = {each.name: each for each in CHECKS}

DOUBTS: Final = (
    Doubt(
        "VF-INFORMED",
        gettext_noop("There is reliable information that calls for it"),
        gettext_noop("There is reliable information that calls for it."),
    ),
    Doubt(
        "VF-GROUNDS",
        gettext_noop("There are reasonable grounds to think that the trade does harm or is not legal"),
        gettext_noop(
            "There are reasonable grounds to think that the trade does harm, that it is not legal, or that what the "
            "Articles ask was not found."
        ),
    ),
    Doubt(
        "VF-FRAUD",
        gettext_noop("The paper may be forged, altered or got by fraud"),
        gettext_noop("The paper may be forged, altered or got by fraud."),
    ),
    Doubt(
        "VF-BRED",
        gettext_noop("It is doubtful that the specimens were bred or propagated"),
        gettext_noop("It is doubtful that the specimens were bred or propagated."),
    ),
)
DOUBT_OF: Final = {each.rule: each for each in DOUBTS}


def asked(document_type: str, *, arrived: bool, living: bool, tagged: bool = False) -> Sequence[Check]:
    """Return the questions about such a paper, in their order."""
    return [each for each in CHECKS if each.is_asked(document_type, arrived=arrived, living=living, tagged=tagged)]


def known_doubts(names: Collection[str]) -> list[Doubt]:
    """Return the doubts that were ticked, in their order."""
    return [each for each in DOUBTS if each.rule in names]
