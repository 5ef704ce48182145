"""What the Scientific Authority finds on a case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.permits.forms.found import QUESTIONS, FoundForm
from cites.permits.models import Conclusion
from cites.permits.rules.findings import Authority
from cites.permits.rules.findings import FindingKind as Kind

_MAIN = {
    Kind.NON_DETRIMENT: _("Would the export be detrimental to the survival of the species?"),
    Kind.NON_DETRIMENT_OF_IMPORT: _("Would the purpose of the import be detrimental to the survival of the species?"),
}


class ScientificFindingForm(FoundForm):
    """Whether the trade would be detrimental, and on imports whether living specimens are housed and cared for."""

    authority = Authority.SCIENTIFIC.value

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = not self.offered
        if "conclusion" not in self.fields:  # a process may ask although no rule does
            self.fields = {"conclusion": self._conclusion(Kind.NON_DETRIMENT, required=True), **self.fields}

    def name_of(self, kind: str) -> str:
        """The main question is the conclusion."""
        return "conclusion" if kind == next(iter(self.kinds), Kind.NON_DETRIMENT) else super().name_of(kind)

    def asked(self, kind: Kind) -> forms.Field:
        if self.name_of(kind) != "conclusion":
            return super().asked(kind)
        return self._conclusion(kind, required=not self._can_be_adopted(kind), hint=self._about(self.kinds[kind]))

    def clean(self) -> dict[str, Any]:
        """Reasons are asked for with every answer of one's own."""
        data = super().clean()
        if not self.kinds and data.get("conclusion") == Conclusion.CONDITIONAL:
            data["conditions"] = self.data.get("conditions", "")
            if not data["conditions"]:
                self.add_error("conditions", _("Name the conditions."))
        answers = [self.name_of(kind) for kind in self.kinds] or ["conclusion"]
        if any(data.get(name) for name in answers) and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Enter reasons and sources"))
        return data

    def _conclusion(self, kind: Kind, *, required: bool, hint: str = "") -> forms.Field:
        return forms.ChoiceField(
            label=_MAIN.get(kind, QUESTIONS[kind]),
            help_text=hint,
            choices=Conclusion.choices,
            widget=forms.RadioSelect,
            required=required,
        )
