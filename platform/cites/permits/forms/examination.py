"""What the Management Authority finds when it completes the examination."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.permits.forms.found import FoundForm
from cites.permits.forms.retrospective import refuse_answer_before, retrospective_fields
from cites.permits.queries.retrospective import is_retrospective
from cites.permits.rules.findings import Authority
from localization.forms import TextField
from workflows.models import Case


class ExaminationForm(FoundForm):
    """Each finding that the case asks of the Management Authority; with none, there is nothing to answer."""

    authority = Authority.MANAGEMENT.value

    reason = TextField(
        label=_("Reasons"),
        help_text=_("Needed where something is not found."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    evidence = TextField(
        label=_("Evidence"),
        help_text=_("Licences, landing slips, import permits: what you looked at, with numbers and dates."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, case: Case | None = None, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        self.asks_afterwards = self.application is not None and is_retrospective(self.application)
        if self.asks_afterwards:
            self.fields = {**retrospective_fields(), **self.fields}

    def clean(self) -> dict[str, Any]:
        """The other authority can only have answered once the specimens had left."""
        data = super().clean()
        if self.asks_afterwards and self.application:
            refuse_answer_before(self, self.application)
        return data
