"""What an application is asked as a whole, section by section in the order of its task list."""

from typing import Final

from cites.permits.rules import exemptions, import_permits, transit, vessels
from cites.permits.rules.document_types import DOCUMENTS, Direction
from cites.permits.rules.facts import DocumentType
from cites.permits.rules.questions.model import About, Kind, Question, Section, Wording
from cites.permits.rules.retrospective import DOCUMENTS_AFTERWARDS, LEFT_ON, LEFT_WITHOUT, WITHOUT_DAY, WITHOUT_REASON
from kernel.text import gettext_noop

_D = DocumentType
_IFS: Final = frozenset({_D.INTRODUCTION_FROM_THE_SEA})
_IMPORT: Final = frozenset({_D.IMPORT})
_HELD: Final[frozenset[str]] = frozenset(code for code, document in DOCUMENTS.items() if not document.for_one_consignee)
_REGISTERED: Final = frozenset(code for code, document in DOCUMENTS.items() if not document.is_issued)
_NOT_FROM_THE_SEA: Final = frozenset[str](_D) - _IFS
_IN: Final = frozenset({Direction.IN})
_BOTH_WAYS: Final = frozenset({Direction.BOTH})
_LEAVING: Final = frozenset({Direction.OUT, Direction.THROUGH})
BOX_3_LEFT: Final = ("simplified_boxes", "3")
"""The answer by which a holder completes box 3, so that nobody is asked who imports."""
_BETWEEN: Final = About(directions=_BOTH_WAYS, one_consignee=True)

