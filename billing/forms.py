"""What payers and cashiers fill in."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from billing.models import new_code
from billing.providers import is_offered_here, providers
from billing.providers.demo import TEST_CARDS, TestCard
from kernel.money import Money, NotAnAmount, minor_units
from localization.forms import NumberField, TextField


class WayToPayForm(forms.Form):
    """The choice among the ways to pay that are offered here."""

    provider = forms.ChoiceField(label=_("How do you want to pay?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["provider"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(way.name, way.label) for way in providers if is_offered_here(way)]


class TestCardForm(forms.Form):
    """The choice of a test card."""

    __test__ = False
    card = forms.ChoiceField(
        label=_("Which test card do you use?"),
        choices=[(card.number, card.label) for card in TEST_CARDS],
        widget=forms.RadioSelect,
    )

    def chosen(self) -> TestCard:
        """Return the card, once the form is valid."""
        return next(card for card in TEST_CARDS if card.number == self.cleaned_data["card"])


class CounterPaymentForm(forms.Form):
    """What the cashier records; ``key`` stays the same when the form is sent twice."""

    amount = NumberField(
        label=_("Amount received"),
        min_value=Decimal(0),
        max_digits=14,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "decimal"}),
    )
    receipt = TextField(
        label=_("Receipt number"),
        help_text=_("As printed on the receipt that you hand out."),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=40, initial=new_code)

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = currency
        self.fields["amount"].help_text = _("In %(currency)s.") % {"currency": currency}

    def clean_amount(self) -> Money:
        """Return the amount as money of the invoice's currency."""
        try:
            return Money(self.cleaned_data["amount"], self.currency)
        except NotAnAmount as error:
            decimals = minor_units(self.currency)
            message = _("Enter an amount in %(currency)s with no more than %(decimals)s decimals")
            raise forms.ValidationError(message, params={"currency": self.currency, "decimals": decimals}) from error

    def clean_receipt(self) -> str:
        """Return the number without the blanks that typing leaves."""
        return " ".join(str(self.cleaned_data["receipt"]).split())


class SearchForm(forms.Form):
    """What the cashier looks for."""

    q = forms.CharField(
        label=_("Invoice, reference, payer or receipt"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
