"""Actions on offer, as a page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from kernel.reasons import Reason
from workflows.offers import Offer

QUIET = frozenset({"withdraw", "amend"})  # what leads back or out stands at the foot of the page


@dataclass(frozen=True)
class ShownOffer:
    """One action with its address and what speaks against it."""

    verb: str
    label: str
    address: str
    reasons: list[Reason]
    primary: bool


def shown_offers(offers: Iterable[Offer], address: str, reference: str) -> list[ShownOffer]:
    """The offers with the address of their page (``address`` is the name of the step's URL)."""
    return [
        ShownOffer(
            verb=offer.action.name,
            label=str(offer.label),
            address=reverse(address, args=[reference, offer.action.name]),
            reasons=offer.reasons,
            primary=offer.action.name not in QUIET,
        )
        for offer in offers
    ]
