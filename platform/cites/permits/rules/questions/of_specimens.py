"""What the specimens of a line are like: how they can be told from others, and what is known of their parents."""

from typing import Final

from cites.permits.rules.facts import DocumentType
from cites.permits.rules.questions.model import About, Kind, Question, Section, Wording
from kernel.text import gettext_noop

_D = DocumentType
_MARKED: Final = frozenset({_D.TRAVELLING_EXHIBITION, _D.PERSONAL_OWNERSHIP})
_ANIMAL: Final = "Animalia"
_BRED: Final = frozenset({"C", "D", "F"})
_BRED_OR_PROPAGATED: Final = _BRED | {"A", "Y"}
HYBRID_PARENTS: Final = "hybrid_parents"
# What people have made of a specimen; when they did decides whether it is old enough to be exempt somewhere.
WORKED: Final = frozenset(
    {
        "BOC", "CAR", "CLO", "FRA", "FRN", "GAR", "HOC", "IJW", "IVC", "JWL", "KEY", "LPL", "LPS", "PKY", "RUG",
        "SHO", "TIC",
    }
)  # fmt: skip

SPECIMEN: Final = Section(
    "specimen",
    (Wording(gettext_noop("Marks and description"), gettext_noop("How can these specimens be told from others?")),),
    (
        Question(
            "marks", gettext_noop("Marks or numbers"), gettext_noop("Marks or numbers"), most=300,
            missing=gettext_noop("Enter the mark of the animal: it needs one on this certificate"),
            about=About(documents=_MARKED, living=True),
            help=gettext_noop("Ring, tag or microchip, and its number."),
        ),
        Question(
            "marks", gettext_noop("Marks or numbers"), gettext_noop("Marks or numbers"), most=300,
            about=About(documents=frozenset(_D) - _MARKED),
            help=gettext_noop("Rings, tags, microchips or serial numbers, if there are any."),
        ),
        Question(
            "marks", gettext_noop("Marks or numbers"), gettext_noop("Marks or numbers"), most=300,
            about=About(documents=_MARKED, living=False),
            help=gettext_noop("Rings, tags, microchips or serial numbers, if there are any."),
        ),
        Question(
            "description", gettext_noop("Description"), gettext_noop("Description"), Kind.WORDS, most=300,
            help=gettext_noop(
                "What an officer at the border will see, such as “polished shells” or “two live females”."
            ),
        ),
        Question(
            "sex", gettext_noop("Sex"), gettext_noop("Sex"), Kind.CHOICE, about=About(living=True, kingdom=_ANIMAL),
            choices=(
                ("F", gettext_noop("Female")),
                ("M", gettext_noop("Male")),
                ("B", gettext_noop("Both, as described")),
                ("U", gettext_noop("Not known")),
            ),
        ),
        Question(
            "age", gettext_noop("Age, or day of birth or hatching"), gettext_noop("Age"), most=60,
            about=About(living=True, kingdom=_ANIMAL),
            help=gettext_noop("Such as “hatched May 2025” or “about 3 years”."),
        ),
        Question(
            "worked_on", gettext_noop("When was it made?"), gettext_noop("Made"), most=60, about=About(terms=WORKED),
            help=gettext_noop("A year, or about when, such as “19th century”."),
        ),
    ),
)  # fmt: skip

_BRED_ANIMAL: Final = About(living=True, kingdom=_ANIMAL, sources=_BRED)

PARENTS: Final = Section(
    "parents",
    (Wording(gettext_noop("Parents"), gettext_noop("What is known of their parents?")),),
    (
        Question(
            "parent_male_marks", gettext_noop("Mark of the father, and its paper"), gettext_noop("Father"),
            about=_BRED_ANIMAL, help=gettext_noop("Ring or microchip, and the number of its permit or certificate."),
        ),
        Question(
            "parent_female_marks", gettext_noop("Mark of the mother, and its paper"), gettext_noop("Mother"),
            about=_BRED_ANIMAL,
        ),
        Question(
            HYBRID_PARENTS, gettext_noop("Parents of the hybrid"), gettext_noop("Parents of the hybrid"), most=200,
            missing=gettext_noop("Enter the species that are the parents of the hybrid"), about=About(hybrid=True),
            help=gettext_noop("Their scientific names, such as Falco cherrug × Falco rusticolus."),
        ),
        Question(
            HYBRID_PARENTS, gettext_noop("Is it a hybrid? Its parents"), gettext_noop("Parents of the hybrid"),
            most=200, about=About(sources=_BRED_OR_PROPAGATED, hybrid=False),
            help=gettext_noop("Only of hybrids: scientific names, such as Falco cherrug × Falco rusticolus."),
        ),
    ),
)  # fmt: skip
