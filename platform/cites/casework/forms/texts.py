"""A text that an office writes often, in each of its languages."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cites.accounts.forms.people import languages_here
from cites.casework.models import CannedText
from cites.look.forms import Form
from localization.forms import TextField


class TextForm(Form):
    """Its name, and a box for each language of the site; one of them has to be filled in."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    name = TextField(label=gettext_lazy("Name, by which officers choose it"), max_length=80)
    submit_label = gettext_lazy("Keep the text")

    def __init__(self, *args: Any, text: CannedText | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if text:
            self.initial = {
                "seen": text.state,
                "name": text.name,
                **{f"words_{code}": said for code, said in text.words.items()},
                **self.initial,
            }
        for code, language in languages_here():
            self.fields[f"words_{code}"] = TextField(
                label=_("Text (%(language)s)") % {"language": language},
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 5, "lang": code}),
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not any(self.words(data).values()):
            self.add_error(f"words_{languages_here()[0][0]}", _("Write the text in one language at least"))
        return data

    def words(self, data: dict[str, Any] | None = None) -> dict[str, str]:
        """The text by language."""
        given = self.cleaned_data if data is None else data
        return {code: given.get(f"words_{code}", "") for code, _language in languages_here()}
