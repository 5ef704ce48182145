"""The Parties served here and the host names they answer to; what every insert-only model inherits."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django_tenants.models import DomainMixin, TenantMixin

from kernel.text import LocalisedText
from tenants.errors import AppendOnlyRecord


class AppendOnly(models.Model):
    """A record that is written once; the Party's login has INSERT and SELECT on its table, nothing else."""

    append_only = True

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            self._refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise AppendOnlyRecord(message="%(kind)s is never changed", data={"kind": self._meta.verbose_name})


class Party(TenantMixin):  # type: ignore[misc]
    """One Party (or other State served), with a schema and a database login of its own."""

    class Status(models.TextChoices):
        ONBOARDING = "onboarding"
        OPEN = "open"
        MAINTENANCE = "maintenance"

    auto_create_schema = False

    iso2 = models.CharField(max_length=2, unique=True)
    names = models.JSONField(default=dict)
    status = models.CharField(max_length=12, choices=Status, default=Status.ONBOARDING)
    login_version = models.IntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["iso2"]
        verbose_name_plural = "parties"

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        """The code as it stands in host names, e.g. ``bb``."""
        return self.iso2.lower()

    @property
    def name(self) -> str:
        """The English short name."""
        return self.name_in("en")

    def name_in(self, language: str) -> str:
        """Return the short name in ``language``, else in English."""
        return LocalisedText(self.names).in_language(language) or self.iso2

    def host(self) -> str:
        """Return the canonical host name; without a query, for a Party's own login may not read the register."""
        return f"{self.slug}.{settings.BASE_HOST}"


class HostName(DomainMixin):  # type: ignore[misc]
    """A host name at which a Party answers."""

    class Meta:
        constraints = [models.UniqueConstraint(Lower("domain"), name="host_name_once")]


class TemplateScript(models.Model):
    """The SQL that makes an empty Party, kept under the digest of the migrations that it stands for."""

    digest = models.CharField(max_length=64, unique=True)
    script = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"template {self.digest[:12]}"
