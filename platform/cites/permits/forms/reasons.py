"""Forms that ask for a reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cites.look.commented import CommentedChoiceField
from cites.permits.forms.movement import add_choice_of_permit
from cites.permits.models import Application, RefusalGround
from cites.permits.queries.applications import application_of
from cites.permits.queries.authorities import unfavourable_authorities
from cites.permits.queries.corrections import parts_of
from cites.permits.queries.overrides import rules_against_registering, rules_to_override
from cites.permits.queries.permits import cancellable_permits
from cites.permits.rules.parts import ANYTHING
from cites.permits.words import sentence_about_line
from kernel.reasons import Reason
from localization.forms import TextField
from workflows.models import Case

LONGEST = 2000  # characters of a reason


def _reason(label: Any, hint: Any = "", *, required: bool = True) -> TextField:
    box = forms.Textarea(attrs={"rows": 5})
    return TextField(label=label, help_text=hint, max_length=LONGEST, widget=box, required=required)


class WithdrawalForm(forms.Form):
    """Why the applicant withdraws, if they want to say."""

    reason = TextField(
        label=_("Why you withdraw"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AmendmentForm(forms.Form):
    """Why the applicant takes the application back, if they want to say."""

    reason = TextField(
        label=_("What you want to change"),
        help_text=_("The officers read this as you write it."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class CorrectionForm(forms.Form):
    """Which parts of the application the applicant has to correct, and what about them. It needs to know its case."""

    takes_case = True

    parts = CommentedChoiceField(
        label=_("What may the applicant change?"),
        help_text=_("Tick what has to be corrected; all else stays closed."),
        words=_("What to correct"),
        longest=LONGEST,
        error_messages={"required": _("Tick what has to be corrected, or anything")},
    )
    reason = _reason(_("What has to be corrected"), _("The applicant reads this as you write it."), required=False)

    def __init__(self, *args: Any, case: Case | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = parts_of(application_of(case)) if case else ()
        choices = [(each.part, each.label) for each in named]
        self.fields["parts"].choices = [*choices, (ANYTHING, _("Anything"))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("reason") and not all((data.get("parts") or {"": "?"}).values()):
            self.add_error("reason", _("Say what has to be corrected, here or beside each part that you ticked"))
        return data


class RefusalForm(forms.Form):
    """Why an application is refused."""

    ground = forms.ChoiceField(
        label=_("Ground of the refusal"),
        help_text=_("The office counts by it what it refuses and why."),
        choices=[("", "–"), *RefusalGround.choices],
    )
    reason = _reason(_("Reasons for the refusal"), _("The applicant reads this as you write it."))


class ReopeningForm(forms.Form):
    """Why what was approved is not signed but decided on anew."""

    reason = _reason(_("Why it has to be decided anew"), _("It stands in the history, and the applicant reads it."))


class AppealForm(forms.Form):
    """Why a refusal is appealed, with a paper that supports it."""

    reason = _reason(_("Grounds of your appeal"), _("The officers read this as you write it."))
    paper = forms.FileField(
        label=_("A paper that supports it"),
        help_text=_("A PDF, JPEG or PNG of at most 10 MB."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )


class ApprovalForm(forms.Form):
    """A note on the approval; the reason for it where somebody or a rule is against it. It needs to know its case."""

    takes_case = True

    reason = TextField(
        label=_("Note for the file"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, case: Case | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        against = _what_speaks_against(application_of(case)) if case else []
        if against:
            reason = self.fields["reason"]
            reason.required = True
            reason.label = gettext("Why you approve although this speaks against it: %(against)s") % {
                "against": "; ".join(against)
            }
            reason.help_text = gettext("It stands in the history of the case, and the applicant reads it.")
            reason.error_messages["required"] = gettext("Say why you approve against what was found.")


def _what_speaks_against(application: Application) -> list[str]:
    """Return who found it not favourable, and the rules that leave room for a decision, in the reader's words."""
    found = gettext("%(authority)s: not favourable")
    authorities = [
        found % {"authority": each.get_authority_display()} for each in unfavourable_authorities(application)
    ]
    return [*authorities, *map(_named, rules_to_override(application))]


def _named(rule: Reason) -> str:
    return f"{sentence_about_line(rule).rstrip('.')} ({rule.code})"


class RegistrationForm(forms.Form):
    """Why a paper is registered although something speaks against it; nothing is asked where nothing does.

    It needs to know its case.
    """

    takes_case = True

    def __init__(self, *args: Any, case: Case | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        against = rules_against_registering(application_of(case)) if case else []
        if not against:
            return
        said = "; ".join(map(_named, against))
        label = gettext("Why you register it although this speaks against it: %(against)s") % {"against": said}
        reason = _reason(label, _("It stands in the history of the case, and the applicant reads it."))
        reason.error_messages["required"] = gettext("Say why you register it against what was found.")
        self.fields["reason"] = reason


class CancellationForm(forms.Form):
    """Why a permit is cancelled, and which where there are several. It needs to know its case."""

    takes_case = True

    reason = _reason(_("Reason for the cancellation"), _("It stands on the record of the permit."))

    def __init__(self, *args: Any, case: Case | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_choice_of_permit(self, cancellable_permits(case) if case else [])
