"""The languages that the service can speak: one folder in `locale/` each, described by its language.toml."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from babel import Locale
from django.conf import locale as django_locales
from django.utils.translation import get_language
from pydantic import BaseModel, ConfigDict, Field

from kernel.errors import DomainError

LOCALE_FOLDER = Path(__file__).parent / "locale"
SOURCE_LANGUAGE = "en"


class UnknownLanguage(DomainError):
    """No folder in `locale/` describes this language."""

    code = "unknown_language"


class Language(BaseModel):
    """One language.toml: names, direction, whose formats it borrows, what stands in for a missing text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str = Field(pattern=r"^[a-z]{2,3}(-[a-z0-9]+)*$")
    name: str
    local_name: str
    direction: Literal["ltr", "rtl"] = "ltr"
    carrier: str
    """The CLDR locale that lends dates and numbers; a language that CLDR lacks names a relative."""
    fallback: list[str] = []
    """Languages that lend a text which this one has not translated yet, the nearest first."""
    plural_forms: str
    ready: bool = True
    """False until its catalogue is translated: it then lends formats to documents, and is on offer nowhere."""
    sets_signs_apart: bool = False
    """Whether a no-break space stands before `: ; ! ? »` and after `«`; its catalogue is then held to it."""
    first_of_month: str | None = None
    months: list[str] = Field(default=[], max_length=12)
    """The twelve month names, where the carrier's are foreign to this language."""

    @property
    def locale(self) -> Locale:
        return Locale.parse(self.carrier)

    @property
    def catalogue_folder(self) -> str:
        """The folder name that gettext looks for: `pt-br` becomes `pt_BR`."""
        language, _, region = self.code.partition("-")
        return f"{language}_{region.upper()}" if region else language


@cache
def languages(folder: Path = LOCALE_FOLDER) -> tuple[Language, ...]:
    """Every language described in `folder`, the source language first, then by code."""
    found = [read_language(path) for path in folder.glob("*/language.toml")]
    return tuple(sorted(found, key=lambda each: (each.code != SOURCE_LANGUAGE, each.code)))


def read_language(path: Path) -> Language:
    return Language.model_validate(tomllib.loads(path.read_text("utf-8")))


@cache
def language(code: str) -> Language:
    """The language of this code, or of its first part (`fr-vu` is served by `fr`); else UnknownLanguage."""
    known = {each.code: each for each in languages()}
    found = known.get(code.lower()) or known.get(code.lower().partition("-")[0])
    if found is None:
        raise UnknownLanguage(message="No language has the code %(language)s.", data={"language": code})
    return found


def page_language() -> str:
    """The code of the language that the page is shown in; English for one that we do not describe."""
    try:
        return language(get_language() or SOURCE_LANGUAGE).code
    except UnknownLanguage:
        return SOURCE_LANGUAGE


def name_of_language(code: str, shown_in: str) -> str:
    """Return what a language is called in another; its own name, or its code, where that other has no name for it."""
    found = language(shown_in).locale.languages.get(code.replace("-", "_"))
    own = next((each.local_name for each in languages() if each.code == code), code)
    return str(found or own)


def language_choices() -> list[tuple[str, str]]:
    """Code and own name of every language, as Django's LANGUAGES and a form's choices want them."""
    return [(each.code, each.local_name) for each in languages()]


def tell_django() -> None:
    """Describe to Django each language that it lacks, so that its tags and checks do not raise KeyError."""
    for each in languages():
        django_locales.LANG_INFO.setdefault(
            each.code,
            {
                "bidi": each.direction == "rtl",
                "code": each.code,
                "name": each.name,
                "name_local": each.local_name,
            },
        )
