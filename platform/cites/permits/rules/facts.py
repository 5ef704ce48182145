"""The facts that the rules are asked about; plain values, gathered by whoever asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from cites.permits.rules.registered import OperatorFacts, RegisterFacts

# Terms under which a living animal or plant travels.
LIVING_TERMS = frozenset({"LIV", "EGL", "FIG", "PUP"})


class DocumentType(StrEnum):
    """The documents of Articles III to VII and X and of Resolution Conf. 12.3; what each is: ``document_types``."""

    EXPORT = "EXP"
    IMPORT = "IMP"
    RE_EXPORT = "REX"
    INTRODUCTION_FROM_THE_SEA = "IFS"
    ORIGIN = "ORG"
    PRE_CONVENTION = "PRE"
    CAPTIVE_BREEDING = "CAP"
    ARTIFICIAL_PROPAGATION = "ART"
    TRAVELLING_EXHIBITION = "TEC"
    PERSONAL_OWNERSHIP = "POC"
    MUSICAL_INSTRUMENT = "MIC"
    SAMPLE_COLLECTION = "SCC"
    SIMPLIFIED = "SPC"
    TRANSIT = "TRN"
    LABEL = "LBL"
    PHYTOSANITARY = "PHY"
    COMPARABLE = "NPD"


class Coverage(StrEnum):
    """What an annotation says of one kind of specimen."""

    COVERED = "covered"
    EXEMPT = "exempt"
    JUDGE = "judge"  # the code of the term does not decide it: an official has to


class NoteSays(StrEnum):
    """What the note of a listing says of specimens."""

    ASK = "ask"  # an official has to judge
    ELSEWHERE = "elsewhere"  # some of the group stand elsewhere, or nowhere
    OUT = "out"  # some are not listed, and codes do not tell which
    EXEMPT = "exempt"  # these are not listed
    INCLUDED = "included"  # these are listed as well
    DEEMED = "deemed"  # these are none of those that it names, and count as Appendix I
    ZERO = "zero"  # none of these may be exported
    REPORTED = "reported"  # the same, as reports of a meeting have it


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """What the note of the listing that governs these specimens says of them, and its own words."""

    says: NoteSays
    words: str


@dataclass(frozen=True, slots=True)
class SuspensionFacts:
    """A recommendation to suspend trade in the taxon that is in force on the day.

    ``country`` is whose exports are meant (blank: everybody's), ``imports`` whether its imports are meant as well.
    ``meant`` says whether its ``note`` means these specimens; None: it could not be read, and somebody has to.
    """

    country: str
    imports: bool = False
    begun_by: str = ""
    note: str = ""
    meant: bool | None = True


@dataclass(frozen=True, slots=True)
class QuotaFacts:
    """An export quota that was published for the country of export, of the day and about these specimens.

    ``key`` tells it from others.
    """

    quantity: Decimal
    unit: str
    note: str = ""
    key: int = 0


@dataclass(frozen=True, slots=True)
class TakenFacts:
    """What an application asks of a published quota in all, and what permits took of it before, in its own unit.

    ``by_permits`` is None where it is another country's quota: of its permits nobody here knows.
    """

    asked: Decimal
    by_permits: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ComingFacts:
    """That specimens will stand in another Appendix (blank: in none) from a day on; nothing of them changes before."""

    appendix: str
    day: date


@dataclass(frozen=True, slots=True)
class NationalFacts:
    """A stricter measure of the Party that is about these specimens on this day, in the reader's language."""

    says: str
    stated_in: str
    forbids: bool = False
    asks_import_permit: bool = False
    advises_against: bool = False


@dataclass(frozen=True, slots=True)
class AdvisedFacts:
    """What a country of the movement is known to ask of these specimens, and whether it was compared with its law."""

    country: str
    says: str
    source: str
    against: bool = False
    checked: bool = False


@dataclass(frozen=True, slots=True)
class EffectsFacts:
    """What a country of the journey asks of personal effects beyond Resolution Conf. 13.7.

    ``most`` is what it lets one person carry without a document, in ``unit``; None: it always asks for one.
    ``binding`` says that it is the Party's own measure, or was compared with that country's law.
    """

    country: str
    says: str
    source: str
    most: Decimal | None = None
    unit: str = ""
    binding: bool = False


@dataclass(frozen=True, slots=True)
class ParentFacts:
    """A parent of a hybrid as it was named, and the Appendix in which it stands; not known: not in the list."""

    name: str
    appendix: str = ""
    known: bool = True


@dataclass(frozen=True, slots=True)
class RefusalFacts:
    """That specimens of a taxon and a kind were refused to the same applicant before, by which reference and when."""

    taxon: str
    term: str
    reference: str
    refused_on: date


@dataclass(frozen=True, slots=True)
class TradeFacts:
    """What one application says of all its lines; ``day`` is the day of the transaction.

    Countries are ISO 3166-1 alpha-2 codes. ``destination_known`` says whether the destination stands in the
    list of countries on that day, ``exporter_known`` whether it was said from where they leave; ``purposes`` are the
    purposes in use on it, and ``parties`` the Parties of that day (none: not known, not checked).
    ``names_consignee`` is False where box 3 stays blank, for its holder travels along or completes it. ``left_on`` is
    the day on which the specimens left without a document, and ``left_without`` why; None where they are still here.
    ``refused`` is what this Party refused to the same applicant before. ``importer`` is who imports, by name, and
    ``import_permit_importer`` whom the import permit names; blank where it was not said. The days of the ``paper`` and
    its destination are those that stand on a document of others; of one of a State that is no Party, ``paper_kind``
    tells like which document it is, and ``paper_says`` what it states. ``vessel_charter`` tells by which arrangement a
    vessel was chartered, if any, and ``earlier_treaty`` under which treaty it took what it took; its
    ``catch_document`` and the ``catch_rules`` of a fisheries organisation show that it was lawful. What registers say
    of institutions and of an operator is None where it does not matter. ``carried`` says that their owner carries the
    specimens, or moves house with them. ``taken`` is what becomes of published quotas, by their keys.
    """

    document_type: str
    exporter: str
    destination: str
    purpose: str
    day: date
    destination_known: bool = True
    exporter_known: bool = True
    purposes: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    import_permit_number: str = ""
    import_permit_date: date | None = None
    import_permit_until: date | None = None
    import_permit_importer: str = ""
    importer: str = ""
    export_permit_number: str = ""
    export_permit_date: date | None = None
    paper_date: date | None = None
    paper_until: date | None = None
    paper_destination: str = ""
    paper_kind: str = ""
    paper_says: Mapping[str, str] = field(default_factory=dict)
    vessel_flag: str = ""
    vessel_charter: str = ""
    earlier_treaty: str = ""
    catch_document: str = ""
    catch_rules: str = ""
    exhibition_registration: str = ""
    institution_from: RegisterFacts | None = None
    institution_to: RegisterFacts | None = None
    operator: OperatorFacts | None = None
    names_consignee: bool = True
    period_from: date | None = None
    period_until: date | None = None
    left_on: date | None = None
    left_without: str = ""
    carried: bool = False
    refused: tuple[RefusalFacts, ...] = ()
    taken: Mapping[int, TakenFacts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One line, with what the reference data of the day say of its codes.

    ``appendix`` is that of the listing which governs the specimen on the day, or blank when it is in none; of a hybrid
    the strictest of its own and its ``parents``.
    ``listed_by`` are the States that asked for a listing in Appendix III. The sets of units, purposes and
    terms are the known pairs; an empty one means that nothing is known, which is no reason against a line.
    ``sources`` maps each source in use on the day to its kingdom, or to nothing when it serves both. ``lineage`` is
    rank and name of the taxon and of all above it; ``found_in`` the countries where it occurs. ``reserved_by`` are the
    Parties with a reservation for it. ``split`` says that its Appendix depends on where a specimen comes from,
    and ``undecided`` are the words of listings of which only an official can say whether they mean these specimens.
    ``acquisition_proved`` says what stands in place of the day on which they were acquired.
    ``notes`` is what the governing listing's note says of them; it is in ``appendix`` and ``coverage`` already.
    ``preferred_unit`` is the one in which such specimens are reported first, and ``coming`` the next Appendix in which
    they will stand, within a year. Those of ``origin_permit`` are what was said of the permit of the country of
    origin, those of ``reexport`` of the last re-export, and why its certificate is not known.
    ``effects`` are what the countries of the journey ask of who carries them.
    ``operation`` is what the Secretariat's register says of the ``registered_operation``; None: nobody asked it.
    ``origin_missing`` says why the country of origin is not known, where it is not. ``founder_stock`` tells where the
    stock is from of which they were bred, and ``wild_added`` whether anything of the wild was added to it.
    """

    number: int
    taxon_known: bool
    kingdom: str
    appendix: str
    term: str
    quantity: Decimal | None
    unit: str
    source: str
    second_source: str = ""
    justification: str = ""
    registered_operation: str = ""
    acquired_on: date | None = None
    first_listed_on: date | None = None
    listed_by: frozenset[str] = frozenset()
    term_known: bool = True
    unit_known: bool = True
    sources: Mapping[str, str] = field(default_factory=dict)
    units_of_term: frozenset[str] = frozenset()
    purposes_of_term: frozenset[str] = frozenset()
    terms_of_taxon: frozenset[str] = frozenset()
    origin: str = ""
    origin_known: bool = True
    lineage: frozenset[tuple[str, str]] = frozenset()
    is_species: bool = True
    hybrid: bool = False
    parents: tuple[ParentFacts, ...] = ()
    split: bool = False
    undecided: tuple[str, ...] = ()
    notes: tuple[NoteFacts, ...] = ()
    coverage: Coverage = Coverage.COVERED
    annotation: str = ""
    found_in: frozenset[str] = frozenset()
    reserved_by: frozenset[str] = frozenset()
    suspensions: tuple[SuspensionFacts, ...] = ()
    quotas: tuple[QuotaFacts, ...] = ()
    national: tuple[NationalFacts, ...] = ()
    advised: tuple[AdvisedFacts, ...] = ()
    effects: tuple[EffectsFacts, ...] = ()
    taxon: str = ""
    import_permit_quantity: Decimal | None = None
    acquisition_proved: str = ""
    preferred_unit: str = ""
    coming: ComingFacts | None = None
    origin_permit_number: str = ""
    origin_permit_date: date | None = None
    origin_permit_missing: str = ""
    reexport_country: str = ""
    reexport_number: str = ""
    reexport_date: date | None = None
    reexport_missing: str = ""
    operation: RegisterFacts | None = None
    origin_missing: str = ""
    marks: str = ""
    founder_stock: str = ""
    wild_added: str = ""

    @property
    def living(self) -> bool:
        """Whether the specimens are alive."""
        return self.term in LIVING_TERMS

    @property
    def main_source(self) -> str:
        """The source that decides: the other one where the first is pre-Convention or confiscated."""
        return self.second_source if self.source in TWO_CODE_SOURCES and self.second_source else self.source

    @property
    def in_the_wild(self) -> bool:
        """Whether the specimens were taken from the wild, as far as their source says."""
        return self.main_source == "W" and self.source != "O"


SEA = "HS"  # the high seas, from where specimens are introduced
UNKNOWN_COUNTRY = "XX"  # of code lists: the country of origin is not known
NO_STATE = frozenset(
    {SEA, UNKNOWN_COUNTRY, "XV"}
)  # the high seas, unknown, several: codes of reports that are no State's
TWO_CODE_SOURCES = frozenset({"O", "I"})
"""Pre-Convention, and confiscated: written together with the code of where the specimen came from."""
