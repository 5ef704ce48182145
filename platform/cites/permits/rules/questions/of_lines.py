"""What is asked of a line beyond its species, kind, quantity, source and origin, page by page."""

from typing import Final

from cites.permits.rules import import_permits
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
_MARKED: Final = frozenset({_D.TRAVELLING_EXHIBITION, _D.PERSONAL_OWNERSHIP})
_ANIMAL: Final = "Animalia"
_BRED: Final = frozenset({"C", "D", "F"})
_BRED_OR_PROPAGATED: Final = _BRED | {"A", "Y"}
HYBRID_PARENTS: Final = "hybrid_parents"
ACQUISITION_PROVED: Final = "acquisition_proved"
REEXPORT_MISSING: Final = "reexport_missing"
_NEEDING_IMPORT_PERMIT: Final = frozenset(SOURCES) - import_permits.WITHOUT_IMPORT_PERMIT
_IN_ITS_UNIT: Final = gettext_noop("In the unit of this line; leave it out where you do not know it yet.")
# What people have made of a specimen; when they did decides whether it is old enough to be exempt somewhere.
WORKED: Final = frozenset(
    {
        "BOC", "CAR", "CLO", "FRA", "FRN", "GAR", "HOC", "IJW", "IVC", "JWL", "KEY", "LPL", "LPS", "PKY", "RUG",
        "SHO", "TIC",
    }
)  # fmt: skip

HISTORY: Final = Section(
    "history",
    (Wording(gettext_noop("Source and earlier papers"), gettext_noop("Where do these specimens come from?")),),
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
            import_permits.QUANTITY, gettext_noop("Quantity that the import permit grants"),
            gettext_noop("Quantity on the import permit"), Kind.AMOUNT, help=_IN_ITS_UNIT,
            about=About(documents=frozenset({_D.EXPORT}), appendices=frozenset({"I"}), sources=_NEEDING_IMPORT_PERMIT),
        ),
        Question(
            import_permits.QUANTITY, gettext_noop("Quantity that the import permit grants"),
            gettext_noop("Quantity on the import permit"), Kind.AMOUNT, help=_IN_ITS_UNIT,
            about=About(
                documents=_RE_EXPORT, appendices=frozenset({"I"}), sources=_NEEDING_IMPORT_PERMIT, living=True
            ),
        ),
        Question(
            "justification", gettext_noop("Why is the source unknown?"), gettext_noop("Why the source is unknown"),
            Kind.WORDS, missing=gettext_noop("Say why the source is unknown"), about=About(sources=frozenset({"U"})),
            most=500, help=gettext_noop("What you did to find out, and what you know."),
        ),
        Question(
            "origin_permit_number", gettext_noop("Number of the permit of the country of origin"),
            gettext_noop("Permit of the country of origin"), most=60, instead="origin_permit_missing",
            missing=gettext_noop("Enter the permit of the country of origin, or say why you do not know it"),
            about=About(documents=_RE_EXPORT),
        ),
        Question(
            "origin_permit_number", gettext_noop("Number of the permit of the country of origin"),
            gettext_noop("Permit of the country of origin"), most=60,
            about=About(documents=_CAME_BEFORE, from_abroad=True),
        ),
        Question(
            "origin_permit_date", gettext_noop("Date of that permit"), gettext_noop("Date of that permit"),
            Kind.PAST_DAY, instead="origin_permit_missing",
            missing=gettext_noop("Enter the date of that permit, or say why you do not know it"),
            about=About(documents=_RE_EXPORT),
        ),
        Question(
            "origin_permit_date", gettext_noop("Date of that permit"), gettext_noop("Date of that permit"),
            Kind.PAST_DAY, about=About(documents=_CAME_BEFORE, from_abroad=True),
        ),
        Question(
            "origin_permit_missing", gettext_noop("Not known? Say why"), gettext_noop("Why the permit is not known"),
            most=300, about=About(documents=_RE_EXPORT | _CAME_BEFORE, from_abroad=True),
            help=gettext_noop("It is printed on the document in place of the number."),
        ),
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

_BRED_ANIMAL: Final = About(living=True, kingdom=_ANIMAL, sources=_BRED)

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
        Question(
            "worked_on", gettext_noop("When was it made?"), gettext_noop("Made"), most=60, about=About(terms=WORKED),
            help=gettext_noop("A year, or about when, such as “19th century”."),
        ),
    ),
)  # fmt: skip

PAGES: Final = (HISTORY, SPECIMEN)
PAGE_OF: Final = {page.key: page for page in PAGES}
