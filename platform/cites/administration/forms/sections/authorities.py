"""The authorities: what each is designated as, its names, and how to reach it."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.administration.forms.entries import EntryForm
from cites.administration.forms.fields import Choice, Lines, Named, Text
from cites.administration.forms.keys import Parts
from cites.administration.forms.languages import document_languages, site_languages, texts
from cites.administration.forms.section import Section, sections
from cites.administration.forms.section_form import Group, SectionForm
from tenants.profiles.kinds import AuthorityKind

KINDS = (
    (AuthorityKind.MANAGEMENT.value, _("Management Authority")),
    (AuthorityKind.SCIENTIFIC.value, _("Scientific Authority")),
    (AuthorityKind.CUSTOMS.value, _("Customs")),
)


class Email(Text):
    """An e-mail address."""

    default_validators = forms.EmailField.default_validators

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.EmailInput(), **options)


class AuthorityEntry(EntryForm):
    """One authority."""

    list_key = "profile.authorities"
    title = _("Authority")
    add_label = _("Add another authority")

    def made(self) -> Named:
        yield "kind", Choice(label=_("Designated as"), choices=[("", "–"), *KINDS], holds=self.entry.get("kind"))
        wanted = [*site_languages(self.parts), *document_languages(self.parts)]
        yield from texts("names", _("Name"), wanted, self.entry.get("names"))
        yield (
            "address",
            Lines(
                label=_("Address"), help_text=_("As on its letterhead, below the name. The last line is the country.")
            ),
        )
        yield "email", Email(label=_("E-mail address"), help_text=_("Where applicants write."), max_length=200)
        yield (
            "phone",
            Text(
                label=_("Telephone"),
                help_text=_("With the country’s code, such as +1 246 555 0100."),
                required=False,
                width="20",
                max_length=40,
            ),
        )

    def named(self) -> str:
        return self.first_told("names")

    @classmethod
    def new_key(cls, answers: Mapping[str, Any]) -> str:
        return str(answers.get("kind") or "authority")


class AuthoritiesForm(SectionForm):
    """Every authority."""

    def made(self, parts: Parts) -> Iterator[Group]:
        yield Group(
            _("Authorities"),
            "profile.authorities",
            _("The first Management Authority is the one whose name stands on documents."),
            entries=AuthorityEntry,
        )


sections.register(
    Section(
        "authorities",
        20,
        _("Authorities"),
        _("The authorities designated under Article IX, as applicants and documents name them."),
        AuthoritiesForm,
        ("profile.authorities",),
    )
)
