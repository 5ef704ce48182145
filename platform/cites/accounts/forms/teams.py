"""What the administrator says about a team."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.accounts.models import Team, User
from cites.accounts.queries import officials_here
from localization.forms import TextField


class TeamForm(forms.Form):
    """The name of a team, and which officials belong to it; none at all is allowed."""

    name = TextField(label=_("Name of the team"), max_length=100)
    people = forms.MultipleChoiceField(label=_("Members"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._officials = {str(each.pk): each for each in officials_here()}
        choices = [(key, each.full_name) for key, each in self._officials.items()]
        self.fields["people"].choices = choices  # type: ignore[attr-defined]

    def clean_people(self) -> list[User]:
        """The officials who are ticked."""
        return [self._officials[key] for key in self.cleaned_data["people"]]


def facts_of(team: Team) -> dict[str, Any]:
    """What the form shows of a team as it is; the team comes from ``queries.teams``."""
    return {"name": team.name, "people": [str(each.person_id) for each in team.present]}  # type: ignore[attr-defined]
