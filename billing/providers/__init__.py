"""Ways to pay, one a file; ``providers`` is the registry of all."""

from billing.providers.base import Provider, providers

__all__ = ["Provider", "providers"]
