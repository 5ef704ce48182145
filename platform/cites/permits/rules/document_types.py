"""The documents of the Convention as data: for what each is, for how long, and on whose word it is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from cites.permits.rules.facts import DocumentType
from kernel.text import gettext_noop

APPENDICES: Final = ("I", "II", "III")
SOURCES: Final = ("W", "R", "X", "D", "C", "A", "F", "Y", "O", "I", "U")
OF_ANIMALS: Final = tuple(source for source in SOURCES if source not in ("A", "Y"))
PURPOSES: Final = frozenset("BEGHLMNPQSTZ")
NOT_COMMERCIAL: Final = PURPOSES - {"T"}


class Direction(StrEnum):
    """Which way specimens go, seen from the State whose document it is."""

    OUT = "out"
    IN = "in"
    BOTH = "both"
    THROUGH = "through"


class Uses(StrEnum):
    """For how many movements one document is good."""

    SINGLE = "single"
    PERIOD = "period"  # one, or all within a period of a year at most (Article IV.7)
    MULTIPLE = "multiple"
    BATCH = "batch"  # several are issued at once, and each is completed by its holder for one movement
    REGISTER = "register"  # a paper that others write; it is registered and shown, never issued


@dataclass(frozen=True, slots=True)
class Document:
    """One document. ``meant_for`` tells an applicant when it is the right one, ``months`` is the longest validity.

    The months are None where the paper's own words or its use decide.

    ``checked`` tells whether its conditions were read in the text of the Convention or of a law that follows it;
    the others are known at second hand, and have to be compared with the Resolutions before anybody relies on them.
    """

    code: DocumentType
    name: str
    meant_for: str
    basis: str
    months: int | None
    direction: Direction
    uses: Uses = Uses.SINGLE
    appendices: tuple[str, ...] = APPENDICES
    sources: tuple[str, ...] = SOURCES
    purposes: frozenset[str] = PURPOSES
    living: bool | None = None  # only living animals, only dead specimens, or both
    checked: bool = True
    for_one_consignee: bool = True  # False: box 3 stays blank, for its holder travels with the specimens
    box_1: str = "O"  # the letter of the standard form: E export, R re-export, I import, O other
    from_the_sea: bool = False  # its specimens come from the high seas, and from no State
    came_before: bool = False  # its specimens were brought into this country, and had papers of another one

    @property
    def is_issued(self) -> bool:
        """Whether the Management Authority issues it, and does not only register what others wrote."""
        return self.uses is not Uses.REGISTER


_EXEMPT = ("C", "A", "D", "O")  # bred, propagated, or acquired before the Convention applied (Article VII)

DOCUMENTS: Final[Mapping[str, Document]] = {
    each.code: each
    for each in (
        Document(
            DocumentType.EXPORT, gettext_noop("Export permit"),
            gettext_noop("Specimens leave this country for the first time."),
            "Articles III.2, IV.2 and V.2", 6, Direction.OUT,
            box_1="E",
        ),
        Document(
            DocumentType.IMPORT, gettext_noop("Import permit"),
            gettext_noop("Specimens of Appendix I, or others for which this country asks it, come into the country."),
            "Article III.3", 12, Direction.IN,
            box_1="I",
        ),
        Document(
            DocumentType.RE_EXPORT, gettext_noop("Re-export certificate"),
            gettext_noop("Specimens that were brought into this country leave it again."),
            "Articles III.4, IV.5 and V.4", 6,
            Direction.OUT,
            box_1="R", came_before=True,
        ),
        Document(
            DocumentType.INTRODUCTION_FROM_THE_SEA, gettext_noop("Certificate of introduction from the sea"),
            gettext_noop("Specimens that were taken in the sea beyond the waters of any State are landed here."),
            "Articles III.5 and IV.6-7; Resolution Conf. 14.6", 12, Direction.IN, Uses.PERIOD,
            appendices=("I", "II"), sources=("X",), from_the_sea=True,
        ),
        Document(
            DocumentType.ORIGIN, gettext_noop("Certificate of origin"),
            gettext_noop("Specimens of Appendix III leave this country, and another one listed the species."),
            "Article V.3", 12, Direction.OUT,
            appendices=("III",),
        ),
        Document(
            DocumentType.PRE_CONVENTION, gettext_noop("Pre-Convention certificate"),
            gettext_noop("Specimens leave that were acquired before the Convention applied to them."),
            "Article VII.2; Resolution Conf. 13.6", 6, Direction.OUT, sources=("O",), checked=False,
        ),
        Document(
            DocumentType.CAPTIVE_BREEDING, gettext_noop("Certificate of captive breeding"),
            gettext_noop("Animals leave that were bred in captivity here."),
            "Article VII.5; Resolution Conf. 10.16", 6, Direction.OUT, sources=("C",), checked=False,
        ),
        Document(
            DocumentType.ARTIFICIAL_PROPAGATION, gettext_noop("Certificate of artificial propagation"),
            gettext_noop("Plants leave that were artificially propagated here."),
            "Article VII.5; Resolution Conf. 11.11", 6, Direction.OUT, sources=("A",), checked=False,
        ),
        Document(
            DocumentType.TRAVELLING_EXHIBITION, gettext_noop("Travelling-exhibition certificate"),
            gettext_noop("A circus or exhibition crosses borders again and again, and comes back."),
            "Article VII.7; Resolution Conf. 12.3", 36, Direction.BOTH, Uses.MULTIPLE,
            sources=_EXEMPT, purposes=frozenset("QEZ"),
            for_one_consignee=False,
        ),
        Document(
            DocumentType.PERSONAL_OWNERSHIP, gettext_noop("Certificate of ownership of a pet"),
            gettext_noop("A living animal of your own travels with you again and again."),
            "Article VII.3; Resolution Conf. 10.20", 36, Direction.BOTH, Uses.MULTIPLE,
            sources=OF_ANIMALS, purposes=frozenset("P"), living=True, checked=False,
            for_one_consignee=False,
        ),
        Document(
            DocumentType.MUSICAL_INSTRUMENT, gettext_noop("Musical-instrument certificate"),
            gettext_noop("An instrument that contains a listed species travels with its player, and comes back."),
            "Articles VII.2 and VII.3; Resolution Conf. 16.8", 36, Direction.BOTH, Uses.MULTIPLE,
            purposes=NOT_COMMERCIAL, living=False,
            for_one_consignee=False,
        ),
        Document(
            DocumentType.SAMPLE_COLLECTION, gettext_noop("Sample-collection certificate"),
            gettext_noop("Samples travel under an ATA carnet, and come back."),
            "Resolution Conf. 12.3", 6, Direction.BOTH, Uses.MULTIPLE, living=False, checked=False,
            for_one_consignee=False,
        ),
        Document(
            DocumentType.SIMPLIFIED, gettext_noop("Partly completed permit (simplified procedure)"),
            gettext_noop("Many consignments of little risk, whose documents you complete yourself."),
            "Article VIII.3; Resolution Conf. 12.3", 6, Direction.OUT, Uses.BATCH, checked=False,
        ),
        Document(
            DocumentType.TRANSIT, gettext_noop("Papers of a transit"),
            gettext_noop("Specimens pass through under the control of Customs, on their way to another country."),
            "Article VII.1; Resolution Conf. 9.7", None,
            Direction.THROUGH, Uses.REGISTER, checked=False,
        ),
        Document(
            DocumentType.LABEL, gettext_noop("Label of a scientific exchange"),
            gettext_noop("Registered scientific institutions lend, give or exchange specimens."),
            "Article VII.6", None, Direction.BOTH,
            Uses.REGISTER, purposes=frozenset("S"),
        ),
        Document(
            DocumentType.PHYTOSANITARY, gettext_noop("Phytosanitary certificate in place of one of propagation"),
            gettext_noop("Artificially propagated plants of Appendices II and III, where such a certificate serves."),
            "Article VII.5; Resolution Conf. 12.3", None, Direction.OUT, Uses.REGISTER,
            appendices=("II", "III"), sources=("A",),
        ),
        Document(
            DocumentType.COMPARABLE, gettext_noop("Comparable documents of a State that is not a Party"),
            gettext_noop("A State that is not a Party wrote papers like those of the Convention."),
            "Article X",
            None, Direction.BOTH, Uses.REGISTER,
        ),
    )
}  # fmt: skip


def box_1_of(document_type: str) -> str:
    """Return the letter with which box 1 marks a document."""
    return DOCUMENTS[document_type].box_1 if document_type in DOCUMENTS else "O"


def is_from_the_sea(document_type: str) -> bool:
    """Tell whether its specimens come from the high seas, and from no State."""
    return document_type in DOCUMENTS and DOCUMENTS[document_type].from_the_sea


def came_before(document_type: str) -> bool:
    """Tell whether its specimens were brought into the State whose document it is, and had papers of another one."""
    return document_type in DOCUMENTS and DOCUMENTS[document_type].came_before


def is_issued(document_type: str) -> bool:
    """Tell whether the Management Authority issues such a document; one that nobody knows it does not."""
    return document_type in DOCUMENTS and DOCUMENTS[document_type].is_issued


def for_several_movements(document_type: str) -> bool:
    """Tell whether each movement under it is entered by itself, and none of them uses it up."""
    return document_type in DOCUMENTS and DOCUMENTS[document_type].uses is Uses.MULTIPLE


def comes_in(document_type: str) -> bool:
    """Tell whether specimens come into the State whose document it is."""
    return document_type in DOCUMENTS and DOCUMENTS[document_type].direction is Direction.IN


def leaves_from_here(document_type: str) -> bool:
    """Tell whether specimens leave the State whose document it is, so that nobody is asked from where."""
    return document_type in DOCUMENTS and DOCUMENTS[document_type].direction is Direction.OUT
