"""Names and languages."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from cites.administration.forms.fields import Named, by_default
from cites.administration.forms.keys import Parts, at
from cites.administration.forms.languages import (
    LanguageNames,
    Ranked,
    choices_of,
    document_languages,
    name_languages,
    spoken_choices,
    texts,
)
from cites.administration.forms.section import Section, sections
from cites.administration.forms.section_form import Group, SectionForm, fields
from tenants.profiles.rules import WORLD_LANGUAGES


class NamesForm(SectionForm):
    """What the country is called, and in which languages it works."""

    def made(self, parts: Parts) -> Iterator[Group]:
        names = at(parts, "profile.names")
        yield Group(
            _("Name of the country"),
            "profile.names",
            _("The short name, as it stands at the head of every page and document."),
            fields(texts("profile.names", _("Name"), name_languages(parts), names, most=100)),
        )
        yield Group(_("Languages"), fields=fields(self._languages(parts)))
        if at(parts, "profile.kind") == "non_party":
            key = "profile.comparable_statement"
            yield Group(
                _("Statement on documents"),
                key,
                _("What the documents of a State outside the Convention say of themselves (Article X)."),
                fields(texts(key, _("Statement"), document_languages(parts), at(parts, key), rows=4, most=1000)),
            )

    def _languages(self, parts: Parts) -> Named:
        yield (
            "profile.languages",
            Ranked(
                label=_("Languages of this site"),
                help_text=_("The first is shown to those who have not chosen. Every text is needed in each of them."),
                choices=spoken_choices(parts),
            ),
        )
        yield (
            "profile.document_languages",
            Ranked(
                label=_("Languages of printed documents"),
                help_text=_("Permits are in English, French or Spanish. The first is used when none was chosen."),
                choices=choices_of(WORLD_LANGUAGES),
            ),
        )
        yield (
            "profile.national_languages",
            by_default(
                ["en"],
                LanguageNames(
                    label=_("Languages of the country"),
                    help_text=_("One on each line, by name, such as Bislama. The country is named in each of them."),
                ),
            ),
        )


sections.register(
    Section(
        "names",
        10,
        _("Names and languages"),
        _("What the country is called, and the languages of the site and of printed documents."),
        NamesForm,
        (
            "profile.names",
            "profile.languages",
            "profile.document_languages",
            "profile.national_languages",
            "profile.comparable_statement",
        ),
    )
)
