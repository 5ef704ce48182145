"""The contract of a way to pay, and the registry of all that there are.

A provider sends the payer somewhere and later tells, in an event whose origin it can prove, what
became of it. It never writes in the ledger: ``billing.services.receive_event`` does, once for each event.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from django.utils.functional import Promise

from kernel.money import Money
from kernel.registry import Registry
from tenants.context import current_party

if TYPE_CHECKING:
    from billing.models import PaymentAttempt


class Outcome(StrEnum):
    """What a provider says became of an attempt."""

    SETTLED = "settled"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class ProviderEvent:
    """A verified message of a provider; ``event`` is the provider's own id of it."""

    event: str
    attempt: str
    outcome: Outcome
    amount: Money


class Provider(ABC):
    """One way to pay."""

    # override
    name: ClassVar[str]
    """Its name in a Party's settings and in the ledger."""
    label: ClassVar[str | Promise]
    """What the payer chooses."""
    hint: ClassVar[str | Promise] = ""
    """One sentence under the choice."""

    @abstractmethod
    def start(self, attempt: "PaymentAttempt") -> str:
        """Return the address to send the payer to; calling it twice starts nothing twice."""

    @abstractmethod
    def read_event(self, message: Mapping[str, str]) -> ProviderEvent:
        """Return what ``message`` says; raise UnverifiedEvent unless the provider itself sent it."""

    # may override
    serves_practice: ClassVar[bool] = False
    """Whether no money moves by it where people only practise; see ``is_offered_here``."""

    def is_offered(self) -> bool:
        """Tell whether payers may choose it on this site."""
        return True


providers: Registry[Provider] = Registry("way to pay")


def is_offered_here(provider: Provider) -> bool:
    """Tell whether payers may choose ``provider`` on the active Party's site.

    In a practice twin payments are pretended: only what moves no money is offered, whatever a provider says of
    itself, and whatever the Party's fees name.
    """
    return provider.serves_practice if current_party().practice else provider.is_offered()
