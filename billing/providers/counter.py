"""Pay at the office's counter: the cashier records the payment, so no event ever comes from outside."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from billing.errors import UnverifiedEvent
from billing.providers.base import Provider, ProviderEvent, providers

if TYPE_CHECKING:
    from billing.models import PaymentAttempt


class Counter(Provider):
    """Cash or cheque at the counter, with a numbered receipt."""

    name = "counter"
    serves_practice = True  # the cashier there is a trainee, with a till of paper
    label = _("At the counter")
    hint = _("Pay the cashier and keep the receipt.")

    def start(self, attempt: "PaymentAttempt") -> str:
        """Return the page that says what to bring."""
        return reverse("pay_at_counter", args=[attempt.invoice.number])

    def read_event(self, message: Mapping[str, str]) -> ProviderEvent:
        """Refuse: only a cashier who is signed in speaks for the counter."""
        raise UnverifiedEvent


counter = providers.register(Counter())
