"""Fields come out as GOV.UK markup that a screen reader understands."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.test import override_settings

from cites.look.dates import DayField
from cites.look.forms import Form, complaints
from cites.look.samples import SampleForm


class Small(Form):
    name = forms.CharField(label="Full name", help_text="As on your identity document.")
    nickname = forms.CharField(label="Nickname", required=False)
    number = forms.DecimalField(label="Quantity", min_value=0)
    whole = forms.IntegerField(label="Boxes")
    day = DayField(label="Date of shipment")
    kind = forms.ChoiceField(label="Kind", choices=[("a", "Alive"), ("d", "Dead")], widget=forms.RadioSelect)
    true = forms.BooleanField(label="This is true")


def group(name: str, data: dict[str, str] | None = None) -> str:
    return Small(data)[name].as_field_group()


def test_a_label_belongs_to_its_field_and_the_hint_describes_it() -> None:
    html = group("name")
    assert '<label class="govuk-label" for="id_name">Full name' in html
    assert 'id="id_name_helptext"' in html
    assert 'aria-describedby="id_name_helptext"' in html
    assert "optional" not in html


def test_an_error_marks_group_and_field_and_is_announced() -> None:
    html = group("name", {})
    assert "govuk-form-group--error" in html
    assert "govuk-input govuk-input--error" in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_error"' in html


def test_what_may_stay_empty_says_so() -> None:
    assert "(optional)" in group("nickname")


def test_numbers_are_text_with_the_right_keyboard() -> None:
    assert 'type="text" inputmode="decimal"' in group("number")
    assert 'type="text" inputmode="numeric"' in group("whole")
    assert " min=" not in group("number")


def test_a_list_keeps_its_groups_says_what_is_chosen_and_believes_no_word() -> None:
    countries = [("", "Choose"), ("TO", "Tonga & <Niue>"), ("Afar", [(7, "Seven"), ('"', "Mark")])]
    form = type("Asked", (Form,), {"of": forms.ChoiceField(choices=countries)})
    html = " ".join(str(form({"of": "7"})["of"]).split())
    assert '<option value="">Choose</option> <option value="TO">Tonga &amp; &lt;Niue&gt;</option>' in html
    chosen = '<option value="7" selected>Seven</option> <option value="&quot;">Mark</option> </optgroup> </select>'
    assert f'<optgroup label="Afar"> {chosen}' in html


def test_choices_have_a_legend_and_labels() -> None:
    html = group("kind")
    assert '<legend class="govuk-fieldset__legend">Kind' in html
    assert 'class="govuk-radios__input" type="radio" name="kind" value="a" id="id_kind_0"' in html
    assert '<label class="govuk-label govuk-radios__label" for="id_kind_0">Alive</label>' in html


def test_one_box_to_tick_carries_its_own_label_once() -> None:
    assert group("true").count("This is true") == 1


def test_a_date_has_three_labelled_boxes() -> None:
    html = group("day")
    for part in ("day", "month", "year"):
        assert f'for="id_day_{part}"' in html
        assert f'name="day_{part}"' in html


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["27", "3", "2027"], date(2027, 3, 27)),
        ([" 27 ", "March", "27"], date(2027, 3, 27)),
        (["1", "sept", "2027"], date(2027, 9, 1)),
        (["01", "09", "2027"], date(2027, 9, 1)),
    ],
)
def test_a_date_is_taken_as_people_write_it(texts: list[str], expected: date) -> None:
    assert DayField().clean(texts) == expected


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (["", "", ""], "required"),
        (["27", "", "2027"], "incomplete"),
        (["31", "2", "2027"], "invalid"),
        (["x", "2", "2027"], "invalid"),
        (["1", "2", "99999999999"], "invalid"),
        (["1", "²", "2027"], "invalid"),
        (["31", "12", "9999"], "invalid"),
        (["1", "1", "0001"], "invalid"),
        (["1", "1", "70"], "short_year"),
    ],
)
def test_a_date_that_is_none_is_refused_by_name(texts: list[str], code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        DayField().clean(texts)
    assert refused.value.code == code


def test_an_optional_date_may_be_left_empty() -> None:
    assert DayField(required=False).clean(["", "", ""]) is None


def test_the_summary_links_to_each_field_and_names_it() -> None:
    template = Template("{% include 'components/error_summary.html' with form=form %}")
    html = template.render(Context({"form": Small({})}))
    assert '<a href="#id_name">Enter full name</a>' in html
    assert '<a href="#id_day_day">' in html
    assert 'role="alert"' in html


def test_the_summary_names_the_field_where_its_error_does_not() -> None:
    template = Template("{% include 'components/error_summary.html' with form=form %}")
    assert '<a href="#id_number">Quantity: Enter a number.</a>' in template.render(
        Context({"form": Small({"number": "x"})})
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("name", "Enter full name"),
        ("day", "Enter date of shipment"),
        ("kind", "Choose kind"),
        ("true", "Tick this box to go on"),
    ],
)
def test_an_empty_field_says_what_to_do(name: str, said: str) -> None:
    assert complaints(Small({})[name]) == [said]
    assert said in group(name, {})


def test_an_empty_field_keeps_words_of_its_own() -> None:
    class Own(Form):
        fee = forms.CharField(error_messages={"required": "Say what was paid"})

    assert complaints(Own({})["fee"]) == ["Say what was paid"]


def test_a_text_of_several_lines_is_shown_as_it_was_written() -> None:
    class Note(Form):
        note = forms.CharField(widget=forms.Textarea)

    assert ">12 Harbour Road\nBridgetown</textarea>" in str(Note({"note": "12 Harbour Road\nBridgetown"})["note"])


def test_the_summary_is_silent_without_errors() -> None:
    template = Template("{% include 'components/error_summary.html' with form=form %}")
    assert template.render(Context({"form": Small()})).strip() == ""


def test_every_kind_of_field_renders_without_inline_code() -> None:
    html = str(SampleForm({}))
    assert "style=" not in html
    assert "<script" not in html


@override_settings(FORM_RENDERER="django.forms.renderers.TemplatesSetting")
def test_another_renderer_still_finds_djangos_own_markup() -> None:
    from django.forms.renderers import TemplatesSetting

    assert "govuk" not in str(Small(renderer=TemplatesSetting())["nickname"])
