"""The form by which another authority is asked as well at a stage where one makes its finding: who, and how long."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from cites.administration.forms.keys import table_at
from cites.administration.forms.processes.branch import NewBranchForm
from cites.administration.forms.processes.thing import Fields
from cites.administration.forms.section_form import fields
from cites.administration.processes.branching import Texts, verbs_at
from cites.administration.processes.changes import Plain
from cites.permits.models import ConsultedAuthority
from cites.permits.rules.authorities import AUTHORITY_OF_VERB, ROLE_OF_AUTHORITY, OtherAuthority
from workflows.models import DutyKind
from workflows.verbs import actions

_AT_WORK: Final[Mapping[OtherAuthority, Promise]] = {
    OtherAuthority.FISHERIES: _("With the fisheries authority"),
    OtherAuthority.FORESTRY: _("With the forestry authority"),
    OtherAuthority.VETERINARY: _("With the veterinary authority"),
    OtherAuthority.COMMITTEE: _("With the advisory committee"),
}
_VERB_OF: Final[Mapping[OtherAuthority, str]] = {authority: verb for verb, authority in AUTHORITY_OF_VERB.items()}


def may_be_asked(workflow: Plain, stage: str) -> list[OtherAuthority]:
    """Return whom an administrator may let be asked as well at ``stage``: nobody where no finding is made there."""
    verbs = set(verbs_at(workflow, stage))
    if not any(_is_finding(verb) for verb in verbs):
        return []
    return [authority for authority in OtherAuthority if _VERB_OF[authority] not in verbs]


def _is_finding(verb: str) -> bool:
    return verb in actions and actions.get(verb).duty == DutyKind.FIND


class AskAuthorityForm(NewBranchForm):
    """Another authority, chosen from those that the service knows: all the rest follows from which it is."""

    title = _("Ask another authority as well")
    heading = title
    submit_label = _("Ask them as well")

    def _work(self) -> Any:
        choices = [(each.value, ConsultedAuthority(each).label) for each in may_be_asked(self.workflow, self.stage)]
        missing = {"required": _("Choose whom to ask")}
        yield (
            "authority",
            forms.ChoiceField(label=_("Whom?"), choices=choices, widget=forms.RadioSelect, error_messages=missing),
        )
        yield from self.days()

    def made(self) -> Any:
        hint = _("They find at the same time as those who are there now. The case goes on once all of them have.")
        yield Fields(_("Who is asked as well"), fields(self._work()), hint)
        if not self._is_parted and len(self._steps_onwards()) > 1:
            yield Fields(_("Those who are there now"), fields(self._present()))
        yield from self.conditions()

    @property
    def _is_parted(self) -> bool:
        return bool(table_at(self.workflow, f"stages.{self.stage}.branches"))

    def _steps_onwards(self) -> list[tuple[str, str]]:
        """The findings alone: they are what is made side by side."""
        moves = table_at(self.workflow, "moves")
        onwards = super()._steps_onwards()
        return [(key, label) for key, label in onwards if _is_finding(str(moves[key].get("verb") or key))]

    def clean(self) -> dict[str, Any]:
        """Whose work it is, what they do and where their part ends follow from the authority."""
        if "authority" in self.cleaned_data:
            authority = OtherAuthority(self.cleaned_data["authority"])
            self.cleaned_data |= {"verb": _VERB_OF[authority], "role": ROLE_OF_AUTHORITY[authority]}
            self.cleaned_data |= {f"label.{code}": text for code, text in self._named(authority).items()}
        if not self._is_parted and "ends" not in self.fields:
            self.cleaned_data["ends"] = next(key for key, _label in self._steps_onwards())
        return super().clean()

    def _named(self, authority: OtherAuthority) -> Texts:
        return self.in_languages(ConsultedAuthority(authority).label)

    def whole(self) -> Texts:
        return self.in_languages(_("With the authorities"))

    def at_work(self, label: Texts) -> Texts:
        return self.in_languages(_AT_WORK[OtherAuthority(self.cleaned_data["authority"])])

    def in_languages(self, text: str | Promise) -> dict[str, str]:
        """Return a text of the service in each language of the Party's site."""
        told = {}
        for code in self.languages:
            with override(code):
                told[code] = str(text)
        return told
