"""How documents are numbered, how long they are valid, and how long applicants wait."""

from collections.abc import Iterator
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cites.administration.forms.documents import document_name, documents_of, issued_of
from cites.administration.forms.fields import Choice, Named, Text, Whole, by_default
from cites.administration.forms.keys import Parts, at, table_at
from cites.administration.forms.section import Section, sections
from cites.administration.forms.section_form import Group, SectionForm, fields
from cites.administration.forms.zones import this_year
from cites.permits.rules.numbering import (
    RECOMMENDED_TEMPLATE,
    FaultyTemplate,
    PermitNumber,
    is_recommended,
    render_number,
)
from cites.permits.rules.validity import UnknownDocumentType, most_months
from localization.languages import page_language
from localization.sentences import sentence_of
from localization.territories import country_name

MOST_DAYS = 90


class NumberingForm(SectionForm):
    """Numbers, months and days."""

    def made(self, parts: Parts) -> Iterator[Group]:
        yield Group(
            _("Numbers of documents"),
            "profile.numbering",
            _("Resolution Conf. 12.3 recommends the year, the country’s code and a serial number."),
            fields(self._numbering(parts)),
        )
        yield Group(
            _("Validity"),
            "profile.validity_months",
            _("In months from the day of issue. Leave one empty for the longest that the Convention allows."),
            fields(self._validity(parts)),
        )
        yield Group(
            _("What applicants are told"),
            "profile.days_to_expect_of",
            _("The service standard, which the clock of every case and the indicators go by."),
            fields(self._waiting(parts)),
        )

    def _numbering(self, parts: Parts) -> Named:
        yield (
            "profile.numbering.template",
            by_default(
                RECOMMENDED_TEMPLATE,
                Text(
                    label=_("How a number is made"),
                    help_text=_(
                        "Of {year} (two figures), {iso2}, {serial} (six figures) and {type}, with capital letters, "
                        "figures, /, . and - between them."
                    ),
                    width="20",
                    max_length=60,
                ),
            ),
        )
        if party := at(parts, "profile.under"):
            own = str(at(parts, "profile.iso2"))
            choices = [(own, _named(own)), (str(party), _named(str(party)))]
            yield (
                "profile.numbering.iso2",
                by_default(own, Choice(label=_("Whose code stands in {iso2}"), choices=choices)),
            )

    def _validity(self, parts: Parts) -> Named:
        stated = table_at(parts, "profile.validity_months")
        for code in issued_of(parts, *stated):
            most = _most(code)
            yield (
                f"profile.validity_months.{code}",
                Whole(
                    label=document_name(parts, code),
                    help_text=format_lazy(_("At most {most} months."), most=most) if most else "",
                    min_value=1,
                    max_value=most or 36,
                    required=False,
                ),
            )

    def _waiting(self, parts: Parts) -> Named:
        yield (
            "profile.days_to_expect",
            by_default(
                10,
                Whole(
                    label=_("Working days to expect"),
                    help_text=_("From a complete application to the permit."),
                    min_value=1,
                    max_value=MOST_DAYS,
                ),
            ),
        )
        for code in documents_of(parts, *table_at(parts, "profile.days_to_expect_of")):
            yield (
                f"profile.days_to_expect_of.{code}",
                Whole(
                    label=format_lazy("{} – {}", document_name(parts, code), _("working days")),
                    help_text=_("Leave it empty where the number above holds."),
                    min_value=1,
                    max_value=MOST_DAYS,
                    required=False,
                ),
            )


def example(parts: Parts) -> dict[str, Any]:
    """Return the first number of the year as the template makes it, or why it makes none."""
    iso2 = str(at(parts, "profile.numbering.iso2") or at(parts, "profile.iso2") or "")
    number = PermitNumber(year=this_year(parts), iso2=iso2, serial=1, document_type="EXP")
    try:
        shown = render_number(str(at(parts, "profile.numbering.template") or ""), number)
    except FaultyTemplate as fault:
        return {"fault": sentence_of(fault)}
    return {"number": shown, "recommended": is_recommended(shown)}


def _most(code: str) -> int | None:
    try:
        return most_months(code)
    except UnknownDocumentType:
        return None


def _named(iso2: str) -> str:
    return f"{iso2} – {country_name(iso2, page_language())}"


sections.register(
    Section(
        "numbering",
        50,
        _("Numbers and deadlines"),
        _("How documents are numbered, how long they are valid, and how long applicants wait."),
        NumberingForm,
        ("profile.numbering", "profile.validity_months", "profile.days_to_expect", "profile.days_to_expect_of"),
        "administration/sections/_numbering.html",
        example,
    )
)
