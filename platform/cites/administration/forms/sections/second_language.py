"""The second language on printed documents: which, and its words where they are not the Convention's own."""

from collections.abc import Iterator
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cites.administration.forms.fields import Choice, Named
from cites.administration.forms.keys import ABSENT, Parts, at, list_at, table_at
from cites.administration.forms.label_words import LabelWords
from cites.administration.forms.languages import choices_of, document_languages, language_name
from cites.administration.forms.section import Section, sections
from cites.administration.forms.section_form import Group, SectionForm, fields
from cites.permits.documents.labels import LABELS
from tenants.profiles.rules import WORLD_LANGUAGES

LANGUAGE = "profile.beside.language"
WORDS = "profile.beside.words"
NONE = "none"


class LanguageOrNone(Choice):
    """A language; that there is none is chosen too, so that a form without the box is noticed."""

    absent: Any = NONE

    def read(self, plain: Any) -> str:
        return str(plain) if isinstance(plain, str) and plain else NONE

    def write(self, value: Any) -> Any:
        return ABSENT if value == NONE else value


class SecondLanguageForm(SectionForm):
    """The language, and a sheet of words for each national language that is none of the Convention's."""

    def made(self, parts: Parts) -> Iterator[Group]:
        yield Group(_("The language"), "profile.beside", fields=fields(self._language(parts)))
        if national_languages(parts):
            yield Group(
                _("Its words"),
                WORDS,
                _(
                    "English, French and Spanish are the Convention’s own, and their words are known. Download the "
                    "sheet of another language below, have its last column filled in, and choose that file here. What "
                    "is left empty stands on documents in their own language alone."
                ),
                fields(self._words(parts)),
            )

    def _language(self, parts: Parts) -> Named:
        yield (
            LANGUAGE,
            LanguageOrNone(
                label=_("Second language on documents"),
                choices=[(NONE, _("None")), *choices_of([*WORLD_LANGUAGES, *national_languages(parts)])],
                holds=at(parts, LANGUAGE),
                help_text=_("A document in that same language has no second one."),
            ),
        )

    def _words(self, parts: Parts) -> Named:
        for code in national_languages(parts):
            label = format_lazy("{label} ({language})", label=_("Sheet of words"), language=language_name(code))
            yield f"{WORDS}.{code}", LabelWords(label=label)


def national_languages(parts: Parts) -> list[str]:
    """Return the national languages whose words are not the Convention's own, and those that have words here."""
    stated = [code for code in list_at(parts, "profile.national_languages") if isinstance(code, str)]
    listed = [*stated, *table_at(parts, WORDS)]
    return [code for code in dict.fromkeys(listed) if code and code not in WORLD_LANGUAGES]


def told(parts: Parts) -> dict[str, Any]:
    """Return how many words there are of each language, and in which languages there is a specimen."""
    counted = [
        {"code": code, "name": language_name(code), "words": len(table_at(parts, f"{WORDS}.{code}"))}
        for code in national_languages(parts)
    ]
    specimens = [{"code": code, "name": language_name(code)} for code in document_languages(parts)]
    return {"languages": counted, "labels": len(LABELS), "specimens": specimens}


sections.register(
    Section(
        "second-language",
        54,
        _("Second language on documents"),
        _("A language whose words stand on the form with those of the document’s own."),
        SecondLanguageForm,
        ("profile.beside",),
        "administration/sections/_second_language.html",
        told,
    )
)
