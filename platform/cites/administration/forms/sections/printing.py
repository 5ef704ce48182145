"""Paper on which the form is printed already, and security stamps."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from cites.administration.forms.fields import Named, Tick, Whole, by_default
from cites.administration.forms.keys import Parts, at
from cites.administration.forms.section import Section, sections
from cites.administration.forms.section_form import Group, SectionForm, fields

MOST_TENTHS = 200


class PrintingForm(SectionForm):
    """Stamps, paper, and where things come to lie on it."""

    def made(self, parts: Parts) -> Iterator[Group]:
        yield Group(_("Security stamps"), "profile.printing.security_stamps", fields=fields(self._stamps()))
        yield Group(
            _("Security paper"),
            "profile.printing",
            _("Every document is a signed file. Some countries print it on paper that bears the form as well."),
            fields(self._paper()),
        )
        yield Group(
            _("If the data do not lie in their boxes"),
            "profile.printing.right",
            _(
                "Print the test page on ordinary paper, without scaling, lay it over a sheet of the security paper and "
                "measure. A negative number moves to the left, or up."
            ),
            fields(self._offsets()),
        )

    def _stamps(self) -> Named:
        yield (
            "profile.printing.security_stamps",
            Tick(
                label=_("Each document bears a security stamp"),
                help_text=_("The number of each, for box 5b, is asked for at the issue, and none is taken twice."),
            ),
        )

    def _paper(self) -> Named:
        yield (
            "profile.printing.security_paper",
            Tick(
                label=_("Documents are printed on paper that bears the form"),
                help_text=_("Officials then print the data alone, each at the place of its box."),
            ),
        )
        yield (
            "profile.printing.authority_on_paper",
            by_default(True, Tick(label=_("The paper names the Management Authority and shows its seal (box 6)"))),
        )
        yield (
            "profile.printing.qr_on_paper",
            by_default(True, Tick(label=_("Print the QR code and the verification code on it"))),
        )

    def _offsets(self) -> Named:
        for name, label in (
            ("right", _("Move right, in tenths of a millimetre")),
            ("down", _("Move down, in tenths of a millimetre")),
        ):
            field = Whole(label=label, min_value=-MOST_TENTHS, max_value=MOST_TENTHS)
            yield f"profile.printing.{name}", by_default(0, field)


def told(parts: Parts) -> dict[str, Any]:
    """Return whether there is paper to be tested."""
    return {"has_paper": bool(at(parts, "profile.printing.security_paper"))}


sections.register(
    Section(
        "printing",
        55,
        _("Paper and stamps"),
        _("Paper that bears the form, security stamps, and where the data come to lie."),
        PrintingForm,
        ("profile.printing",),
        "administration/sections/_printing.html",
        told,
    )
)
