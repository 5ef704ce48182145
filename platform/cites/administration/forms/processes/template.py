"""The choice of a template, for one type of document or for all."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cites.administration.forms.documents import document_name
from cites.administration.forms.keys import Parts
from cites.administration.queries.templates import WORDS, template_names, types_of_templates

ALL = "all"


class TemplateForm(forms.Form):
    """Which template, and for what."""

    template = forms.ChoiceField(
        label=_("Which template?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a template")},
    )
    document = forms.ChoiceField(label=_("For which document?"))

    def __init__(self, parts: Parts, data: Any = None, code: str = "") -> None:
        super().__init__(data, initial={"template": template_names(parts)[0], "document": code or ALL})
        template, document = self.fields["template"], self.fields["document"]
        assert isinstance(template, forms.ChoiceField)
        assert isinstance(document, forms.ChoiceField)
        template.choices = [(name, _told(name)) for name in template_names(parts)]
        codes = types_of_templates(parts)
        document.choices = [
            (ALL, str(_("All documents"))),
            *((code, str(document_name(parts, code))) for code in codes),
        ]

    @property
    def code(self) -> str:
        """The type of document that was chosen; blank for all."""
        chosen = str(self.cleaned_data["document"])
        return "" if chosen == ALL else chosen


def _told(name: str) -> str:
    if name not in WORDS:
        return name
    title, sentence = WORDS[name]
    return gettext("%(title)s – %(sentence)s") % {"title": title, "sentence": sentence}
