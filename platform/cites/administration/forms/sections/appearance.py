"""The Party's colour and its crest."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cites.administration.forms.drawings import Drawing, as_picture
from cites.administration.forms.fields import Named, Text, by_default
from cites.administration.forms.keys import Parts, at, table_at
from cites.administration.forms.section import Section, sections
from cites.administration.forms.section_form import Group, SectionForm, fields
from cites.look.colours import HEX, palette
from kernel.contrast import READABLE, contrast
from kernel.text import LocalisedText
from localization.languages import page_language
from tenants.profiles.schema import Colours

_WHITE = "#ffffff"
_VERY_READABLE = 7  # the enhanced contrast of WCAG 2


class Colour(Text):
    """A colour on which white text can be read."""

    default_validators = [RegexValidator(rf"^{HEX.pattern}$", _("Choose a colour, such as #0b4f71"))]

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.ColorInput({"class": "a-colour"}), max_length=7, **options)

    def to_python(self, value: Any) -> str | None:
        return (super().to_python(value) or "").lower()

    def run_validators(self, value: Any) -> None:
        super().run_validators(value)
        if value and contrast(value, _WHITE) < READABLE:
            raise ValidationError(_("White text on this colour is hard to read: choose a darker one"), code="contrast")


class AppearanceForm(SectionForm):
    """Colour and crest."""

    def made(self, parts: Parts) -> Iterator[Group]:
        yield Group(_("Colour"), "profile.colours", fields=fields(self._colour()))
        yield Group(_("Crest"), "letterhead", fields=fields(self._crest()))

    def _colour(self) -> Named:
        yield (
            "profile.colours.brand",
            by_default(
                Colours().brand,
                Colour(
                    label=_("Colour of pages and documents"),
                    help_text=_("White text stands on it, so it has to be dark enough."),
                ),
            ),
        )

    def _crest(self) -> Named:
        yield (
            "letterhead",
            Drawing(
                label=_("Another drawing of the crest"),
                help_text=_("An SVG file of at most 50 kB. The present one stays if you choose none."),
            ),
        )


def sample(parts: Parts) -> dict[str, Any]:
    """Return the colours of a page, how well white text is read on them, and the crest."""
    stated = at(parts, "profile.colours.brand")
    colour = stated if isinstance(stated, str) and HEX.fullmatch(stated) else palette(None).brand
    return {
        "colour": colour,
        "palette": palette(colour),
        "contrast": Decimal(f"{contrast(colour, _WHITE):.1f}"),
        "reads": _reads(contrast(colour, _WHITE)),
        "crest": as_picture(at(parts, "letterhead")),
        "country": LocalisedText(table_at(parts, "profile.names")).in_language(page_language()),
    }


def _reads(ratio: float) -> str | Promise:
    if ratio >= _VERY_READABLE:
        return _("White text on it is read very well.")
    return _("White text on it is read well.") if ratio >= READABLE else _("White text on it is hard to read.")


sections.register(
    Section(
        "appearance",
        60,
        _("Colour and crest"),
        _("How pages and documents look."),
        AppearanceForm,
        ("profile.colours", "letterhead"),
        "administration/sections/_appearance.html",
        sample,
    )
)
