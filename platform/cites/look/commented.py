"""Choices of which each that is ticked may carry a comment of its own."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from localization.forms import TextField


class Written(dict[str, str]):
    """What was ticked, each with its comment; ``beside`` are the comments of what was not ticked."""

    def __init__(self, ticked: Mapping[str, str], beside: Mapping[str, str]) -> None:
        super().__init__(ticked)
        self.beside = beside


class CommentedInput(forms.CheckboxSelectMultiple):
    """Boxes to tick, below each of which a text box stands once it is ticked: ``<name>-<value>``."""

    template_name = "look/forms/widgets/commented.html"
    words: str | Promise = ""
    longest = 0

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was ticked, each with what was written beside it."""
        ticked = data.getlist(name) if hasattr(data, "getlist") else data.get(name) or ()
        others = [str(value) for value, _label in self.choices if str(value) not in ticked]
        beside = {each: data[f"{name}-{each}"] for each in others if data.get(f"{name}-{each}", "").strip()}
        return Written({each: data.get(f"{name}-{each}", "") for each in ticked}, beside)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Each choice with the name, the id and the text of its box."""
        comments = value if isinstance(value, Mapping) else {}
        context = super().get_context(name, list(comments), attrs)
        widget = context["widget"]
        widget |= {"words": self.words, "longest": self.longest}
        written = {**comments, **getattr(value, "beside", {})}
        for _group, options, _index in widget["optgroups"]:
            for option in options:
                option["comment"] = f"{name}-{option['value']}"
                option["written"] = written.get(option["value"], "")
        return context


class CommentedChoiceField(forms.MultipleChoiceField):
    """Cleans to the chosen values, each with its comment or an empty text."""

    widget = CommentedInput

    def __init__(self, *, words: str | Promise, longest: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.words, self.longest = words, longest
        assert isinstance(self.widget, CommentedInput)
        self.widget.words, self.widget.longest = words, longest

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """The field in its form; what was kept of it when a session had ended, tick by tick, is put together."""
        kept, box = form.initial.get(field_name), self.widget
        if kept and not isinstance(kept, Mapping) and isinstance(box, CommentedInput):
            posted = {**form.initial, field_name: [kept] if isinstance(kept, str) else kept}
            form.initial = {**posted, field_name: box.value_from_datadict(posted, {}, field_name)}
        return super().get_bound_field(form, field_name)

    def to_python(self, value: Any) -> Any:
        """The comments as they read."""
        comment = TextField(required=False, widget=forms.Textarea)
        read = {str(each): comment.to_python(text) or "" for each, text in (value or {}).items()}
        return Written(read, getattr(value, "beside", {}))

    def validate(self, value: Any) -> None:
        """Refuse what is no choice, comments that are too long, and those of what was not ticked."""
        super().validate(value)
        if any(len(text) > self.longest for text in value.values()):
            raise ValidationError(
                _("A comment is too long: write at most %(most)s characters."), params={"most": self.longest}
            )
        if beside := getattr(value, "beside", {}):
            labels = [str(label) for choice, label in self.widget.choices if choice in beside]
            words = _("You wrote something below what you did not tick: %(labels)s. Tick it, or take the words out.")
            raise ValidationError(words, params={"labels": ", ".join(labels)})
