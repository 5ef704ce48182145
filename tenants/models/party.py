"""The Parties served here and the host names they answer to."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import translation
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django_tenants.models import DomainMixin, TenantMixin

from kernel.text import LocalisedText
from tenants.names import PRACTICE_ENDING, slug_of


class Party(TenantMixin):  # type: ignore[misc]
    """One Party (or other State served), or its practice twin, with a schema and a database login of its own."""

    class Status(models.TextChoices):
        ONBOARDING = "onboarding", _("being brought live")
        OPEN = "open", _("open")
        READ_ONLY = "read_only", _("read only")
        CLOSED = "closed", _("closed")
        LEAVING = "leaving", _("being removed")

    auto_create_schema = False
    # Where tasks run: one that is read only finishes what was begun, one that is brought live seals its trail.
    AT_WORK = (Status.ONBOARDING, Status.OPEN, Status.READ_ONLY)

    iso2 = models.CharField(max_length=2)
    # The one rule about practice: what leaves this service (exchange, reports, published keys) asks it first.
    practice = models.BooleanField(default=False)
    # Of a practice twin: all that it has is to be thrown away before it is made anew.
    outdated = models.BooleanField(default=False, db_default=False)
    names = models.JSONField(default=dict)
    status = models.CharField(max_length=12, choices=Status, default=Status.ONBOARDING)
    # Set while an upgrade of this Party has failed: its tables are not those that the programs expect.
    maintenance_reason = models.TextField(blank=True, default="")
    login_version = models.IntegerField(default=1)
    canonical_host = models.CharField(max_length=253, blank=True, default="")
    # Who is to be invited first, while it is being brought live; empty for the address in its profile.
    first_administrator = models.JSONField(default=dict, db_default={})
    created_at = models.DateTimeField(auto_now_add=True)
    # What its profile states, found without a fault as it is being brought live; kept by this object only.
    checked_parts: Mapping[str, Any] | None = None

    class Meta:
        ordering = ["iso2", "practice"]
        verbose_name_plural = "parties"
        constraints = [
            models.UniqueConstraint(fields=["iso2", "practice"], name="party_once"),
            # Its schema says what it is, so that no flag that was changed makes practice real.
            models.CheckConstraint(
                condition=Q(practice=True, schema_name__endswith=PRACTICE_ENDING)
                | (Q(practice=False) & ~Q(schema_name__endswith=PRACTICE_ENDING)),
                name="party_practice_for_good",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        """The code as it stands in host names, e.g. ``bb`` or ``bb-practice``."""
        return slug_of(self.iso2, practice=self.practice)

    @property
    def in_maintenance(self) -> bool:
        """Tell whether its last upgrade failed, so that nobody may work here."""
        return bool(self.maintenance_reason)

    @property
    def name(self) -> str:
        """The English short name."""
        return self.name_in("en")

    def name_in(self, language: str) -> str:
        """Return the short name in ``language``, else in English; a practice twin says that it is one."""
        name = LocalisedText(self.names).in_language(language) or self.iso2
        if not self.practice:
            return name
        with translation.override(language):
            return say("%(name)s (practice)") % {"name": name}

    def host(self) -> str:
        """Return the canonical host name; without a query, for a Party's own login may not read the register."""
        return self.canonical_host or self.own_host()

    def own_host(self) -> str:
        """Return its sub-domain of the front door's host name, at which it answers whatever else it has."""
        return f"{self.slug}.{settings.BASE_HOST}"


class HostName(DomainMixin):  # type: ignore[misc]
    """A host name at which a Party answers."""

    class Meta:
        constraints = [models.UniqueConstraint(Lower("domain"), name="host_name_once")]
