"""Radio buttons say below their labels what each is for, and a screen reader says it with the button."""

from bs4 import BeautifulSoup
from django import forms

from cites.look.hinted import HintedRadios


class Choose(forms.Form):
    document = forms.ChoiceField(choices=[("EXP", "Export permit"), ("IMP", "Import permit")], widget=HintedRadios)


def test_a_hint_belongs_to_its_button_and_is_not_there_where_there_is_none() -> None:
    form = Choose()
    widget = form.fields["document"].widget
    assert isinstance(widget, HintedRadios)
    widget.hints = {"EXP": "Specimens leave <this> country."}
    page = BeautifulSoup(str(form["document"]), "html.parser")
    first, second = page.find_all("input")
    hint = page.find(id=first["aria-describedby"])
    assert hint is not None
    assert hint.text == "Specimens leave <this> country."
    assert "aria-describedby" not in second.attrs
