"""An import of species data: where it came from, how far it is, what was read, and what it changes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _


class ImportRun(models.Model):
    """One import. What it read is staged beside the reference data until one transaction puts it in force."""

    class State(models.TextChoices):
        """How far it is."""

        READING = "reading", _("Being read")
        READY = "ready", _("Read and compared")
        APPLIED = "applied", _("In force")
        FAILED = "failed", _("Failed")
        ABANDONED = "abandoned", _("Abandoned")

    UNFINISHED = (State.READING, State.READY)

    reader = models.CharField(max_length=20)
    origin = models.CharField(max_length=300, help_text=_("Name of the file or address of the service, no secrets."))
    digest = models.CharField(max_length=64, help_text=_("SHA-256 of the file."))
    as_of = models.DateField(help_text=_("The day of the data."))
    since = models.DateField(null=True, blank=True, help_text=_("Only what changed from that day on was asked for."))
    state = models.CharField(max_length=10, choices=State, default=State.READING)
    checkpoint = models.BigIntegerField(default=0, help_text=_("Last line or page that is staged."))
    total = models.BigIntegerField(default=0, help_text=_("Lines or pages in all; 0 while unknown."))
    records = models.BigIntegerField(default=0)
    unreadable = models.BigIntegerField(default=0)
    skipped = models.BigIntegerField(default=0, help_text=_("Left out while it was read."))
    left_out = models.BigIntegerField(default=0, help_text=_("Left out when it was compared."))
    added = models.BigIntegerField(default=0)
    changed = models.BigIntegerField(default=0)
    removed = models.BigIntegerField(default=0)
    fault = models.TextField(blank=True)
    fault_facts = models.JSONField(default=dict, blank=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            UniqueConstraint(
                fields=["reader"], condition=Q(state__in=["reading", "ready"]), name="species_import_unfinished_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reader} {self.as_of} {self.state}"

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state not in self.UNFINISHED

    @property
    def hundredths(self) -> int:
        """How much of it is read, in hundredths."""
        if self.state != self.State.READING:
            return 100
        return min(100, round(100 * self.checkpoint / self.total)) if self.total else 0


class StagedRecord(models.Model):
    """What was read of one taxon, or one part of it, before it is put in force."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="staged")
    place = models.BigIntegerField(help_text=_("Line or page."))
    key = models.CharField(max_length=200, help_text=_("What the records of one taxon have in common."))
    their_id = models.BigIntegerField(null=True)
    name = models.CharField(max_length=120)
    active = models.BooleanField(default=True)
    only_names = models.BooleanField(default=False, help_text=_("It adds to a taxon and says nothing else of it."))
    payload = models.TextField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["run", "key"], name="species_staged_key")]

    def __str__(self) -> str:
        return self.key


class ImportFault(models.Model):
    """What could not be read, or was left out, and where it stands."""

    class Level(models.TextChoices):
        """How bad it is."""

        UNREADABLE = "unreadable", _("Unreadable")
        SKIPPED = "skipped", _("Left out")

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="faults")
    place = models.BigIntegerField(help_text=_("Line or page."))
    level = models.CharField(max_length=10, choices=Level)
    text = models.TextField()
    facts = models.JSONField(default=dict, blank=True)
    in_comparison = models.BooleanField(default=False, help_text=_("Found when it was compared, not when it was read."))

    class Meta:
        ordering: ClassVar = ["place", "pk"]

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


class ImportChange(models.Model):
    """What an import changes of one taxon: ``rows`` says table by table what was added, changed or removed."""

    class Kind(models.TextChoices):
        """What becomes of the taxon itself."""

        ADDED = "added", _("Added")
        CHANGED = "changed", _("Changed")
        REMOVED = "removed", _("No longer listed")

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=8, choices=Kind)
    taxon_code = models.CharField(max_length=12, blank=True, help_text=_("Blank: about all taxa."))
    taxon_name = models.CharField(max_length=120, blank=True)
    rows = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["taxon_name", "pk"]
        indexes: ClassVar = [models.Index(fields=["run", "kind", "taxon_name"], name="species_change_by_name")]

    def __str__(self) -> str:
        return f"{self.kind} {self.taxon_name}"
