"""What an official or the administrator says about an absence."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.accounts.models import User
from cites.accounts.standing_in import possible_deputies
from cites.look.dates import DayField


class AbsenceForm(forms.Form):
    """The days on which a person is away, and who stands in."""

    first_day = DayField(label=_("First day away"), help_text=_("For example, 27 3 2027"))
    last_day = DayField(label=_("Last day away"), help_text=_("For a single day, the same date again."))
    deputy = forms.ChoiceField(
        label=_("Who stands in"),
        help_text=_("They do of the work what their own roles let them do, and get no other role by it."),
        required=False,
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._deputies = {str(each.pk): each for each in possible_deputies(person)}
        nobody = ("", _("Nobody"))
        names = [(key, each.full_name) for key, each in self._deputies.items()]
        self.fields["deputy"].choices = [nobody, *names]  # type: ignore[attr-defined]

    def clean_deputy(self) -> User | None:
        """The colleague chosen, if any."""
        return self._deputies.get(self.cleaned_data["deputy"])
