"""Questions about what has to be found on a case, each answered anew or by taking a finding in force over."""

from collections.abc import Mapping
from dataclasses import astuple
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cites.permits.finding_words import letters_of, offer_words
from cites.permits.forms.apart import faults_apart, fields_apart
from cites.permits.forms.written import STRAY_CONDITIONS, WrittenForm
from cites.permits.models import ApplicationLine, Conclusion
from cites.permits.models.codes import FOUND
from cites.permits.models.codes import FindingKind as ModelKind
from cites.permits.queries.applications import application_of
from cites.permits.queries.findings import kinds_to_find
from cites.permits.queries.standing_findings import offered_to
from cites.permits.rules.apart import names_apart, said_apart
from cites.permits.rules.findings import FindingKind as Kind
from cites.permits.services.case_findings import answer_to
from workflows.models import Case

QUESTIONS = {
    Kind.NON_DETRIMENT: _("Is the trade not detrimental to the survival of the species?"),
    Kind.NON_DETRIMENT_OF_IMPORT: _("Is the purpose of the import not detrimental to the survival of the species?"),
    Kind.LEGAL_ACQUISITION: _("Were the specimens obtained lawfully?"),
    Kind.TRANSPORT: _("Will living specimens travel without risk of injury, damage to health or cruel treatment?"),
    Kind.HOUSING: _("Is who receives living specimens suitably equipped to house and care for them?"),
    Kind.NOT_COMMERCIAL: _("Will the specimens be used for purposes that are not primarily commercial?"),
    Kind.IMPORTED_LEGALLY: _("Were the specimens imported in accordance with the Convention?"),
    Kind.IMPORT_PERMIT: _("Has the country of destination granted an import permit?"),
    Kind.ORIGIN: _("Do the specimens come from the country that is named?"),
    Kind.BRED_OR_PROPAGATED: _("Were the specimens bred in captivity or artificially propagated?"),
    Kind.PRE_CONVENTION: _("Were the specimens acquired before the Convention applied to them?"),
}


class FoundForm(WrittenForm):
    """What one authority has to find on a case; it needs to know its case, and nothing is answered beforehand."""

    takes_case = True
    authority = ""

    def __init__(self, *args: Any, case: Case | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.application = application_of(case) if case else None
        self.kinds = kinds_to_find(self.application, self.authority) if self.application else {}
        self.offered = offered_to(self.application, self.authority) if self.application else []
        first = self._adopting()
        for kind, lines in self.kinds.items():
            first |= {self.name_of(kind): self.asked(kind), **fields_apart(kind, lines)}
        self.fields = {**first, **{name: field for name, field in self.fields.items() if name not in first}}

    @property
    def folded(self) -> list[tuple[str, set[str]]]:
        """What is seldom needed and shown once it is unfolded: words, and the names of the fields behind them."""
        words = gettext("It is otherwise for some of the lines: %(finding)s")
        return [
            (words % {"finding": ModelKind(kind).label}, set(astuple(names_apart(kind))))
            for kind, lines in self.kinds.items()
            if len(lines) > 1
        ]

    def name_of(self, kind: str) -> str:
        """The name of the field that asks for that kind."""
        return answer_to(kind)

    def asked(self, kind: Kind) -> forms.Field:
        """The field that asks for that kind; whether it has to be answered depends on what is taken over."""
        return forms.ChoiceField(
            label=QUESTIONS[kind],
            help_text=self._about(self.kinds[kind]),
            choices=list(FOUND.items()),
            widget=forms.RadioSelect,
            required=not self._can_be_adopted(kind),
        )

    def clean(self) -> dict[str, Any]:
        """Ask for each answer that nothing taken over gives, and for the conditions and reasons of the answers."""
        data = super().clean() or {}
        data["adopt"] = list(data.get("adopt") or ())
        for kind, lines in self.kinds.items():
            self._complain(kind, lines, data)
        said = {data.get(self.name_of(kind)) for kind in self.kinds}
        apart = {said_apart(kind, data).conclusion for kind in self.kinds}
        is_conditional = Conclusion.CONDITIONAL in said
        if is_conditional and not data.get("conditions"):
            self.add_error("conditions", _("Name the conditions."))
        elif data.get("conditions") and not is_conditional and "conditions" in self.fields:
            self.add_error("conditions", STRAY_CONDITIONS)
        if Conclusion.NEGATIVE in said | apart and "reason" in self.fields and not data.get("reason"):
            self.add_error("reason", _("Say why it is not found."))
        return data

    def _complain(self, kind: Kind, lines: list[ApplicationLine], data: Mapping[str, Any]) -> None:
        name, adopted = self.name_of(kind), self._adopted(kind, data)
        left = [line for line in lines if line.position not in adopted]
        if name in self.errors:
            return
        if left and not data.get(name):
            self.add_error(name, gettext("Answer for: %(lines)s") % {"lines": letters_of(left)})
        elif not left and data.get(name):
            self.add_error(name, _("A finding that you take over answers this. Untick it, or leave this unanswered."))
        if names_apart(kind).lines not in self.errors:
            for field, words in faults_apart(kind, left, data).items():
                self.add_error(field, words)

    def _adopted(self, kind: Kind, data: Mapping[str, Any]) -> set[int]:
        chosen = [each for each in self.offered if str(each.finding.pk) in data["adopt"] and each.finding.kind == kind]
        return {line.position for each in chosen for line in each.lines}

    def _adopting(self) -> dict[str, forms.Field]:
        if not self.offered:
            return {}
        return {
            "adopt": forms.MultipleChoiceField(
                label=_("Findings in force that you take over for this case"),
                help_text=_("Nothing is taken over by itself. What you tick is kept as your finding, with your name."),
                choices=[(str(each.finding.pk), offer_words(each)) for each in self.offered],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        }

    def _can_be_adopted(self, kind: Kind) -> bool:
        return any(each.finding.kind == kind for each in self.offered)

    def _about(self, lines: list[ApplicationLine]) -> str:
        every = self.application.lines.count() if self.application else 0
        return "" if len(lines) == every else gettext("About: %(lines)s") % {"lines": letters_of(lines)}
