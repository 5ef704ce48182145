"""Who exports, owns and imports."""

from typing import Final

from cites.permits.rules.facts import DocumentType
from cites.permits.rules.questions.kinds import BOTH_WAYS, HELD, IFS, IMPORT, LEAVING, NOT_FROM_THE_SEA
from cites.permits.rules.questions.model import About, Kind, Question, Section, Wording
from kernel.text import gettext_noop

_D = DocumentType
BOX_3_LEFT: Final = ("simplified_boxes", "3")
"""The answer by which a holder completes box 3, so that nobody is asked who imports."""
_BETWEEN: Final = About(directions=BOTH_WAYS, one_consignee=True)

EXPORTER: Final = Section(
    "exporter",
    (
        Wording(gettext_noop("Exporter"), gettext_noop("Who exports to you?"), About(documents=IMPORT)),
        Wording(gettext_noop("Owner"), gettext_noop("Who owns the specimens?"), About(documents=HELD)),
        Wording(gettext_noop("Exporter"), gettext_noop("Who exports?")),
    ),
    (
        Question(
            "exporter_name",
            gettext_noop("Name of the person or organisation that owns the specimens"), gettext_noop("Name"),
            missing=gettext_noop("Enter the owner’s name"), about=About(documents=HELD),
            help=gettext_noop("As it shall stand on the certificate."),
        ),
        Question(
            "exporter_name",
            gettext_noop("Name of the person or organisation that exports"), gettext_noop("Name"),
            missing=gettext_noop("Enter the exporter’s name"),
            about=About(documents=NOT_FROM_THE_SEA - HELD),
            help=gettext_noop("As it shall stand on the permit."),
        ),
        Question(
            "exporter_address", gettext_noop("Address"), gettext_noop("Address"), Kind.WORDS,
            missing=gettext_noop("Enter the owner’s address"), about=About(documents=HELD), most=500,
            autocomplete="street-address",
        ),
        Question(
            "exporter_address", gettext_noop("Address"), gettext_noop("Address"), Kind.WORDS,
            missing=gettext_noop("Enter the exporter’s address"),
            about=About(documents=NOT_FROM_THE_SEA - HELD), most=500, autocomplete="street-address",
        ),
        Question(
            "exporter_country", gettext_noop("Country of export"), gettext_noop("Country"), Kind.OTHER_COUNTRY,
            missing=gettext_noop("Choose the country of export"), about=About(documents=IMPORT | {_D.TRANSIT}),
        ),
        Question(
            "exporter_country", gettext_noop("Country of export"), gettext_noop("Country"), Kind.COUNTRY,
            missing=gettext_noop("Choose the country of export"), about=_BETWEEN,
        ),
    ),
)  # fmt: skip

CONSIGNEE: Final = Section(
    "consignee",
    (
        Wording(
            gettext_noop("Importer"), gettext_noop("Who brings the specimens in from the sea?"), About(documents=IFS)
        ),
        Wording(gettext_noop("Importer"), gettext_noop("Who imports?")),
    ),
    (
        Question(
            "consignee_name",
            gettext_noop("Name of the person or organisation that brings them in"), gettext_noop("Name"),
            missing=gettext_noop("Enter the name of who brings them in"), about=About(documents=IFS),
        ),
        Question(
            "consignee_name",
            gettext_noop("Name of the person or organisation that imports"), gettext_noop("Name"),
            missing=gettext_noop("Enter the importer’s name"),
            about=About(documents=NOT_FROM_THE_SEA, one_consignee=True), unless=BOX_3_LEFT,
        ),
        Question(
            "consignee_address", gettext_noop("Address"), gettext_noop("Address"), Kind.WORDS,
            missing=gettext_noop("Enter the importer’s address"), about=About(one_consignee=True), most=500,
            unless=BOX_3_LEFT,
        ),
        Question(
            "consignee_country", gettext_noop("Country of import"), gettext_noop("Country"), Kind.OTHER_COUNTRY,
            missing=gettext_noop("Choose the country of import"),
            about=About(directions=LEAVING), unless=BOX_3_LEFT,
        ),
        Question(
            "consignee_country", gettext_noop("Country of import"), gettext_noop("Country"), Kind.COUNTRY,
            missing=gettext_noop("Choose the country of import"), about=_BETWEEN,
        ),
    ),
)  # fmt: skip
