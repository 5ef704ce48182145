"""Ports of exit and entry, and the zones in which their days begin and end."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from cites.administration.forms.entries import EntryForm
from cites.administration.forms.fields import Choice, Named, Text, Tick, Ticks
from cites.administration.forms.keys import Parts, at
from cites.administration.forms.section import Section, sections
from cites.administration.forms.section_form import Group, SectionForm, fields
from cites.administration.forms.zones import zone_choices, zones_of

LOCODE = RegexValidator(
    r"^[A-Z]{2}[A-Z2-9]{3}$",
    _("A UN/LOCODE has the two letters of the country and three letters or figures, such as BBBGI"),
)


class Locode(Text):
    """A UN/LOCODE, written in any case and with or without a space."""

    default_validators = [LOCODE]
    default_error_messages: ClassVar[dict[str, Any]] = {"required": _("Enter the UN/LOCODE of the port")}

    def to_python(self, value: Any) -> str | None:
        return (super().to_python(value) or "").replace(" ", "").upper()


class PortEntry(EntryForm):
    """One port."""

    list_key = "profile.ports"
    known_by = "locode"
    title = _("Port")
    add_label = _("Add another port")

    def made(self) -> Named:
        yield "locode", Locode(label=_("UN/LOCODE"), width="10", help_text=_("Such as BBBGI."), max_length=8)
        yield "name", Text(label=_("Name"), help_text=_("As the country writes it."), max_length=100)
        choices = zone_choices(zones_of(self.parts))
        if len(choices) > 1 or self.entry.get("time_zone"):
            nothing = ("", _("That of the country"))
            holds = self.entry.get("time_zone", "")
            yield "time_zone", Choice(label=_("Time zone"), choices=[nothing, *choices], holds=holds, required=False)

    def named(self) -> str:
        return str(self.told("name") or self.told("locode") or "")


class PortsForm(SectionForm):
    """Ports and zones."""

    def made(self, parts: Parts) -> Iterator[Group]:
        yield Group(
            _("Ports"), "profile.ports", _("Where specimens may leave and enter the country."), entries=PortEntry
        )
        yield Group(
            _("Documents of other States"),
            "profile.border",
            _("What the import desk and Customs are told of a document with which specimens arrive."),
            fields(self._border()),
        )
        yield Group(_("Time zones"), fields=dict(self._zones(parts)))

    def _border(self) -> Named:
        yield (
            "profile.border.export_endorsement_binds",
            Tick(
                label=_("A document that was not endorsed at export (box 14) is never accepted"),
                help_text=_(
                    "Where this is not ticked, an official of the Management Authority may accept it for a reason."
                ),
            ),
        )

    def _zones(self, parts: Parts) -> Named:
        found = zones_of(parts)
        choices = zone_choices(found)
        yield (
            "profile.time_zone",
            Choice(
                label=_("Time zone of the country"),
                help_text=_("In which days and years begin and end, of permits and of deadlines."),
                choices=choices,
                holds=at(parts, "profile.time_zone"),
            ),
        )
        if len(found) > 1:
            yield (
                "profile.other_time_zones",
                Ticks(
                    label=_("Time zones of its other ports and offices"),
                    choices=choices,
                    required=False,
                ),
            )


sections.register(
    Section(
        "ports",
        30,
        _("Ports and time zones"),
        _("Where specimens may leave and enter, and by which clock."),
        PortsForm,
        ("profile.ports", "profile.border", "profile.time_zone", "profile.other_time_zones"),
    )
)
