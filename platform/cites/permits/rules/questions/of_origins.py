"""Where the specimens of a line come from: its source, and the papers with which they travelled before."""

from typing import Final

from cites.permits.rules import founder_stock, import_permits
from cites.permits.rules.document_types import SOURCES
from cites.permits.rules.facts import DocumentType
from cites.permits.rules.questions.model import About, Kind, Question, Section, Wording
from kernel.text import gettext_noop

_D = DocumentType
_RE_EXPORT: Final = frozenset({_D.RE_EXPORT})
_CAME_BEFORE: Final = frozenset(
    {
        _D.IMPORT, _D.PRE_CONVENTION, _D.TRAVELLING_EXHIBITION, _D.PERSONAL_OWNERSHIP, _D.MUSICAL_INSTRUMENT,
        _D.SAMPLE_COLLECTION, _D.SIMPLIFIED, _D.TRANSIT, _D.COMPARABLE, _D.CAPTIVE_BREEDING, _D.ARTIFICIAL_PROPAGATION,
    }
)  # fmt: skip
ACQUISITION_PROVED: Final = "acquisition_proved"
REEXPORT_MISSING: Final = "reexport_missing"
ORIGIN_MISSING: Final = "origin_missing"
_NEEDING_IMPORT_PERMIT: Final = frozenset(SOURCES) - import_permits.WITHOUT_IMPORT_PERMIT
_IN_ITS_UNIT: Final = gettext_noop("In the unit of this line; leave it out where you do not know it yet.")

SOURCE: Final = Section(
    "source",
    (Wording(gettext_noop("Source"), gettext_noop("Where do these specimens come from?")),),
    (
        Question(
            "source2", gettext_noop("Second source"), gettext_noop("Second source"), Kind.SOURCE,
            missing=gettext_noop("Choose a second source: where the specimens came from before"),
            about=About(sources=frozenset({"O"})),
        ),
        Question(
            "source2", gettext_noop("Second source"), gettext_noop("Second source"), Kind.SOURCE,
            about=About(sources=frozenset({"I"})),
            help=gettext_noop("Where the specimens came from before, if it is known."),
        ),
        Question(
            "acquired_on", gettext_noop("Date of acquisition"), gettext_noop("Date of acquisition"), Kind.PAST_DAY,
            about=About(sources=frozenset({"O"})),
            missing=gettext_noop("Enter the date of acquisition, or what proves that it was before the listing"),
            help=gettext_noop("The day on which the specimens were taken from the wild, bred or bought."),
            instead=ACQUISITION_PROVED,
        ),
        Question(
            ACQUISITION_PROVED, gettext_noop("Not known? What proves that it was before the listing"),
            gettext_noop("Proof of acquisition"), Kind.WORDS, about=About(sources=frozenset({"O"})), most=300,
            help=gettext_noop(
                "Such as a dated invoice, inventory or photograph. It is printed on the document in place of the date."
            ),
        ),
        Question(
            "registered_operation", gettext_noop("Number of the registered operation"),
            gettext_noop("Registered operation"), about=About(sources=frozenset({"D"})), most=60,
            help=gettext_noop("As the Secretariat’s register has it, such as A-PH-501."),
        ),
        Question(
            "justification", gettext_noop("Why is the source unknown?"), gettext_noop("Why the source is unknown"),
            Kind.WORDS, missing=gettext_noop("Say why the source is unknown"), about=About(sources=frozenset({"U"})),
            most=500, help=gettext_noop("What you did to find out, and what you know."),
        ),
    ),
)  # fmt: skip

_BRED_HERE: Final = About(documents=founder_stock.DOCUMENTS, sources=founder_stock.SOURCES, from_abroad=False)
_BRED: Final = "Article VII.5; Resolutions Conf. 10.16 and 11.11"

STOCK: Final = Section(
    "stock",
    (Wording(gettext_noop("Founder stock"), gettext_noop("From which stock were they bred or propagated?")),),
    (
        Question(
            founder_stock.STOCK, gettext_noop("Where is the founder stock from, and how was it acquired?"),
            gettext_noop("Founder stock"), Kind.WORDS, about=_BRED_HERE, most=1000, basis=_BRED,
            help=gettext_noop(
                "The first animals or plants: from where, when, and with which permits, licences or invoices. Leave "
                "out what you do not know yet: the authority will ask for it."
            ),
        ),
        Question(
            founder_stock.ADDED, gettext_noop("Was anything from the wild added to it since?"),
            gettext_noop("Added from the wild"), Kind.CHOICE, about=_BRED_HERE, basis=_BRED,
            choices=(
                (founder_stock.NOTHING, gettext_noop("No")),
                (founder_stock.SOME, gettext_noop("Yes")),
                (founder_stock.UNKNOWN, gettext_noop("I do not know")),
            ),
        ),
    ),
)  # fmt: skip

RANCH: Final = Section(
    "ranch",
    (Wording(gettext_noop("Ranch"), gettext_noop("Where were they ranched?")),),
    (
        Question(
            "ranch", gettext_noop("Ranching operation, and what it does for the wild population"),
            gettext_noop("Ranching"), Kind.WORDS, most=1000, basis="Resolution Conf. 11.16",
            about=About(documents=founder_stock.DOCUMENTS, sources=frozenset({"R"}), from_abroad=False),
            help=gettext_noop(
                "Its name and approval, where eggs or young were taken, how the products are marked, and what goes "
                "back to the wild population."
            ),
        ),
    ),
)  # fmt: skip

