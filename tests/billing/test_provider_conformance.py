"""Every registered way to pay keeps the contract."""

import re
from typing import Any

import pytest

from billing.errors import UnverifiedEvent
from billing.models import LedgerEntry, PaymentAttempt
from billing.providers import Provider, providers
from kernel import clock

EVERY = [pytest.param(provider, id=provider.name) for provider in providers]


@pytest.fixture
def attempt_with(invoice: Any, payer: Any) -> Any:
    def make(provider: Provider) -> PaymentAttempt:
        return PaymentAttempt.objects.create(
            invoice=invoice, provider=provider.name, started_by=payer, started_at=clock.now()
        )

    return make


@pytest.mark.parametrize("provider", EVERY)
def test_it_has_a_name_and_words_for_the_payer(provider: Provider) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]{0,39}", provider.name)
    assert type(provider).__module__ == f"billing.providers.{provider.name}"
    assert str(provider.label).strip()


@pytest.mark.parametrize("provider", EVERY)
def test_it_sends_the_payer_to_an_address_and_writes_nothing(provider: Provider, attempt_with: Any) -> None:
    attempt = attempt_with(provider)
    before = LedgerEntry.objects.count()
    assert re.match(r"/|https://", provider.start(attempt))
    assert re.match(r"/|https://", provider.start(attempt))
    assert LedgerEntry.objects.count() == before


@pytest.mark.parametrize("provider", EVERY)
@pytest.mark.parametrize("message", [{}, {"event": ""}, {"event": "forged"}, {"event": "a:b:c"}])
def test_it_believes_no_forged_event(provider: Provider, message: dict[str, str], bb: Any) -> None:
    with pytest.raises(UnverifiedEvent):
        provider.read_event(message)


@pytest.mark.parametrize("provider", EVERY)
def test_it_knows_whether_it_is_offered(provider: Provider) -> None:
    assert provider.is_offered() in (True, False)