EXPORTER: Final = Section(
    "exporter",
    (
        Wording(gettext_noop("Exporter"), gettext_noop("Who exports to you?"), About(documents=_IMPORT)),
        Wording(gettext_noop("Owner"), gettext_noop("Who owns the specimens?"), About(documents=_HELD)),
        Wording(gettext_noop("Exporter"), gettext_noop("Who exports?")),
    ),
    (
        Question(
            "exporter_name",
            gettext_noop("Name of the person or organisation that owns the specimens"), gettext_noop("Name"),
            missing=gettext_noop("Enter the owner’s name"), about=About(documents=_HELD),
            help=gettext_noop("As it shall stand on the certificate."),
        ),
        Question(
            "exporter_name",
            gettext_noop("Name of the person or organisation that exports"), gettext_noop("Name"),
            missing=gettext_noop("Enter the exporter’s name"),
            about=About(documents=_NOT_FROM_THE_SEA - _HELD),
            help=gettext_noop("As it shall stand on the permit."),
        ),
        Question(
            "exporter_address", gettext_noop("Address"), gettext_noop("Address"), Kind.WORDS,
            missing=gettext_noop("Enter the owner’s address"), about=About(documents=_HELD), most=500,
            autocomplete="street-address",
        ),
        Question(
            "exporter_address", gettext_noop("Address"), gettext_noop("Address"), Kind.WORDS,
            missing=gettext_noop("Enter the exporter’s address"),
            about=About(documents=_NOT_FROM_THE_SEA - _HELD), most=500, autocomplete="street-address",
        ),
        Question(
            "exporter_country", gettext_noop("Country of export"), gettext_noop("Country"), Kind.OTHER_COUNTRY,
            missing=gettext_noop("Choose the country of export"), about=About(documents=_IMPORT | {_D.TRANSIT}),
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
            gettext_noop("Importer"), gettext_noop("Who brings the specimens in from the sea?"), About(documents=_IFS)
        ),
        Wording(gettext_noop("Importer"), gettext_noop("Who imports?")),
    ),
    (
        Question(
            "consignee_name",
            gettext_noop("Name of the person or organisation that brings them in"), gettext_noop("Name"),
            missing=gettext_noop("Enter the name of who brings them in"), about=About(documents=_IFS),
        ),
        Question(
            "consignee_name",
            gettext_noop("Name of the person or organisation that imports"), gettext_noop("Name"),
            missing=gettext_noop("Enter the importer’s name"),
            about=About(documents=_NOT_FROM_THE_SEA, one_consignee=True), unless=BOX_3_LEFT,
        ),
        Question(
            "consignee_address", gettext_noop("Address"), gettext_noop("Address"), Kind.WORDS,
            missing=gettext_noop("Enter the importer’s address"), about=About(one_consignee=True), most=500,
            unless=BOX_3_LEFT,
        ),
        Question(
            "consignee_country", gettext_noop("Country of import"), gettext_noop("Country"), Kind.OTHER_COUNTRY,
            missing=gettext_noop("Choose the country of import"),
            about=About(directions=_LEAVING), unless=BOX_3_LEFT,
        ),
        Question(
            "consignee_country", gettext_noop("Country of import"), gettext_noop("Country"), Kind.COUNTRY,
            missing=gettext_noop("Choose the country of import"), about=_BETWEEN,
        ),
    ),
)  # fmt: skip

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
            missing=gettext_noop("Choose the port or airport of entry"), about=About(directions=_IN),
        ),
        Question(
            "port_of_exit", gettext_noop("Where do they leave the country?"), gettext_noop("Port of exit"), Kind.PORT,
            missing=gettext_noop("Choose the port or airport of exit"),
            about=About(directions=_LEAVING),
        ),
        Question(
            "port_of_exit", gettext_noop("Where do they cross the border first?"), gettext_noop("First port"),
            Kind.PORT, missing=gettext_noop("Choose the port or airport"),
            about=About(directions=_BOTH_WAYS),
        ),
        Question(
            "journey_countries", gettext_noop("Which countries will they visit?"), gettext_noop("Countries visited"),
            Kind.WORDS, missing=gettext_noop("Name the countries, as far as you know them"), most=500,
            about=About(documents=_HELD),
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

_TO_APPENDIX_I: Final = About(documents=frozenset({_D.EXPORT, _D.RE_EXPORT}), appendices=frozenset({"I"}))

EARLIER: Final = Section(
    "earlier",
    (Wording(gettext_noop("Permits of the other country"), gettext_noop("Permits of the other country")),),
    (
        Question(
            "import_permit_number", gettext_noop("Number of the import permit"), gettext_noop("Import permit"),
            about=_TO_APPENDIX_I, most=60,
            help=gettext_noop("For species of Appendix I the importing country must have granted one."),
        ),
        Question(
            "import_permit_date", gettext_noop("Date of the import permit"), gettext_noop("Date of the import permit"),
            Kind.PAST_DAY, about=_TO_APPENDIX_I,
        ),
        Question(
            import_permits.LAST_DAY, gettext_noop("Last day on which the import permit is valid"),
            gettext_noop("Import permit valid until"), Kind.DAY, about=_TO_APPENDIX_I,
        ),
        Question(
            import_permits.IMPORTER, gettext_noop("Importer whom the import permit names"),
            gettext_noop("Importer on the import permit"), about=_TO_APPENDIX_I,
            help=gettext_noop("As it stands there. It has to be the importer of this application."),
        ),
        Question(
            "export_permit_number", gettext_noop("Number of the export permit or re-export certificate"),
            gettext_noop("Export permit"), most=60, about=About(documents=_IMPORT),
            help=gettext_noop(
                "Leave it out where the country of export has not granted one yet. Of species of Appendix I it waits "
                "for your import permit."
            ),
        ),
        Question(
            "export_permit_date", gettext_noop("Its date"), gettext_noop("Date of the export permit"), Kind.PAST_DAY,
            about=About(documents=_IMPORT),
        ),
    ),
)  # fmt: skip

_LIVING_I: Final = About(documents=_IMPORT | _IFS, appendices=frozenset({"I"}), living=True)

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

_WHICH_CHARTER: Final = gettext_noop(
    "Only of a chartered vessel: the arrangement, and when it was told to the fisheries organisation and to the "
    "Secretariat."
)
_WHICH_TREATY: Final = gettext_noop(
    "Only of a ship of this country, and a treaty in force before 1 July 1975 that protects the species."
)
_EXPORTED_FROM_THE_SEA: Final = About(documents=frozenset({_D.EXPORT}), sources=frozenset({"X"}))

VESSEL: Final = Section(
    "vessel",
    (Wording(gettext_noop("Vessel and fishing trip"), gettext_noop("Which vessel took them, and where?")),),
    (
        Question(
            "vessel_name", gettext_noop("Name of the vessel"), gettext_noop("Vessel"),
            missing=gettext_noop("Enter the vessel’s name"), about=About(documents=_IFS),
        ),
        Question(
            "vessel_name", gettext_noop("Name of the vessel"), gettext_noop("Vessel"), about=_EXPORTED_FROM_THE_SEA,
        ),
        Question(
            "vessel_flag", gettext_noop("Flag"), gettext_noop("Flag"), Kind.COUNTRY,
            missing=gettext_noop("Choose the vessel’s flag"), about=About(documents=_IFS),
        ),
        Question(
            vessels.FLAG, gettext_noop("Flag"), gettext_noop("Flag"), Kind.COUNTRY, about=_EXPORTED_FROM_THE_SEA,
            help=gettext_noop("It is the State of the flag that grants the export permit."),
        ),
        Question(
            vessels.CHARTER, gettext_noop("Charter"), gettext_noop("Charter"), about=About(documents=_IFS),
            help=_WHICH_CHARTER,
        ),
        Question(
            vessels.CHARTER, gettext_noop("Charter"), gettext_noop("Charter"), about=_EXPORTED_FROM_THE_SEA,
            help=_WHICH_CHARTER,
        ),
        Question(
            "vessel_number", gettext_noop("IMO or registration number"), gettext_noop("IMO or registration number"),
            missing=gettext_noop("Enter the vessel’s IMO or registration number"), about=About(documents=_IFS), most=60,
        ),
        Question(
            "vessel_number", gettext_noop("IMO or registration number"), gettext_noop("IMO or registration number"),
            about=_EXPORTED_FROM_THE_SEA, most=60,
        ),
        Question(
            "fishing_area", gettext_noop("Where were they taken?"), gettext_noop("Area"),
            missing=gettext_noop("Say where they were taken"), about=About(documents=_IFS),
            help=gettext_noop("The FAO area or the coordinates, beyond the waters of any State."),
        ),
        Question(
            "fishing_area", gettext_noop("Where were they taken?"), gettext_noop("Area"), about=_EXPORTED_FROM_THE_SEA,
            help=gettext_noop("The FAO area or the coordinates, beyond the waters of any State."),
        ),
        Question(
            "trip_from", gettext_noop("First day of the trip"), gettext_noop("First day of the trip"), Kind.PAST_DAY,
            missing=gettext_noop("Enter the first day of the trip"), about=About(documents=_IFS),
            instead="period_from",
        ),
        Question(
            "trip_to", gettext_noop("Last day of the trip"), gettext_noop("Last day of the trip"), Kind.DAY,
            missing=gettext_noop("Enter the last day of the trip"), about=About(documents=_IFS),
            instead="period_until",
        ),
        Question(
            "period_from", gettext_noop("First day of a period"), gettext_noop("First day of the period"), Kind.DAY,
            about=About(documents=_IFS),
            help=gettext_noop(
                "Instead of one trip: the certificate is then good for all landings within the period, a year at most, "
                "up to the quantities that you name in all."
            ),
        ),
        Question(
            "period_until", gettext_noop("Last day of the period"), gettext_noop("Last day of the period"), Kind.DAY,
            about=About(documents=_IFS),
        ),
        Question(
            exemptions.EARLIER_TREATY, gettext_noop("Taken under an earlier treaty? Its name"),
            gettext_noop("Earlier treaty"), about=About(documents=_IFS, appendices=frozenset({"II"})),
            help=_WHICH_TREATY,
        ),
        Question(
            exemptions.EARLIER_TREATY, gettext_noop("Taken under an earlier treaty? Its name"),
            gettext_noop("Earlier treaty"),
            about=About(documents=frozenset({_D.EXPORT}), appendices=frozenset({"II"}), sources=frozenset({"X"})),
            help=_WHICH_TREATY,
        ),
        Question(
            "catch_document", gettext_noop("Number of the catch document"), gettext_noop("Catch document"),
            about=About(documents=_IFS), most=60,
            help=gettext_noop("Of the regional fisheries organisation, where it gives one."),
        ),
    ),
)  # fmt: skip

_TEC, _MIC = frozenset({_D.TRAVELLING_EXHIBITION}), frozenset({_D.MUSICAL_INSTRUMENT})
_SCC, _SPC, _LBL = frozenset({_D.SAMPLE_COLLECTION}), frozenset({_D.SIMPLIFIED}), frozenset({_D.LABEL})

EXHIBITION: Final = Section(
    "exhibition",
    (Wording(gettext_noop("Exhibition"), gettext_noop("Which exhibition travels?")),),
    (
        Question(
            "exhibition_name", gettext_noop("Name of the exhibition"), gettext_noop("Exhibition"),
            missing=gettext_noop("Enter the name of the exhibition"), about=About(documents=_TEC),
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

PAPER: Final = Section(
    "paper",
    (
        Wording(gettext_noop("Label"), gettext_noop("Which institutions exchange them?"), About(documents=_LBL)),
        Wording(gettext_noop("The paper"), gettext_noop("Which paper goes with them?")),
    ),
    (
        Question(
            "institution_from", gettext_noop("Registration code of the institution that sends"),
            gettext_noop("Sending institution"), about=About(documents=_LBL), most=60,
            missing=gettext_noop("Enter the code of the institution that sends"),
            help=gettext_noop("As the Secretariat’s register has it, such as US 001."),
        ),
        Question(
            "institution_to", gettext_noop("Registration code of the institution that receives"),
            gettext_noop("Receiving institution"), about=About(documents=_LBL), most=60,
            missing=gettext_noop("Enter the code of the institution that receives"),
        ),
        Question(
            "paper_number", gettext_noop("Number of the paper"), gettext_noop("Number"),
            missing=gettext_noop("Enter the number that stands on the paper"), about=About(documents=_REGISTERED),
            most=60,
        ),
        Question(
            "paper_authority", gettext_noop("Who wrote it?"), gettext_noop("Issued by"),
            missing=gettext_noop("Enter the authority that wrote the paper"),
            about=About(documents=_REGISTERED - _LBL),
        ),
        Question(
            "paper_country", gettext_noop("Country of that authority"), gettext_noop("Country"), Kind.COUNTRY,
            missing=gettext_noop("Choose the country of the authority"), about=About(documents=_REGISTERED - _LBL),
        ),
        Question(
            "paper_date", gettext_noop("Date of the paper"), gettext_noop("Date"), Kind.PAST_DAY,
            missing=gettext_noop("Enter the date of the paper"), about=About(documents=_REGISTERED),
        ),
        Question(
            "paper_until", gettext_noop("Last day on which it is valid"), gettext_noop("Valid until"), Kind.DAY,
            about=About(documents=_REGISTERED), help=gettext_noop("If the paper says so."),
        ),
        Question(
            transit.DESTINATION, gettext_noop("Country of destination that the paper names"),
            gettext_noop("Destination on the paper"), Kind.COUNTRY, about=About(documents=frozenset({_D.TRANSIT})),
            help=gettext_noop("It has to be the country to which the specimens go."),
        ),
    ),
)  # fmt: skip

# What depends on the specimens is asked once they are known, and who imports once it is known whether that is asked.
BEFORE_LINES: Final = (SIMPLIFIED, EXPORTER, CONSIGNEE)
AFTER_LINES: Final = (
    VESSEL, EXHIBITION, INSTRUMENT, CARNET, PAPER, PURPOSE, JOURNEY, EARLIER, HOUSING,
)  # fmt: skip
SECTIONS: Final = (*BEFORE_LINES, *AFTER_LINES)
SECTION_OF: Final = {section.key: section for section in SECTIONS}
