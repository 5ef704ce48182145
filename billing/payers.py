"""Who an invoice is for: the person it names, and whoever pays in their place by a rule of the rooms above."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from billing.models import Invoice
from kernel.registry import Registry


@dataclass(frozen=True, slots=True)
class PayerRule:
    """A rule by which somebody pays an invoice that names another person."""

    name: str
    pays_for: Callable[[Any, Invoice], bool]


payer_rules: Registry[PayerRule] = Registry("rule about who pays")


def is_payer(of: Invoice, person: Any) -> bool:
    """Tell whether the invoice is this person's to pay."""
    return bool(of.payer_id == person.pk) or any(rule.pays_for(person, of) for rule in payer_rules)
