"""Languages by their names, a text in each of several languages, and a list of languages in their order."""

from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cites.administration.forms.fields import Choices, Lines, Named, Plain, Text
from cites.administration.forms.keys import Parts, list_at, table_at
from cites.administration.forms.per_line import PerLine
from localization.languages import language, languages, page_language
from tenants.profiles.rules import WORLD_LANGUAGES, speaks

Label = str | Promise


def language_name(code: str) -> str:
    """Return what a language is called in the page's language; the code itself for one without a name."""
    return _names(page_language()).get(code, code)


def language_called(text: str) -> str | None:
    """Return the code of the language of that name, in the page's language or English, or with that code."""
    known = _codes(page_language())
    base, _dash, region = text.partition("-")
    return text if region.isupper() and base in known else known.get(text.casefold())


def site_languages(parts: Parts) -> list[str]:
    """Return the languages of the site that the service speaks, the preferred first."""
    known = [each.code for each in languages()]
    return [code for code in _codes_at(parts, "profile.languages") if speaks(known, code)] or ["en"]


def document_languages(parts: Parts) -> list[str]:
    """Return the languages of printed documents."""
    return _codes_at(parts, "profile.document_languages")


def name_languages(parts: Parts) -> list[str]:
    """Return the languages in which the country has to be named, and those in which it is named besides."""
    stated = table_at(parts, "profile.names")
    wanted = [*WORLD_LANGUAGES, *_codes_at(parts, "profile.national_languages"), *site_languages(parts), *stated]
    return list(dict.fromkeys(wanted))


def texts(
    key: str, label: Label, codes: Sequence[str], text: Any, *, rows: int = 0, help_text: Label = "", most: int = 300
) -> Named:
    """Yield name and field for a text in each language; ``text`` is what there is, by language.

    None is required by itself: which languages a release needs is said by its checks.
    """
    for place, code in enumerate(dict.fromkeys(_stated_as(code, text) for code in codes)):
        options: dict[str, Any] = {
            "label": format_lazy("{label} ({language})", label=label, language=language_name(code)),
            "help_text": "" if place else help_text,
            "language": code,
            "required": False,
            "max_length": most,
        }
        field = Lines(rows=rows, **options) if rows else Text(**options)
        field.says_optional, field.is_wide = False, True
        yield f"{key}.{code}", field


class LanguageNames(PerLine):
    """Languages by their names, one a line."""

    def in_words(self, value: str) -> str:
        return language_name(value)

    def understood(self, line: str) -> str:
        code = language_called(line)
        if code is None:
            raise _no_language(line)
        return code


class RankedInput(forms.MultiWidget):
    """A list of choices in order: one drop-down for each place."""

    template_name = "look/forms/widgets/ranked.html"
    use_fieldset = True

    def __init__(self, choices: Choices, attrs: dict[str, Any] | None = None) -> None:
        listed = list(choices)
        super().__init__([forms.Select(choices=[("", "–"), *listed]) for _each in listed], attrs)

    def decompress(self, value: Any) -> list[str]:
        """The choices by their places."""
        return [*(value or []), *[""] * (len(self.widgets) - len(value or []))]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Each drop-down with the place that it stands for."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        for place, box in enumerate(context["widget"]["subwidgets"], 1):
            box["label"] = gettext("First") if place == 1 else gettext("Place %(place)s") % {"place": place}
            box["attrs"].pop("aria-describedby", None)
        return context

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}_0" if id_ else ""


class Ranked(Plain, forms.MultiValueField):
    """Some of several choices, the most important first."""

    absent: Any = []
    says_optional = False
    default_error_messages: ClassVar[dict[str, Any]] = {"twice": _("Choose each language once")}

    def __init__(self, *, choices: Choices, **options: Any) -> None:
        listed = list(choices)
        fields = [forms.ChoiceField(choices=listed, required=False) for _each in listed]
        super().__init__(fields, require_all_fields=False, widget=RankedInput(listed), **options)

    def read(self, plain: Any) -> list[str]:
        return [str(value) for value in plain] if isinstance(plain, list | tuple) else []

    def compress(self, data_list: Sequence[str]) -> list[str]:
        """The chosen ones, without the places left free."""
        chosen = [code for code in data_list if code]
        if len(set(chosen)) != len(chosen):
            raise ValidationError(self.error_messages["twice"], code="twice")
        return chosen


def choices_of(codes: Sequence[str]) -> list[tuple[str, str]]:
    """Return languages as choices, by name in the page's language."""
    return [(code, language_name(code)) for code in codes]


def spoken_choices(parts: Parts) -> list[tuple[str, str]]:
    """Return the languages that a site can be in, and what the draft names besides."""
    spoken = [each.code for each in languages() if each.ready]
    return choices_of(list(dict.fromkeys([*spoken, *_codes_at(parts, "profile.languages")])))


def _codes_at(parts: Parts, key: str) -> list[str]:
    return [code for code in list_at(parts, key) if isinstance(code, str)]


def _stated_as(code: str, text: Any) -> str:
    """A text in fr serves fr-VU too; what is there is what is changed."""
    stated = text if isinstance(text, dict) else {}
    base = code.split("-")[0]
    return base if code not in stated and base in stated else code


def _no_language(line: str) -> ValidationError:
    known = _codes(page_language())
    near = get_close_matches(line.casefold(), [name for name in known if len(name) > 3], 1)
    if near:
        words = {"line": line, "name": language_name(known[near[0]])}
        return ValidationError(_("No language is called “%(line)s”; did you mean “%(name)s”?"), params=words)
    return ValidationError(_("No language is called “%(line)s”"), params={"line": line})


@cache
def _names(page: str) -> dict[str, str]:
    found = {code: name for code, name in language(page).locale.languages.items() if "_" not in code}
    return {**{each.code: each.local_name for each in languages()}, **found}


@cache
def _codes(page: str) -> dict[str, str]:
    """Codes by code and by name, in small letters; the page's language goes before English."""
    own = {each.local_name: each.code for each in languages()}
    found = {code: code for code in _names(page)} | own
    for names in (_names("en"), _names(page)):
        found |= {name: code for code, name in names.items()}
    return {name.casefold(): code for name, code in found.items()}
