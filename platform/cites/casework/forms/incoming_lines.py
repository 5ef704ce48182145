"""The lines of a paper of another State in its form: numbered fields, as many as were asked for."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.casework.forms.choices import Choices, coded_choices, origins
from cites.look.folding import Group
from cites.permits.queries.incoming import SaidLine
from cites.permits.queries.movements import taxon_meant
from cites.permits.rules.document_types import APPENDICES
from localization.forms import NumberField, TextField

MOST_LINES: Final = 30
FIELDS: Final = (
    "name", "appendix", "term", "source", "origin", "permitted", "unit", "endorsed", "presented", "source2",
    "operation", "presented_unit",
)  # fmt: skip
_APPENDICES: Final[Choices] = [("", _("Not on the paper")), *((each, each) for each in APPENDICES)]
FOLDED: Final = frozenset({"source2", "operation", "presented_unit"})


def field_name(number: int, name: str) -> str:
    """Return what a field of a line is called in the form."""
    return f"line_{number}_{name}"


def line_fields(number: int, here: str) -> dict[str, forms.Field]:
    """Return the fields of one line by their names; those of the first line ask for a species."""
    sources, units = coded_choices("sources"), coded_choices("units")
    made: dict[str, forms.Field] = {
        "name": TextField(
            label=_("Species"), help_text=_("The scientific name as the paper has it."), max_length=160,
            required=number == 1,
        ),
        "appendix": _choice(_("Appendix (box 10)"), _APPENDICES),
        "term": _choice(_("Kind of specimen"), coded_choices("terms")),
        "source": _choice(_("Source (box 10)"), sources),
        "origin": _choice(
            _("Country of origin (box 12)"), origins(),
            _("Leave it out where it is the country that issued the paper."),
        ),
        "permitted": _quantity(_("Quantity permitted (box 11)")),
        "unit": _choice(_("Unit"), units),
        "endorsed": _quantity(_("Quantity that left (box 14)"), _("In the unit of box 11.")),
        "presented": _quantity(_("Quantity that is here"), _("As counted, weighed or measured.")),
        "source2": _choice(_("Second source"), sources),
        "operation": TextField(
            label=_("Operation that bred or propagated them (box 12b)"), required=False, max_length=60
        ),
        "presented_unit": _choice(_("Unit of what is here, if it is another one"), units),
    }  # fmt: skip
    return {field_name(number, name): made[name] for name in FIELDS}


def said_lines(data: Mapping[str, Any], lines: int) -> Iterator[SaidLine]:
    """Yield the lines of which a species was named; one that is in no list keeps the name that was typed."""
    for number in range(1, lines + 1):
        said: dict[str, Any] = {name: _as_said(name, data.get(field_name(number, name))) for name in FIELDS}
        if not said["name"]:
            continue
        taxon = taxon_meant(said["name"])
        said["name"] = taxon.scientific_name if taxon else said["name"]
        yield SaidLine(taxon=taxon.code if taxon else "", **said)


def _as_said(name: str, value: Any) -> Any:
    return value if name in _QUANTITIES else value or ""


def initial_of_line(number: int, line: SaidLine) -> dict[str, Any]:
    """Return what stands in the fields of a line before anybody types."""
    return {field_name(number, name): getattr(line, name) for name in FIELDS}


def groups_of_line(form: forms.BaseForm, number: int) -> list[Group]:
    """Return the fields of a line as they stand on the page: what is seldom needed folded away."""
    every = {name: form[field_name(number, name)] for name in FIELDS}
    plain = [field for name, field in every.items() if name not in FOLDED]
    return [Group("", plain), Group(str(_("More of this line")), [every[name] for name in FIELDS if name in FOLDED])]


_QUANTITIES: Final = frozenset({"permitted", "endorsed", "presented"})


def _choice(label: Any, choices: Choices, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, help_text=help_text, required=False)


def _quantity(label: Any, help_text: Any = "") -> NumberField:
    return NumberField(
        label=label,
        help_text=help_text,
        required=False,
        min_value=0,
        max_digits=18,
        decimal_places=6,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "decimal"}),
    )
