"""A question, of which documents and specimens it is, and the sections in which questions stand."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from cites.permits.rules.document_types import DOCUMENTS, Direction

NOTHING: Final[frozenset[str]] = frozenset()
SEVERAL: Final = ", "
"""What stands between several choices as they are kept."""
Answered = Callable[[str], Any]
"""The answer of that name; something empty where there is none."""


class Kind(StrEnum):
    """How a question is answered."""

    TEXT = "text"
    WORDS = "words"  # several rows
    CHOICE = "choice"
    CHOICES = "choices"  # several of them, kept with commas between
    DAY = "day"
    PAST_DAY = "past_day"
    COUNTRY = "country"
    OTHER_COUNTRY = "other_country"
    PORT = "port"
    PURPOSE = "purpose"
    SOURCE = "source"
    COUNT = "count"
    AMOUNT = "amount"  # with decimals, as quantities have them


@dataclass(frozen=True, slots=True)
class SpecimenAsked:
    """What decides which questions are asked of a line; ``from_abroad`` says that it was not taken or bred here.

    Of unknown origin it may have been; ``origin_unknown`` says that nobody knows where.
    ``hybrid`` says that it is one whose name does not tell its parents.
    """

    appendix: str = ""
    sources: frozenset[str] = NOTHING
    living: bool = False
    kingdom: str = ""
    term: str = ""
    from_abroad: bool = False
    hybrid: bool = False
    origin_unknown: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """Of which documents, purposes and specimens a question is; what is left out limits nothing."""

    documents: frozenset[str] = NOTHING
    purposes: frozenset[str] = NOTHING
    directions: frozenset[Direction] = frozenset()
    appendices: frozenset[str] = NOTHING
    sources: frozenset[str] = NOTHING
    kingdom: str = ""
    terms: frozenset[str] = NOTHING
    living: bool | None = None
    from_abroad: bool | None = None
    hybrid: bool | None = None
    origin_unknown: bool | None = None
    one_consignee: bool | None = None

    def is_of_document(self, code: str) -> bool:
        """Tell whether a document asks it at all, whatever the specimens are."""
        document = DOCUMENTS[code]
        return (
            (not self.documents or code in self.documents)
            and (not self.directions or document.direction in self.directions)
            and self.one_consignee in (None, document.for_one_consignee)
        )

    def is_for(self, purpose: str) -> bool:
        """Tell whether it is asked for that purpose; one of some purposes waits until the purpose is known."""
        return not self.purposes or purpose in self.purposes

    def is_of_specimen(self, asked: SpecimenAsked) -> bool:
        """Tell whether it is asked of such a specimen, as far as that is for the specimen to say."""
        return (
            (not self.appendices or asked.appendix in self.appendices)
            and (not self.sources or bool(self.sources & asked.sources))
            and (not self.kingdom or asked.kingdom == self.kingdom)
            and (not self.terms or asked.term in self.terms)
            and self.living in (None, asked.living)
            and self.from_abroad in (None, asked.from_abroad)
            and self.hybrid in (None, asked.hybrid)
            and self.origin_unknown in (None, asked.origin_unknown)
        )

    @property
    def names_specimens(self) -> bool:
        """Whether it depends on the specimens."""
        return bool(self.appendices or self.sources or self.kingdom or self.terms) or any(
            each is not None for each in (self.living, self.from_abroad, self.hybrid, self.origin_unknown)
        )

    def applies(self, code: str, specimens: Collection[SpecimenAsked], purpose: str = "") -> bool:
        """Tell whether an application with these specimens is asked it: of any of them, where it depends on them."""
        if not self.is_of_document(code) or not self.is_for(purpose):
            return False
        return not self.names_specimens or any(self.is_of_specimen(each) for each in specimens)


ANYTHING: Final = About()


def _unanswered(_name: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``missing`` is what is said where it stays unanswered; blank where it may.

    ``short`` names its answer in summaries, ``instead`` another question of its section whose answer does as well (why
    something is not known). A name may stand for several questions of which each document asks one.
    ``unless`` names another question and some of its choices: where one of them is chosen, this one is not asked.
    ``goes_with`` names another question of its section and what is said where that is answered, and this one is not.
    ``basis`` tells whose rule it is that this be asked; each question of some purposes has one.
    """

    name: str
    label: str
    short: str
    kind: Kind = Kind.TEXT
    missing: str = ""
    about: About = ANYTHING
    help: str = ""
    most: int = 200
    choices: tuple[tuple[str, str], ...] = ()
    instead: str = ""
    unless: tuple[str, ...] = ()
    goes_with: tuple[str, str] | None = None
    autocomplete: str = ""
    basis: str = ""

    def is_spared(self, answered: Answered) -> bool:
        """Tell whether another answer makes this one needless."""
        if not self.unless:
            return False
        name, *choices = self.unless
        return not set(choices).isdisjoint(str(answered(name) or "").split(SEVERAL))


@dataclass(frozen=True, slots=True)
class Wording:
    """What a section is called in the task list and on its page, for the documents that it is about."""

    label: str
    heading: str
    about: About = ANYTHING


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that stand on one page; of its wordings the first that is about the document is its own."""

    key: str
    wordings: tuple[Wording, ...]
    questions: tuple[Question, ...] = ()

    def wording(self, code: str) -> Wording:
        """Return what it is called for a document."""
        return next((each for each in self.wordings if each.about.is_of_document(code)), self.wordings[0])

    def asked(
        self, code: str, specimens: Collection[SpecimenAsked], answered: Answered = _unanswered, purpose: str = ""
    ) -> Sequence[Question]:
        """Return the questions that apply to an application with these specimens and answers, in their order."""
        applying = (each for each in self.questions if each.about.applies(code, specimens, purpose))
        return [each for each in applying if not each.is_spared(answered)]

    def of_document(self, code: str) -> Sequence[Question]:
        """Return the questions that a document may ask, whatever its purpose and its specimens are."""
        return [each for each in self.questions if each.about.is_of_document(code)]
