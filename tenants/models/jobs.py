"""Long work of the hosting operators: asked for in the console or on the command line, done by one process."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """One piece of work that needs the owner's login, with who asked for it and how it went."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    kind = models.CharField(max_length=40)
    parameters = models.JSONField(default=dict)
    asked_by = models.CharField(max_length=254)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING, db_index=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    # Renewed while it runs: one that is silent for long belongs to a process that was killed.
    heard_of_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def party_codes(self) -> list[str]:
        """The Parties it is about, as they stand in host names."""
        codes: Any = self.parameters.get("parties", [])
        return list(codes)


class JobLine(models.Model):
    """One line of a job's report, written while it runs."""

    class Level(models.TextChoices):
        DONE = "done", _("done")
        NOTE = "note", _("note")
        ERROR = "error", _("error")

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="lines")
    at = models.DateTimeField(auto_now_add=True)
    level = models.CharField(max_length=6, choices=Level, default=Level.DONE)
    party = models.CharField(max_length=20, blank=True, default="")
    text = models.TextField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text