GRANT: Final = Section(
    "grant",
    (Wording(gettext_noop("Import permit"), gettext_noop("How much does the import permit grant?")),),
    (
        Question(
            import_permits.QUANTITY, gettext_noop("Quantity that the import permit grants"),
            gettext_noop("Quantity on the import permit"), Kind.AMOUNT, help=_IN_ITS_UNIT,
            about=About(
                documents=frozenset({_D.EXPORT, _D.SIMPLIFIED}), appendices=frozenset({"I"}),
                sources=_NEEDING_IMPORT_PERMIT,
            ),
        ),
        Question(
            import_permits.QUANTITY, gettext_noop("Quantity that the import permit grants"),
            gettext_noop("Quantity on the import permit"), Kind.AMOUNT, help=_IN_ITS_UNIT,
            about=About(
                documents=_RE_EXPORT, appendices=frozenset({"I"}), sources=_NEEDING_IMPORT_PERMIT, living=True
            ),
        ),
    ),
)  # fmt: skip

UNKNOWN_ORIGIN: Final = Section(
    "unknown_origin",
    (
        Wording(
            gettext_noop("Country of origin not known"), gettext_noop("Why is the country of origin not known?")
        ),
    ),
    (
        Question(
            ORIGIN_MISSING, gettext_noop("Why is the country of origin not known?"),
            gettext_noop("Why the country of origin is not known"), Kind.WORDS, most=300,
            missing=gettext_noop("Say why the country of origin is not known"), about=About(origin_unknown=True),
            help=gettext_noop("What you did to find out, and what you know. It is printed on the document."),
        ),
    ),
)  # fmt: skip

ORIGIN: Final = Section(
    "origin",
    (
        Wording(
            gettext_noop("Permit of the country of origin"),
            gettext_noop("With which permit did they leave the country of origin?"),
        ),
    ),
    (
        Question(
            "origin_permit_number", gettext_noop("Number of the permit of the country of origin"),
            gettext_noop("Permit of the country of origin"), most=60, instead="origin_permit_missing",
            missing=gettext_noop("Enter the permit of the country of origin, or say why you do not know it"),
            about=About(documents=_RE_EXPORT, origin_unknown=False),
        ),
        Question(
            "origin_permit_number", gettext_noop("Number of the permit of the country of origin"),
            gettext_noop("Permit of the country of origin"), most=60,
            about=About(documents=_CAME_BEFORE, from_abroad=True, origin_unknown=False),
        ),
        Question(
            "origin_permit_date", gettext_noop("Date of that permit"), gettext_noop("Date of that permit"),
            Kind.PAST_DAY, instead="origin_permit_missing",
            missing=gettext_noop("Enter the date of that permit, or say why you do not know it"),
            about=About(documents=_RE_EXPORT, origin_unknown=False),
        ),
        Question(
            "origin_permit_date", gettext_noop("Date of that permit"), gettext_noop("Date of that permit"),
            Kind.PAST_DAY, about=About(documents=_CAME_BEFORE, from_abroad=True, origin_unknown=False),
        ),
        Question(
            "origin_permit_missing", gettext_noop("Not known? Say why"), gettext_noop("Why the permit is not known"),
            most=300, about=About(documents=_RE_EXPORT | _CAME_BEFORE, from_abroad=True, origin_unknown=False),
            help=gettext_noop("It is printed on the document in place of the number."),
        ),
    ),
)  # fmt: skip

REEXPORT: Final = Section(
    "reexport",
    (Wording(gettext_noop("Last re-export"), gettext_noop("Did they come here by way of another country?")),),
    (
        Question(
            "reexport_country", gettext_noop("Country of last re-export"), gettext_noop("Country of last re-export"),
            Kind.OTHER_COUNTRY, about=About(documents=_RE_EXPORT | _CAME_BEFORE, from_abroad=True),
            help=gettext_noop("Only where they came here from another country than that of origin."),
        ),
        Question(
            "reexport_number", gettext_noop("Number of the certificate of last re-export"),
            gettext_noop("Certificate of last re-export"), most=60, instead=REEXPORT_MISSING,
            goes_with=(
                "reexport_country",
                gettext_noop("Enter the certificate of last re-export, or say why you do not know it"),
            ),
            about=About(documents=_RE_EXPORT | _CAME_BEFORE, from_abroad=True),
        ),
        Question(
            "reexport_date", gettext_noop("Date of that certificate"), gettext_noop("Date of that certificate"),
            Kind.PAST_DAY, about=About(documents=_RE_EXPORT | _CAME_BEFORE, from_abroad=True),
            instead=REEXPORT_MISSING,
            goes_with=(
                "reexport_country", gettext_noop("Enter the date of that certificate, or say why you do not know it"),
            ),
        ),
        Question(
            REEXPORT_MISSING, gettext_noop("Certificate of last re-export not known? Say why"),
            gettext_noop("Why the certificate is not known"), most=300,
            about=About(documents=_RE_EXPORT | _CAME_BEFORE, from_abroad=True),
            help=gettext_noop("It is printed on the document in place of the number."),
        ),
    ),
)  # fmt: skip
