"""Ways to pay, one a file; ``providers`` is the registry of all."""

from billing.providers.base import Provider, is_offered_here, providers

__all__ = ["Provider", "is_offered_here", "providers"]
