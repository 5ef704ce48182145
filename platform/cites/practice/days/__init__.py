"""Guided first days, one role a file; ``days`` is the registry of all."""

from importlib import import_module
from pkgutil import iter_modules

from cites.practice.days.base import days

__all__ = ["days", "load_days"]


def load_days() -> None:
    """Import every module here, each of which registers its own day."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
