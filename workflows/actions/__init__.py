"""Verbs that any licensing office knows, one a file; ``actions`` is the registry of every verb."""

from workflows.verbs import actions

__all__ = ["actions"]
