"""The papers of other countries that go before, and those that are registered here."""

from typing import Final

from cites.permits.rules import comparable, import_permits, transit
from cites.permits.rules.facts import DocumentType
from cites.permits.rules.questions.kinds import IMPORT, REGISTERED
from cites.permits.rules.questions.model import About, Kind, Question, Section, Wording
from kernel.text import gettext_noop

_D = DocumentType
_LBL: Final = frozenset({_D.LABEL})
_NPD: Final = frozenset({_D.COMPARABLE})
_OF_A_NON_PARTY: Final = About(_NPD)
_STATED: Final = "Article X; Resolution Conf. 9.5; 50 CFR 23.25"

_TO_APPENDIX_I: Final = About(
    documents=frozenset({_D.EXPORT, _D.RE_EXPORT, _D.SIMPLIFIED}), appendices=frozenset({"I"})
)

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
            gettext_noop("Export permit"), most=60, about=About(documents=IMPORT),
            help=gettext_noop(
                "Leave it out where the country of export has not granted one yet. Of species of Appendix I it waits "
                "for your import permit."
            ),
        ),
        Question(
            "export_permit_date", gettext_noop("Its date"), gettext_noop("Date of the export permit"), Kind.PAST_DAY,
            about=About(documents=IMPORT),
        ),
    ),
)  # fmt: skip

INSTITUTIONS: Final = Section(
    "institutions",
    (Wording(gettext_noop("Institutions"), gettext_noop("Which institutions exchange them?")),),
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
    ),
)  # fmt: skip

PAPER: Final = Section(
    "paper",
    (
        Wording(gettext_noop("Label"), gettext_noop("Which label goes with them?"), About(documents=_LBL)),
        Wording(gettext_noop("The paper"), gettext_noop("Which paper goes with them?")),
    ),
    (
        Question(
            "paper_number", gettext_noop("Number of the paper"), gettext_noop("Number"),
            missing=gettext_noop("Enter the number that stands on the paper"), about=About(documents=REGISTERED),
            most=60,
        ),
        Question(
            "paper_authority", gettext_noop("Who wrote it?"), gettext_noop("Issued by"),
            missing=gettext_noop("Enter the authority that wrote the paper"),
            about=About(documents=REGISTERED - _LBL),
        ),
        Question(
            "paper_country", gettext_noop("Country of that authority"), gettext_noop("Country"), Kind.COUNTRY,
            missing=gettext_noop("Choose the country of the authority"), about=About(documents=REGISTERED - _LBL),
        ),
        Question(
            "paper_date", gettext_noop("Date of the paper"), gettext_noop("Date"), Kind.PAST_DAY,
            missing=gettext_noop("Enter the date of the paper"), about=About(documents=REGISTERED),
        ),
        Question(
            "paper_until", gettext_noop("Last day on which it is valid"), gettext_noop("Valid until"), Kind.DAY,
            about=About(documents=REGISTERED), help=gettext_noop("If the paper says so."),
        ),
    ),
)  # fmt: skip

PAPER_KIND: Final = Section(
    "kind",
    (Wording(gettext_noop("Kind of paper"), gettext_noop("Which document of a Party is the paper like?")),),
    (
        Question(
            comparable.KIND, gettext_noop("It stands in the place of"), gettext_noop("In the place of"), Kind.CHOICE,
            missing=gettext_noop("Say which document the paper is like"), about=_OF_A_NON_PARTY,
            choices=(
                (comparable.EXPORT, gettext_noop("An export permit")),
                (comparable.RE_EXPORT, gettext_noop("A re-export certificate")),
                (comparable.IMPORT, gettext_noop("An import permit")),
            ),
            basis="Article X",
        ),
    ),
)  # fmt: skip

_SAID: Final = (
    (comparable.YES, gettext_noop("Yes")),
    (comparable.NO, gettext_noop("No")),
    (comparable.UNCLEAR, gettext_noop("I cannot tell")),
)

STATEMENTS: Final = Section(
    "statements",
    (Wording(gettext_noop("What the paper says"), gettext_noop("What does the paper say?")),),
    (
        Question(
            transit.DESTINATION, gettext_noop("Country of destination that the paper names"),
            gettext_noop("Destination on the paper"), Kind.COUNTRY, about=About(documents=frozenset({_D.TRANSIT})),
            help=gettext_noop("It has to be the country to which the specimens go."),
        ),
        Question(
            comparable.NOT_DETRIMENTAL,
            gettext_noop(
                "Does it state that a scientific authority advised that the export does not harm the survival of the "
                "species?"
            ),
            gettext_noop("States that the export does no harm"), Kind.CHOICE, choices=_SAID,
            missing=gettext_noop("Say whether the paper states that the export does not harm the species"),
            about=About(_NPD, appendices=frozenset({"I", "II"})),
            unless=(comparable.KIND, comparable.RE_EXPORT, comparable.IMPORT), basis=_STATED,
        ),
        Question(
            comparable.LAWFUL,
            gettext_noop("Does it state that its authority is satisfied that the specimens were got lawfully?"),
            gettext_noop("States that they were got lawfully"), Kind.CHOICE, choices=_SAID,
            missing=gettext_noop("Say whether the paper states that the specimens were got lawfully"),
            about=_OF_A_NON_PARTY, unless=(comparable.KIND, comparable.IMPORT), basis=_STATED,
        ),
        Question(
            comparable.PURPOSE_HARMLESS,
            gettext_noop(
                "Does it state that they are imported for purposes that do not harm the survival of the species?"
            ),
            gettext_noop("States that the purpose does no harm"), Kind.CHOICE, choices=_SAID,
            missing=gettext_noop("Say whether the paper states that the purpose does not harm the species"),
            about=About(_NPD, appendices=frozenset({"I"})),
            unless=(comparable.KIND, comparable.EXPORT, comparable.RE_EXPORT), basis=_STATED,
        ),
    ),
)  # fmt: skip
