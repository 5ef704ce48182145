"""Long work of the hosting operators: asked for in the console or on the command line, done by one process."""

from typing import Any

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """One piece of work that needs the owner's login, with who asked for it and how it went.

    Whoever asks may add a job and look at all; from then on only the operator worker writes in it.
    """

    login_may = ("SELECT", "INSERT")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    kind = models.CharField(max_length=40)
    # Tells what is asked for from anything else: the same is not waiting twice.
    digest = models.CharField(max_length=64, db_default="")
    parameters = models.JSONField(default=dict)
    asked_by = models.CharField(max_length=254)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING, db_index=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    # Renewed while it runs: one that is silent for long belongs to a process that was killed.
    heard_of_at = models.DateTimeField(null=True)
    # How often a process has taken it up.
    attempts = models.IntegerField(db_default=0)
    # How far it is: the step, of how many; nothing where nobody can tell.
    step = models.IntegerField(db_default=0)
    steps = models.IntegerField(db_default=0)
    # Why it failed: an English message id, and the facts that it names.
    error = models.TextField(blank=True, default="")
    error_facts = models.JSONField(default=dict, db_default={})

    UNFINISHED = (State.WAITING, State.RUNNING)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["digest"], condition=models.Q(state__in=["waiting", "running"]), name="job_asked_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_finished(self) -> bool:
        """Tell whether nobody works on it any more."""
        return self.state not in self.UNFINISHED

    @property
    def party_codes(self) -> list[str]:
        """The Parties it is about, as they stand in host names."""
        codes: Any = self.parameters.get("parties", [])
        return list(codes)


class JobLine(models.Model):
    """One line of a job's report, written while it runs: an English message id, and the facts that it names."""

    login_may = ("SELECT",)

    class Level(models.TextChoices):
        DONE = "done", _("done")
        NOTE = "note", _("note")
        ERROR = "error", _("error")

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="lines")
    at = models.DateTimeField(auto_now_add=True, db_default=Now())
    level = models.CharField(max_length=6, choices=Level, default=Level.DONE)
    party = models.CharField(max_length=20, blank=True, default="")
    text = models.TextField()
    facts = models.JSONField(default=dict, db_default={})

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text
