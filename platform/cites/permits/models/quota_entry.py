"""The ledger of export quotas: what lines took of them and gave back, one entry a movement, never changed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cites.permits.models.application import Application
from cites.permits.models.permit import PermitLine
from cites.permits.rules.quota_ledger import Movement
from kernel import clock
from tenants.models import AppendOnly


class QuotaEntry(AppendOnly):
    """One movement of one line of an export, in the line's own unit, with the facts by which quotas cover it.

    No quota is named: which cover a line is read from what it is, so that one which is stated, changed or renamed in a
    later release counts all of its year, and nothing is ever booked anew.
    """

    append_only = True

    class Kind(models.TextChoices):
        RESERVE = Movement.RESERVE.value, _("Reserved by an approval")
        COMMIT = Movement.COMMIT.value, _("Committed by a permit")
        ADJUST = Movement.ADJUST.value, _("Adjusted to what left")
        RELEASE = Movement.RELEASE.value, _("Released")

    kind = models.CharField(_("movement"), max_length=8, choices=Kind.choices)
    # In which it counts, by the Party's days: of a permit the year of its issue, of a replacement that of the first.
    year = models.SmallIntegerField(_("year"))
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="quota_entries")
    position = models.SmallIntegerField(_("line"))
    permit_line = models.ForeignKey(
        PermitLine, on_delete=models.PROTECT, related_name="quota_entries", null=True, blank=True
    )
    taxon_code = models.CharField(_("taxon"), max_length=40)
    term = models.CharField(_("type of specimen"), max_length=3)
    sources = models.CharField(_("sources"), max_length=2)
    unit = models.CharField(_("unit"), max_length=3, blank=True)
    reserved = models.DecimalField(_("reserved"), max_digits=18, decimal_places=6, default=0)
    committed = models.DecimalField(_("committed"), max_digits=18, decimal_places=6, default=0)
    release_number = models.IntegerField(_("release"))
    at = models.DateTimeField(_("at"), default=clock.now)

    class Meta:
        verbose_name = _("entry of the ledger of quotas")
        verbose_name_plural = _("entries of the ledger of quotas")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["year", "taxon_code"], name="permits_quotaentry_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["permit_line"],
                condition=Q(kind=Movement.COMMIT.value),
                name="permits_quotaentry_committed_once",
            ),
            models.CheckConstraint(
                condition=Q(kind=Movement.RESERVE.value, permit_line=None, reserved__gt=0, committed=0)
                | Q(
                    kind=Movement.COMMIT.value,
                    permit_line__isnull=False,
                    reserved__lte=0,
                    committed__gt=0,
                    committed__gte=-F("reserved"),
                )
                | Q(kind=Movement.ADJUST.value, permit_line__isnull=False, reserved=0) & ~Q(committed=0)
                | Q(kind=Movement.RELEASE.value, permit_line=None, reserved__lt=0, committed=0)
                | Q(kind=Movement.RELEASE.value, permit_line__isnull=False, reserved=0, committed__lt=0),
                name="permits_quotaentry_does_what_it_says",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.taxon_code} {self.reserved} {self.committed}"
