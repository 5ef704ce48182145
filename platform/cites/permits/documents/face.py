"""What each document has to say on its face (box 5): which words, and so which answers.

The words stand in the words files, in the table ``face``. The answers that a sentence needs are those named in it;
where one of them was not given, the sentence is not said. Each tuple is a paragraph.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from string import Formatter
from typing import Final

from cites.permits.documents.words import words_in
from cites.permits.rules.crossings import CROSSINGS
from cites.permits.rules.document_types import DOCUMENTS, Uses
from cites.permits.rules.facts import DocumentType

_RETURNS: Final = ("returns",)
_TAKEN_BY: Final = ("vessel", "flag", "vessel_number", "area", "trip", "catch_document")
"""What is said of specimens of the high seas, landed here or exported; of others nobody is asked."""

REPLACEMENT: Final = ("replacement", "replacement_reason")
"""What a replacement of any kind says first; its answers are the permit's own, and no application can give them."""

RETROSPECTIVE: Final = ("retrospective", "retrospective_reason")
"""What a document says first that was granted after the specimens had left; its answers are the permit's own, too."""

FACES: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    DocumentType.EXPORT: (_TAKEN_BY,),
    DocumentType.IMPORT: (("with_export_permit", "export_permit", "export_permit_day"),),
    DocumentType.INTRODUCTION_FROM_THE_SEA: (
        ("from_the_sea", "period"),
        _TAKEN_BY,
    ),
    DocumentType.ORIGIN: (("origin",),),
    DocumentType.PRE_CONVENTION: (("pre_convention",),),
    DocumentType.CAPTIVE_BREEDING: (("bred",),),
    DocumentType.ARTIFICIAL_PROPAGATION: (("propagated",),),
    DocumentType.TRAVELLING_EXHIBITION: (
        ("exhibition", "exhibition_number", "journey"),
        ("exhibitor_only", "not_transferable", "not_retained"),
        _RETURNS,
    ),
    DocumentType.PERSONAL_OWNERSHIP: (
        ("owner_travels", "journey"),
        ("not_transferable", "not_retained"),
        _RETURNS,
    ),
    DocumentType.MUSICAL_INSTRUMENT: (
        ("instrument", "instrument_serial"),
        ("holder_travels", "not_for_sale", "not_retained"),
        _RETURNS,
    ),
    DocumentType.SAMPLE_COLLECTION: (
        ("sample_collection", "carnet", "journey"),
        ("not_sold_outside", "not_retained"),
    ),
    DocumentType.SIMPLIFIED: (
        ("simplified", "simplified_boxes"),
        ("simplified_registration", "batch"),
    ),
}
"""By document, the names of the words that are said of it, paragraph by paragraph."""

DAYS: Final = frozenset(
    {"replaced_on", "left_on", "export_permit_date", "trip_from", "trip_to", "period_from", "period_until"}
)
COUNTRIES: Final = frozenset({"vessel_flag", "journey_countries"})
_REMEMBERED: Final[Mapping[Uses, frozenset[str]]] = {
    Uses.BATCH: frozenset({"simplified_number", "simplified_boxes"}),
    Uses.MULTIPLE: frozenset({CROSSINGS}),
    Uses.PERIOD: frozenset({CROSSINGS}),
}


@cache
def answers_on_face(document_type: str) -> frozenset[str]:
    """Return which answers of an application a document needs; its permit keeps these and no others."""
    english = words_in("en")["face"]
    said = {
        name for paragraph in FACES.get(document_type, ()) for words in paragraph for name in _needs(english[words])
    }
    return frozenset(said) | _REMEMBERED.get(DOCUMENTS[document_type].uses, frozenset())


def face_of(document_type: str, language: str, answers: Mapping[str, str]) -> list[str]:
    """Return the paragraphs that a document says on its face; ``answers`` are texts in its language."""
    words = words_in(language)["face"]
    paragraphs = (_said(words, names, answers) for names in (REPLACEMENT, RETROSPECTIVE, *FACES.get(document_type, ())))
    return [" ".join(said) for paragraph in paragraphs if (said := list(paragraph))]


def _said(words: Mapping[str, str], names: Iterable[str], answers: Mapping[str, str]) -> Iterator[str]:
    for name in names:
        if all(answers.get(each) for each in _needs(words[name])):
            yield words[name].format_map(answers)


def _needs(sentence: str) -> list[str]:
    return [name for _text, name, _spec, _conversion in Formatter().parse(sentence) if name]
