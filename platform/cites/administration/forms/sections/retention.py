"""How long the papers of cases are kept, by the Party's own law."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from cites.administration.forms.fields import Named, Text, Whole, by_default
from cites.administration.forms.keys import Parts
from cites.administration.forms.section import Section, sections
from cites.administration.forms.section_form import Group, SectionForm, fields
from tenants.profiles.kinds import FEWEST_YEARS_KEPT, MOST_YEARS_KEPT

SUGGESTED = 10


class RetentionForm(SectionForm):
    """Years, and the law that says so."""

    def made(self, parts: Parts) -> Iterator[Group]:
        yield Group(
            _("How long papers are kept"),
            "profile.retention",
            _(
                "The Parties to the Convention keep the record of a permit five years after it expired, at the least; "
                "the law of your country may ask for more. Nothing is ever removed by itself."
            ),
            fields(self._years(), self._law()),
        )

    def _years(self) -> Named:
        for name, label in (
            ("permit_years", _("Years after the last day of a permit")),
            ("case_years", _("Years after the end of a case that led to no permit")),
        ):
            field = Whole(label=label, min_value=FEWEST_YEARS_KEPT, max_value=MOST_YEARS_KEPT)
            yield f"profile.retention.{name}", by_default(SUGGESTED, field)

    def _law(self) -> Named:
        label, hint = (
            _("The law that says so"),
            _("Its name, and where in it that stands. It is shown with each removal."),
        )
        yield "profile.retention.law", Text(label=label, help_text=hint, max_length=300, required=False)


sections.register(
    Section(
        "retention",
        57,
        _("How long papers are kept"),
        _("For how many years the papers of cases are kept, and which law says so."),
        RetentionForm,
        ("profile.retention",),
    )
)
