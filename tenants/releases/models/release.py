"""Releases: all that a Party chose, from a date on."""

import json
from functools import cached_property
from typing import Any, cast

from django.conf import settings
from django.db import models

from tenants.models import AppendOnly
from tenants.profiles.schema import Profile
from tenants.releases.parts import release_parts, with_later_parts


class Release(AppendOnly):
    """One immutable release; cases, invoices and documents name it by its number."""

    number = models.IntegerField(unique=True)
    # Text, not jsonb: the order of stages and actions is part of what a Party chose.
    text = models.TextField()
    digest = models.CharField(max_length=64)
    note = models.TextField(blank=True)
    # Whose hand it was where that was no person of the Party: “onboarding”, or an operator's address.
    author = models.CharField(max_length=200)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    in_force_from = models.DateTimeField(db_index=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"release {self.number}"

    def part(self, name: str) -> Any:
        """Return a part in its typed shape; raise UnknownEntry for one that nobody registered."""
        if name not in self._typed:
            self._typed[name] = release_parts.get(name).schema.model_validate(self.parts[name])
        return self._typed[name]

    @property
    def profile(self) -> Profile:
        """The Party's profile under this release."""
        return cast(Profile, self.part("profile"))

    @property
    def is_first(self) -> bool:
        """Tell whether it governs whatever comes before the second, from the start."""
        return self.number == 1

    @property
    def is_called_off(self) -> bool:
        """Tell whether it was approved for a coming day and then called off."""
        return hasattr(self, "calling_off")

    @cached_property
    def parts(self) -> dict[str, Any]:
        """The parts as plain data, in the order of their files."""
        return with_later_parts(json.loads(self.text))

    @cached_property
    def _typed(self) -> dict[str, Any]:
        return {}


class CallingOff(AppendOnly):
    """A release that was approved for a coming day and will not come after all."""

    release = models.OneToOneField(Release, on_delete=models.PROTECT, related_name="calling_off")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField()

    def __str__(self) -> str:
        return f"{self.release} called off"
