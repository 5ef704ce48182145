"""Radio buttons of which each may say below its label what it is for."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise


class HintedRadios(forms.RadioSelect):
    """Radio buttons; ``hints`` holds what is said below some of them, by value."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints: Mapping[str, str | Promise] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The option as Django makes it, with its hint."""
        return {**super().create_option(name, value, *args, **kwargs), "hint": self.hints.get(str(value), "")}
