"""The numbers of security stamps: of those on new documents, and of those that were spoilt or lost."""

from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cites.permits.models import StampFate
from cites.permits.queries.applications import application_of
from cites.permits.queries.stamps import refuse_taken, stamps_for, uses_stamps
from cites.permits.rules.stamps import FaultyStamps, read_stamps, refuse_wrong_count
from localization.forms import TextField
from localization.sentences import sentence_of
from workflows.models import Case

MOST_LETTERS = 3000  # a hundred numbers, each on a row


class StampsField(TextField):
    """Numbers, a row each; cleaned it is a list of them. ``count`` is how many there have to be, if that is known."""

    def __init__(self, *, count: int | None = None, **options: Any) -> None:
        self.count = count
        if count != 1:
            options.setdefault("widget", forms.Textarea(attrs={"rows": min(count or 4, 12)}))
        super().__init__(max_length=MOST_LETTERS, **options)

    def clean(self, value: Any) -> list[str]:
        """Return the numbers; say what is wrong with them."""
        try:
            numbers = read_stamps(super().clean(value) or "")
            refuse_wrong_count(numbers, len(numbers) if self.count is None else self.count)
            refuse_taken(numbers)
        except FaultyStamps as error:
            raise forms.ValidationError(sentence_of(error), code=error.code) from error
        return numbers


def add_stamps(form: forms.Form, count: int) -> None:
    """Ask for the stamps of ``count`` documents; for nothing where there are none to be stamped."""
    if count:
        form.fields["stamps"] = StampsField(
            count=count,
            label=ngettext("Number of the security stamp (box 5b)", "Numbers of the security stamps (box 5b)", count),
            help_text=ngettext(
                "As it stands on the stamp. It is printed on the document and cannot be changed afterwards.",
                "As they stand on the stamps, one on each row, in the order of the documents: %(count)s.",
                count,
            )
            % {"count": count},
        )


class IssueForm(forms.Form):
    """The stamps of the documents, where this Party uses them; else there is nothing to fill in. It needs its case."""

    takes_case = True

    def __init__(self, *args: Any, case: Case | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if case is not None and uses_stamps():
            add_stamps(self, stamps_for(application_of(case)))


class EndedStampsForm(forms.Form):
    """Stamps that go on no permit: which, what became of them, and why."""

    submit_label = _("Write it down")

    numbers = StampsField(label=_("Numbers"), help_text=_("As they stand on the stamps, one on each row."))
    fate = forms.ChoiceField(label=_("What became of them"), widget=forms.RadioSelect)
    reason = TextField(
        label=_("Reason"), help_text=_("How it came about, for the file."), max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fates = [(fate.value, fate.label) for fate in StampFate if fate is not StampFate.USED]
        self.fields["fate"].choices = fates  # type: ignore[attr-defined]
        self.fields["numbers"].error_messages["required"] = gettext("Enter the number of each stamp")
