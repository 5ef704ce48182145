"""A make-believe card for development and training: two test cards, and events signed as a bank would."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from billing.errors import UnknownAttempt, UnverifiedEvent
from billing.providers.base import Outcome, Provider, ProviderEvent, providers
from kernel.money import Money
from tenants.errors import SignedElsewhere
from tenants.signing import Signer

if TYPE_CHECKING:
    from billing.models import PaymentAttempt


@dataclass(frozen=True, slots=True)
class TestCard:
    """A card number that is no card, and what the make-believe bank says to it."""

    __test__ = False
    number: str
    label: str | Promise
    outcome: Outcome


TEST_CARDS = (
    TestCard("4000000000000077", _("4000 0000 0000 0077 – the bank approves"), Outcome.SETTLED),
    TestCard("4000000000000002", _("4000 0000 0000 0002 – the bank declines"), Outcome.DECLINED),
)


class DemoCard(Provider):
    """The shortest honest provider: to be read before writing another one."""

    name = "demo"
    serves_practice = True
    label = _("By card (demonstration)")
    hint = _("A test card. No money moves.")

    def is_offered(self) -> bool:
        """Never in production, but for practice."""
        return bool(getattr(settings, "DEVELOPMENT", False))

    def start(self, attempt: "PaymentAttempt") -> str:
        """Return the address of the make-believe bank's page for this attempt."""
        return reverse("demo_card", args=[_page_signer().sign(attempt.code)])

    def read_event(self, message: Mapping[str, str]) -> ProviderEvent:
        """Return the event in ``message["event"]``; raise UnverifiedEvent unless our own bank signed it."""
        try:
            facts = _event_signer().read(message.get("event", ""))
        except SignedElsewhere:
            raise UnverifiedEvent from None
        return ProviderEvent(
            facts["event"],
            facts["attempt"],
            Outcome(facts["outcome"]),
            _money(facts["amount"], facts["currency"]),
        )


def attempt_code(token: str) -> str:
    """Return the attempt's code from the page's address; raise UnknownAttempt unless of this Party."""
    try:
        return str(_page_signer().read(token))
    except SignedElsewhere:
        raise UnknownAttempt from None


def bank_answers(attempt: "PaymentAttempt", card: TestCard) -> dict[str, str]:
    """Return the message that the make-believe bank sends: the same card twice is the same event."""
    facts = {
        "event": f"{attempt.code}:{card.outcome}",
        "attempt": attempt.code,
        "outcome": str(card.outcome),
        "amount": str(attempt.invoice.total.amount),
        "currency": attempt.invoice.currency,
    }
    return {"event": _event_signer().sign(facts)}


def _money(amount: str, currency: str) -> Money:
    return Money(Decimal(amount), currency)


def _page_signer() -> Signer:
    return Signer("billing.demo.page")


def _event_signer() -> Signer:
    return Signer("billing.demo.event")


demo = providers.register(DemoCard())
