"""Made-up contents for the style page."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest

from cites.look.forms import DayField, Form
from cites.look.status import STATUSES

STEPS = [
    ("Application", "done"),
    ("Examination", "done"),
    ("Non-detriment finding", "done"),
    ("Decision", "now"),
    ("Payment", "ahead"),
    ("Signature", "ahead"),
    ("Issued", "ahead"),
    ("Used at the border", "ahead"),
]
STOPPED = [
    ("Application", "done"),
    ("Examination", "done"),
    ("Finding", "skipped"),
    ("Refused", "stopped"),
]


class SampleForm(Form):
    """One field of each kind."""

    name = forms.CharField(label="Full name", help_text="As on your identity document.")
    email = forms.EmailField(label="E-mail address", required=False)
    quantity = forms.DecimalField(
        label="Quantity",
        help_text="In kilograms.",
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"}),
    )
    country = forms.ChoiceField(label="Destination", choices=[("JP", "Japan"), ("NZ", "New Zealand")])
    source = forms.ChoiceField(
        label="Source of the specimens",
        choices=[
            ("W", "Taken from the wild"),
            ("C", "Bred in captivity"),
            ("D", "Artificially propagated"),
        ],
        widget=forms.RadioSelect,
    )
    marks = forms.MultipleChoiceField(
        label="Marks",
        required=False,
        choices=[("ring", "Closed ring"), ("chip", "Microchip")],
        widget=forms.CheckboxSelectMultiple,
    )
    shipped = DayField(label="Date of shipment", help_text="For example, 27 3 2027.")
    remarks = forms.CharField(label="Remarks", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    licence = forms.FileField(label="Fishing licence", help_text="PDF or photograph, at most 10 MB.")
    true = forms.BooleanField(label="What I have written is true and complete")


def samples(request: HttpRequest) -> dict[str, Any]:
    """The context of the style page; ``?errors`` shows the form in error."""
    data = {
        "shipped_day": "31",
        "shipped_month": "2",
        "shipped_year": "2027",
        "email": "kezia@",
    }
    return {
        "form": SampleForm(data) if "errors" in request.GET else SampleForm(),
        "steps": STEPS,
        "stopped": STOPPED,
        "statuses": list(STATUSES),
        "page": Paginator(range(200), 10).page(4),
        "trail": [("Cases", "/"), ("BB-26-000001", "")],
        "tasks": [
            {"title": "Who is applying", "href": "#", "status": "done"},
            {
                "title": "Specimens",
                "href": "#",
                "status": "todo",
                "hint": "Species, quantity, source",
            },
        ],
        "columns": [("Reference", False), ("Species", False), ("Fee", True)],
        "rows": [
            ["BB-26-000001", "Strombus gigas", "BBD 50.00"],
            ["BB-26-000012", "Swietenia mahagoni", "BBD 1,150.00"],
        ],
        "timeline": [
            {
                "title": "Finding recorded: not detrimental",
                "at": "23 November 2026, 10:42",
                "who": "Dr Althea Brathwaite",
            },
            {
                "title": "Application submitted",
                "at": "20 November 2026, 16:05",
                "who": "Kezia Alleyne",
                "body": "Please note that the vessel leaves on 5 December.",
            },
        ],
        "facts": [
            ("Applicant", "Kezia Alleyne, Oistins Sea Produce Ltd"),
            ("Destination", "Japan"),
        ],
    }
