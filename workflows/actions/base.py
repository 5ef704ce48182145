"""The class that every action is made of."""

from workflows.verbs import Action

__all__ = ["Action"]
