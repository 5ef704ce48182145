"""What is known of a document of another State that is presented here; plain values, gathered by whoever asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from cites.permits.rules.facts import LineFacts


class Original(StrEnum):
    """In which form a document was presented."""

    ORIGINAL = "original"
    TRUE_COPY = "true_copy"
    VERIFIED = "verified"  # an electronic permit that was verified with the State that issued it
    NEITHER = "neither"


class Alterations(StrEnum):
    """Whether anything on it was altered, and whether the authority answers for that."""

    NONE = "none"
    STAMPED = "stamped"
    UNSTAMPED = "unstamped"


class Outcome(StrEnum):
    """What a check comes to."""

    PASS = "pass"  # noqa: S105  # no password
    WARN = "warn"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity with its unit, as it stands on paper or was counted."""

    quantity: Decimal
    unit: str = ""


@dataclass(frozen=True, slots=True)
class AuthoritiesFacts:
    """What the imported register of authorities says of a State on the day of issue.

    ``known`` is False where no register was imported that has anything of that State. ``authority`` and ``signatory``
    tell whether those that stand on the paper are in it; ``signatories`` whether it names any of that State at all.
    """

    known: bool = False
    management: bool = False
    scientific: bool = False
    authority: bool = False
    signatory: bool = False
    signatories: bool = False
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class PresentedLine:
    """One line of the paper: box 10, boxes 11 and 14, and what is here; None where that was not said.

    ``facts`` are what the reference data of the day say of its codes, as of a line of an application.
    """

    facts: LineFacts
    appendix: str = ""
    permitted: Amount | None = None
    endorsed: Amount | None = None
    presented: Amount | None = None

    @property
    def number(self) -> int:
        """Its place on the paper."""
        return self.facts.number


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """A document of another State, and what somebody saw of it.

    ``day`` is that of the presentation, ``arrived`` says that the specimens are here as well. ``original`` and
    ``alterations`` are empty where nobody looked. ``answers`` are those to the check list, by its questions; what is
    not in it was not looked at. ``doubts`` are the triggers that were ticked. ``shown_on`` is the day on which a paper
    of that State and number was presented before. ``endorsement_binds`` is what the Party chose.
    """

    document_type: str
    country: str
    here: str
    day: date
    purpose: str = ""
    number: str = ""
    issued_on: date | None = None
    valid_until: date | None = None
    authority: str = ""
    signatory: str = ""
    arrived: bool = True
    original: str = ""
    alterations: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    boxes_missing: str = ""
    doubts: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()
    register: AuthoritiesFacts = AuthoritiesFacts()
    shown_on: date | None = None
    endorsement_binds: bool = False
