"""Papers whose time is over: what two people agreed to remove, what was removed, and what is held back."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cites.permits.models.application import Application
from kernel import clock
from tenants.models import AppendOnly


class PapersHold(models.Model):
    """That the papers of a case are kept whatever their age, e.g. for a court, until a day or until it is lifted."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="papers_holds")
    reason = models.TextField(_("reason"), max_length=2000)
    until = models.DateField(_("keep until"), null=True, blank=True)
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(default=clock.now)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("hold on the papers of a case")
        verbose_name_plural = _("holds on the papers of cases")
        ordering = ["placed_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="permits_papershold_with_a_reason")]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.until or '…'}"


class PapersBatch(models.Model):
    """The papers of a year that one official proposes to remove, and another confirms until it expires.

    ``permits`` and ``cases`` count what was proposed. What was withdrawn, or was confirmed and done, stays and says so.
    """

    year = models.SmallIntegerField(_("year"))
    as_of = models.DateField(_("as of"))
    permit_years = models.SmallIntegerField()
    case_years = models.SmallIntegerField()
    law = models.CharField(_("law"), max_length=300, blank=True)
    cases = models.IntegerField(_("cases"))
    permits = models.IntegerField(_("permits"))
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("removal of papers")
        verbose_name_plural = _("removals of papers")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("proposed_by")),
                name="permits_papersbatch_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(withdrawn_at=None),
                name="permits_papersbatch_confirmed_or_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(confirmed_at__isnull=False),
                name="permits_papersbatch_finished_once_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.year}"

    @property
    def subject(self) -> str:
        """Its name in the audit trail."""
        return f"papers_batch:{self.pk}"

    def is_open(self, moment: datetime | None = None) -> bool:
        """Tell whether it may still be confirmed at that moment (now, where none is given)."""
        return self.confirmed_at is None and self.withdrawn_at is None and self.expires_at > (moment or clock.now())


class PapersOutcome(models.TextChoices):
    """What became of the papers of one case."""

    WAITING = "", _("Waiting")
    REMOVED = "removed", _("Removed")
    KEPT = "kept", _("Kept")


class PapersItem(models.Model):
    """One case of a batch; ``files`` counts what lay there."""

    batch = models.ForeignKey(PapersBatch, on_delete=models.PROTECT, related_name="items")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="papers_items")
    outcome = models.CharField(
        max_length=8, choices=PapersOutcome.choices, blank=True, default=PapersOutcome.WAITING, db_default=""
    )
    files = models.IntegerField(default=0, db_default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["batch", "application"], name="permits_papersitem_once")]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.application_id}"


class PapersRemoval(AppendOnly):
    """That the papers of a case are gone, and under which law; its pages say so for good."""

    append_only = True

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="papers_removal")
    batch = models.ForeignKey(PapersBatch, on_delete=models.PROTECT, related_name="removals")
    law = models.CharField(_("law"), max_length=300, blank=True)
    removed_on = models.DateField(_("removed on"))

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.removed_on}"
