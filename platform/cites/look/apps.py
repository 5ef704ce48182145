"""Offers the tag library ``look`` to every template."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    """The look: no tables, only tags, fields and templates."""

    name = "cites.look"
    label = "look"
