"""Entries of the trail, the seals that chain them, and the signed heads of the chain."""

from django.conf import settings
from django.db import models

from tenants.models import AppendOnly


class AuditEntry(AppendOnly):
    """One act, written in the transaction that it is part of; personal values only as salted digests."""

    verb = models.CharField(max_length=80)
    subject = models.CharField(max_length=120)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    roles = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    request_id = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=64, blank=True)  # a salted digest: see chain.personal_digest
    data = models.JSONField(default=dict)
    salt = models.CharField(max_length=32)

    class Meta:
        verbose_name_plural = "audit entries"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["subject"]),
            models.Index(fields=["actor", "at"]),
            models.Index(fields=["at"]),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject}"


class AuditSeal(AppendOnly):
    """The place of an entry in the chain; each digest covers the entry and the seal before."""

    number = models.BigIntegerField(unique=True)
    entry = models.OneToOneField(AuditEntry, on_delete=models.PROTECT, related_name="seal")
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]


class AuditHead(AppendOnly):
    """The digest of a seal, signed with a key that is not in the database; copied outside it too."""

    number = models.BigIntegerField(unique=True)
    digest = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
