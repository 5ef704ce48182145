"""What the specimens are for, how they travel, and where the living are kept."""

from typing import Final

from cites.permits.rules.crossings import CROSSINGS, MOST_CROSSINGS
from cites.permits.rules.questions.kinds import BOTH_WAYS, HELD, IFS, IMPORT, IN, LEAVING
from cites.permits.rules.questions.model import About, Kind, Question, Section, Wording
from cites.permits.rules.retrospective import DOCUMENTS_AFTERWARDS, LEFT_ON, LEFT_WITHOUT, WITHOUT_DAY, WITHOUT_REASON
from kernel.text import gettext_noop

PURPOSE: Final = Section(
    "purpose",
    (Wording(gettext_noop("Purpose"), gettext_noop("What are the specimens for?")),),
    (
        Question(
            "purpose", gettext_noop("What are the specimens for?"), gettext_noop("Purpose"), Kind.PURPOSE,
            missing=gettext_noop("Choose the purpose"),
        ),
        Question(
            "comments", gettext_noop("Anything else that we should know"), gettext_noop("Comments"), Kind.WORDS,
            most=2000,
        ),
    ),
)  # fmt: skip

_TRANSPORT: Final = (
    ("air", gettext_noop("By air")),
    ("sea", gettext_noop("By sea")),
    ("road", gettext_noop("By road or rail")),
    ("post", gettext_noop("By post or courier")),
    ("carried", gettext_noop("In luggage, with a traveller")),
)

JOURNEY: Final = Section(
    "journey",
    (Wording(gettext_noop("Transport"), gettext_noop("How do they travel?")),),
    (
        Question(
            "port_of_exit", gettext_noop("Where do they enter the country?"), gettext_noop("Port of entry"), Kind.PORT,
            missing=gettext_noop("Choose the port or airport of entry"), about=About(directions=IN),
        ),
        Question(
            "port_of_exit", gettext_noop("Where do they leave the country?"), gettext_noop("Port of exit"), Kind.PORT,
            missing=gettext_noop("Choose the port or airport of exit"),
            about=About(directions=LEAVING),
        ),
        Question(
            "port_of_exit", gettext_noop("Where do they cross the border first?"), gettext_noop("First port"),
            Kind.PORT, missing=gettext_noop("Choose the port or airport"),
            about=About(directions=BOTH_WAYS),
        ),
        Question(
            "journey_countries", gettext_noop("Which countries will they visit?"), gettext_noop("Countries visited"),
            Kind.WORDS, missing=gettext_noop("Name the countries, as far as you know them"), most=500,
            about=About(documents=HELD),
        ),
        Question(
            CROSSINGS, gettext_noop("How many times will you cross a border with them?"),
            gettext_noop("Border crossings"), Kind.COUNT, about=About(documents=HELD), most=MOST_CROSSINGS,
            help=gettext_noop(
                "Out and back are two. The certificate has a row for each to be endorsed: 16, or more where you "
                "expect more."
            ),
        ),
        Question(
            "transport_mode", gettext_noop("How are they transported?"), gettext_noop("Transport"), Kind.CHOICE,
            missing=gettext_noop("Say how the living specimens are transported"), choices=_TRANSPORT,
            about=About(living=True),
        ),
        Question(
            "transport_container", gettext_noop("How are they kept on the way?"), gettext_noop("Container"), Kind.WORDS,
            missing=gettext_noop("Describe how the living specimens are kept on the way"), most=500,
            help=gettext_noop(
                "The container, its size, air, water and food. By air the Live Animals Regulations or the Perishable "
                "Cargo Regulations of IATA apply, otherwise the guidelines of CITES."
            ),
            about=About(living=True),
        ),
    ),
)  # fmt: skip

DEPARTURE: Final = Section(
    "departure",
    (Wording(gettext_noop("Left already"), gettext_noop("Have they left already?")),),
    (
        Question(
            "left_on", gettext_noop("Only if they have left already: on which day?"),
            gettext_noop("Left without a document on"), Kind.PAST_DAY, about=About(documents=DOCUMENTS_AFTERWARDS),
            help=gettext_noop(
                "Leave it out as long as they are here. Afterwards a document is granted only by way of exception: "
                "both Management Authorities have to agree that neither exporter nor importer is to blame."
            ),
            goes_with=(LEFT_WITHOUT, WITHOUT_DAY),
        ),
        Question(
            "left_without", gettext_noop("Why did they leave without a document?"),
            gettext_noop("Why without a document"), Kind.WORDS, about=About(documents=DOCUMENTS_AFTERWARDS), most=500,
            help=gettext_noop("Only if they have left already."), goes_with=(LEFT_ON, WITHOUT_REASON),
        ),
    ),
)  # fmt: skip

_LIVING_I: Final = About(documents=IMPORT | IFS, appendices=frozenset({"I"}), living=True)

HOUSING: Final = Section(
    "housing",
    (Wording(gettext_noop("Housing and care"), gettext_noop("Where will the living specimens be kept?")),),
    (
        Question(
            "housing_place", gettext_noop("Place and premises"), gettext_noop("Housing"), Kind.WORDS,
            missing=gettext_noop("Say where the living specimens will be kept"), about=_LIVING_I, most=1000,
            help=gettext_noop("The address, the enclosures or tanks, their size, and for how many specimens."),
        ),
        Question(
            "housing_care", gettext_noop("Who looks after them?"), gettext_noop("Care"), Kind.WORDS,
            missing=gettext_noop("Say who looks after the living specimens"), about=_LIVING_I, most=1000,
            help=gettext_noop("The keepers and veterinarian, and what they know of the species."),
        ),
    ),
)  # fmt: skip
