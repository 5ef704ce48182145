"""What the forms about a movement of specimens have in common: which permit, where, and how much of each line."""

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from cites.permits.models import Permit, PermitLine
from cites.permits.quantities import quantity_words
from cites.permits.queries.permits import usable_permits
from cites.permits.queries.retrospective import first_day_of
from cites.permits.rules.quantities import is_part_of_a_specimen
from localization.forms import NumberField
from tenants.context import current_profile, today
from workflows.models import Case


def add_choice_of_permit(form: forms.Form, permits: list[Permit]) -> None:
    """Ask first which permit is meant, where a case has several."""
    if len(permits) > 1:
        choices = [("", "–"), *((each.number, each.number) for each in permits)]
        form.fields["permit"] = forms.ChoiceField(label=_("Which permit"), choices=choices)
        form.order_fields(["permit"])


class MovementForm(forms.Form):
    """The permit, the day, the port and the actual quantities; it needs to know its case."""

    takes_case = True
    day_name = "moved_on"

    def __init__(self, *args: Any, case: Case | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.permits = usable_permits(case) if case else []
        add_choice_of_permit(self, self.permits)
        self.fields["port"].choices = [(port.locode, port.name) for port in current_profile().ports]  # type: ignore[attr-defined]
        for line in self.permits[0].lines.all() if self.permits else []:  # those of a batch have the same lines
            self.fields[f"quantity_{line.position}"] = quantity_field(line, self.most_of(line))

    def most_of(self, line: PermitLine) -> Decimal:
        """How much of a line can have moved."""
        return line.quantity

    @property
    def permit(self) -> Permit | None:
        """The permit that is meant; of several, the one that was chosen."""
        number = self.cleaned_data.get("permit") if hasattr(self, "cleaned_data") else None
        found = [each for each in self.permits if number in (None, each.number)]
        return found[0] if found else None

    def clean(self) -> dict[str, Any]:
        """Gather the quantities by line; the day lies between the issue and today."""
        data = super().clean() or {}
        day = data.get(self.day_name)
        if day is not None and not self._is_day_of_its_life(day):
            self.add_error(self.day_name, _("The date must lie between the date of issue and today."))
        data["quantities"] = {
            int(name.removeprefix("quantity_")): value for name, value in data.items() if name.startswith("quantity_")
        }
        return data

    def _is_day_of_its_life(self, day: date) -> bool:
        return day <= today() and (self.permit is None or day >= first_day_of(self.permit))


def quantity_field(line: PermitLine, quantity: Decimal) -> NumberField:
    """Return the field that asks how much of a line moved, at most so much."""
    most = quantity_words(quantity, line.unit, day=line.permit.issued_on, language=get_language() or "en")
    return NumberField(
        label=gettext("Actual quantity of line %(letter)s, %(name)s")
        % {"letter": line.letter, "name": line.scientific_name},
        help_text=gettext("At most %(most)s; 0 where nothing moved") % {"most": most},
        min_value=Decimal(0),
        validators=[
            MaxValueValidator(quantity, gettext("Enter at most %(most)s") % {"most": most}),
            partial(_refuse_part, line.unit),
        ],
        max_digits=18,
        decimal_places=6,
    )


def _refuse_part(unit: str, quantity: Decimal) -> None:
    if is_part_of_a_specimen(quantity, unit):
        raise forms.ValidationError(_("A number of specimens must be a whole number."))
