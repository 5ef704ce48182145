"""What one document alone asks: exhibitions, instruments, sample collections, partly completed permits."""

from typing import Final

from cites.permits.rules.facts import DocumentType
from cites.permits.rules.questions.model import About, Kind, Question, Section, Wording
from cites.permits.rules.questions.of_purposes import SHOWN, SHOWN_BY
from kernel.text import gettext_noop

_TEC: Final = frozenset({DocumentType.TRAVELLING_EXHIBITION})
_MIC: Final = frozenset({DocumentType.MUSICAL_INSTRUMENT})
_SCC: Final = frozenset({DocumentType.SAMPLE_COLLECTION})
_SPC: Final = frozenset({DocumentType.SIMPLIFIED})

EXHIBITION: Final = Section(
    "exhibition",
    (Wording(gettext_noop("Exhibition"), gettext_noop("Which exhibition travels?")),),
    (
        Question(
            "exhibition_name", gettext_noop("Name of the exhibition"), gettext_noop("Exhibition"),
            missing=gettext_noop("Enter the name of the exhibition"), about=About(documents=_TEC),
        ),
        Question(
            "exhibition_name", gettext_noop("Name of the exhibition"), gettext_noop("Exhibition"),
            missing=gettext_noop("Enter the name of the exhibition"), about=SHOWN, basis=SHOWN_BY,
        ),
        Question(
            "exhibition_registration", gettext_noop("Registration with the Management Authority"),
            gettext_noop("Registration"), about=About(documents=_TEC), most=60,
            help=gettext_noop("The number under which the exhibition is registered where it has its home, if any."),
        ),
    ),
)  # fmt: skip

INSTRUMENT: Final = Section(
    "instrument",
    (Wording(gettext_noop("Instrument"), gettext_noop("Which instrument is it?")),),
    (
        Question(
            "instrument_kind", gettext_noop("Kind of instrument and maker"), gettext_noop("Instrument"),
            missing=gettext_noop("Say which instrument it is"), about=About(documents=_MIC),
            help=gettext_noop("Such as “violin bow, E. Sartory, about 1920, frog of hawksbill shell”."),
        ),
        Question(
            "instrument_serial", gettext_noop("Serial number, or how it can be told from others"),
            gettext_noop("Serial number or features"), about=About(documents=_MIC),
            missing=gettext_noop("Say how the instrument can be told from others"),
        ),
    ),
)  # fmt: skip

CARNET: Final = Section(
    "carnet",
    (Wording(gettext_noop("ATA carnet"), gettext_noop("Under which ATA carnet do the samples travel?")),),
    (
        Question(
            "carnet_number", gettext_noop("Number of the ATA carnet"), gettext_noop("ATA carnet"),
            missing=gettext_noop("Enter the number of the ATA carnet"), about=About(documents=_SCC), most=60,
        ),
    ),
)  # fmt: skip

SIMPLIFIED: Final = Section(
    "simplified",
    (Wording(gettext_noop("Documents and boxes"), gettext_noop("What will you complete yourself?")),),
    (
        Question(
            "simplified_registration", gettext_noop("Your registration for the simplified procedure"),
            gettext_noop("Registration"), about=About(documents=_SPC), most=60,
            missing=gettext_noop("Enter the number of your registration for the simplified procedure"),
        ),
        Question(
            "simplified_number", gettext_noop("How many documents do you need?"), gettext_noop("Documents"), Kind.COUNT,
            missing=gettext_noop("Say how many documents you need, 100 at most"), about=About(documents=_SPC), most=100,
        ),
        Question(
            "simplified_boxes", gettext_noop("Which boxes will you complete for each consignment?"),
            gettext_noop("Boxes that the holder completes"), Kind.CHOICES,
            missing=gettext_noop("Choose the boxes"), about=About(documents=_SPC),
            choices=(
                ("3", gettext_noop("Box 3: importer")),
                ("9", gettext_noop("Box 9: description and marks")),
                ("11", gettext_noop("Box 11: quantity, up to what is permitted")),
                ("15", gettext_noop("Box 15: bill of lading or air waybill")),
            ),
        ),
    ),
)  # fmt: skip
