"""What is asked for some purposes only, each with whose rule it is.

Of specimens of Appendix I that come in the Management Authority has to be satisfied that they are not used mainly for
commerce. Resolution Conf. 5.10 tells by examples what speaks for that, purpose by purpose; it is known at second hand.
"""

from typing import Final

from cites.permits.rules.facts import DocumentType
from cites.permits.rules.questions.kinds import IFS, IMPORT, REGISTERED
from cites.permits.rules.questions.model import About, Kind, Question, Section, Wording
from kernel.text import gettext_noop

_D = DocumentType
_I: Final = frozenset({"I"})
_ISSUED: Final = frozenset[str](_D) - REGISTERED
_NOT_COMMERCIAL: Final = "Articles III.3(c) and III.5(c); Resolution Conf. 5.10"
_CROSSING_ONCE: Final = frozenset({_D.EXPORT, _D.RE_EXPORT, _D.IMPORT})
_HUNTED: Final = About(documents=_CROSSING_ONCE, purposes=frozenset({"H"}))
_LAWFULLY: Final = "Articles III.2(b) and IV.2(b); Resolution Conf. 18.7"


def _coming_in(*purposes: str) -> About:
    return About(documents=IMPORT | IFS, purposes=frozenset(purposes), appendices=_I)


USE: Final = Section(
    "use",
    (Wording(gettext_noop("Use"), gettext_noop("How will the specimens be used?")),),
    (
        Question(
            "private_use", gettext_noop("Are they for private use, and not for sale?"), gettext_noop("Private use"),
            Kind.CHOICE, missing=gettext_noop("Say whether the specimens are for private use"), about=_coming_in("P"),
            choices=(
                ("yes", gettext_noop("Yes, for private use only")),
                ("no", gettext_noop("No, some may be sold, or earn money otherwise")),
            ),
            basis=_NOT_COMMERCIAL,
        ),
        Question(
            "research_institution", gettext_noop("Scientific institution that will use them"),
            gettext_noop("Scientific institution"), about=_coming_in("S"),
            missing=gettext_noop("Enter the scientific institution that will use the specimens"),
            help=gettext_noop("Its name, and by whom it is registered or recognised."), basis=_NOT_COMMERCIAL,
        ),
        Question(
            "research_aim", gettext_noop("What is the research about?"), gettext_noop("Research"), Kind.WORDS,
            missing=gettext_noop("Say what the research is about"), about=_coming_in("S"), most=1000,
            basis=_NOT_COMMERCIAL,
        ),
        Question(
            "keeper_kind", gettext_noop("What kind of institution receives them?"),
            gettext_noop("Kind of institution"), Kind.CHOICE, about=_coming_in("E", "G", "Z"),
            missing=gettext_noop("Say what kind of institution receives the specimens"),
            choices=(
                ("public", gettext_noop("A public institution")),
                ("non_profit", gettext_noop("One that is not run for profit")),
                ("profit", gettext_noop("One that is run for profit")),
            ),
            basis=_NOT_COMMERCIAL,
        ),
        Question(
            "keeper_aim", gettext_noop("What will they be shown or kept for?"), gettext_noop("Aim"), Kind.WORDS,
            missing=gettext_noop("Say what the specimens will be shown or kept for"),
            about=_coming_in("E", "G", "Z"), most=1000, basis=_NOT_COMMERCIAL,
        ),
        Question(
            "medical_use", gettext_noop("What is it for, and is a product to be sold to the public?"),
            gettext_noop("Medical use"), Kind.WORDS, about=_coming_in("M"), most=1000,
            missing=gettext_noop("Say what the medical use is, and whether a product will be sold"),
            help=gettext_noop(
                "Imports for a medical industry count as commercial, unless it is shown that they are not."
            ),
            basis=_NOT_COMMERCIAL,
        ),
        Question(
            "breeding_facility", gettext_noop("Where will they be bred or propagated?"),
            gettext_noop("Place of breeding"), Kind.WORDS, about=_coming_in("B"), most=500,
            missing=gettext_noop("Say where the specimens will be bred or propagated"),
            help=gettext_noop("The facility, its address, and its registration if it has one."),
            basis="Resolutions Conf. 5.10, 10.16 and 11.11",
        ),
        Question(
            "breeding_aim", gettext_noop("What is the aim of the programme, and what becomes of the offspring?"),
            gettext_noop("Aim of breeding"), Kind.WORDS, about=_coming_in("B"), most=1000,
            missing=gettext_noop("Say what the programme is for, and what becomes of the offspring"),
            help=gettext_noop("It has to serve the protection of the species first; what is earned has to go to it."),
            basis=_NOT_COMMERCIAL,
        ),
        Question(
            "commerce_why", gettext_noop("Why may specimens of Appendix I be sold here?"),
            gettext_noop("Commerce in Appendix I"), Kind.WORDS, most=1000,
            missing=gettext_noop("Say on what grounds specimens of Appendix I are traded"),
            about=About(_ISSUED, purposes=frozenset({"T"}), appendices=_I, sources=frozenset({"A", "C"})),
            help=gettext_noop(
                "What was bred or propagated for commerce is of source D, from a registered operation or nursery. Say "
                "why yours is of source C or A."
            ),
            basis="Articles VII.4 and VII.5; Resolutions Conf. 9.19, 10.16 and 12.10",
        ),
    ),
)  # fmt: skip

HOW: Final = "effects_how"
"""The answer that tells whether specimens travel with their owner."""
CARRIED: Final = frozenset({"worn", "household"})
"""By which of its choices they do."""

EFFECTS: Final = Section(
    "effects",
    (Wording(gettext_noop("Personal effects"), gettext_noop("Do they travel with their owner?")),),
    (
        Question(
            HOW, gettext_noop("How do they travel?"), gettext_noop("Personal effects"), Kind.CHOICE,
            missing=gettext_noop("Say whether the specimens travel with their owner"),
            about=About(documents=_CROSSING_ONCE, purposes=frozenset({"P", "H"}), living=False),
            choices=(
                ("worn", gettext_noop("Their owner wears them, or has them in the luggage")),
                ("household", gettext_noop("They are part of a household that moves")),
                ("apart", gettext_noop("They are sent, or bought from a distance")),
            ),
            help=gettext_noop("Some countries ask for no document of what its owner carries."),
            basis="Article VII.3; Resolution Conf. 13.7",
        ),
    ),
)  # fmt: skip

SHOWN: Final = About(documents=_CROSSING_ONCE, purposes=frozenset({"Q"}))
"""An exhibition that travels once, with an ordinary document."""
SHOWN_BY: Final = "Article VII.7"

TROPHY: Final = Section(
    "trophy",
    (Wording(gettext_noop("Hunt"), gettext_noop("Where, when and by whose leave was the animal hunted?")),),
    (
        Question(
            "hunting_place", gettext_noop("Where was it hunted?"), gettext_noop("Hunted in"), about=_HUNTED,
            help=gettext_noop("The country, and the area or concession."), basis=_LAWFULLY,
        ),
        Question(
            "hunted_on", gettext_noop("On which day?"), gettext_noop("Hunted on"), Kind.PAST_DAY, about=_HUNTED,
            basis=_LAWFULLY,
        ),
        Question(
            "hunting_licence", gettext_noop("Number of the hunting licence, or of the tag of a quota"),
            gettext_noop("Hunting licence or tag"), about=_HUNTED, most=60,
            help=gettext_noop("Leave out what you do not know yet: the authority will ask for it."), basis=_LAWFULLY,
        ),
    ),
)  # fmt: skip
