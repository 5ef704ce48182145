"""What people keep under a name, files made for them, which notices come by mail, and texts written often."""

from typing import Final

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel import clock


class KeptList(models.Model):
    """What a person asked the worklist for, under a name; ``query`` is that of its address."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="kept_lists")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=600)

    class Meta:
        verbose_name = _("list that a person keeps")
        verbose_name_plural = _("lists that people keep")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="casework_keptlist_name_once")]

    def __str__(self) -> str:
        return str(self.name)


class UnwantedMail(models.Model):
    """A kind of notice that a person reads on their page of notices and does not want by mail."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="unwanted_mails")
    subject = models.CharField(_("what the notices are about"), max_length=20)

    class Meta:
        verbose_name = _("kind of notice without a mail")
        verbose_name_plural = _("kinds of notices without a mail")
        constraints = [models.UniqueConstraint(fields=["person", "subject"], name="casework_unwantedmail_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.subject}"


class CannedText(models.Model):
    """A text that the office writes often, by language; ``words`` has one for each in which it was written."""

    name = models.CharField(_("name"), max_length=80)
    words = models.JSONField(_("text"), default=dict)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("text kept")
        verbose_name_plural = _("texts kept")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(retired_at=None), name="casework_cannedtext_name_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def state(self) -> str:
        """A mark of how it is now: another one after each change."""
        return str(self.changed_at.isoformat())


class RegisterView(models.Model):
    """What an official looked for in the register of permits, under a name; ``query`` is that of its address."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="register_views")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=1500)
    is_shared = models.BooleanField(_("for the whole office"), default=False)

    class Meta:
        verbose_name = _("view of the register")
        verbose_name_plural = _("views of the register")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="casework_registerview_name_once")]

    def __str__(self) -> str:
        return str(self.name)


class RegisterFileKind(models.TextChoices):
    """What is made of the permits that were looked for."""

    XLSX = "xlsx", _("Lines as a spreadsheet (XLSX)")
    ZIP = "zip", _("Documents (PDF) in one ZIP")


class RegisterFileState(models.TextChoices):
    """How far a file is."""

    WAITING = "waiting", _("Waiting to be made")
    MAKING = "making", _("Being made")
    READY = "ready", _("Ready")


CONTENT_TYPES: Final = {
    RegisterFileKind.XLSX.value: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    RegisterFileKind.ZIP.value: "application/zip",
}


def register_file_path(made: "RegisterFile", name: str) -> str:
    """Return where a file lies: by its own key, and by the attempt that made it."""
    return f"register/{made.pk}/{made.claim}.{made.kind}"


class RegisterFile(models.Model):
    """A file made of the register for one person, and gone after a day.

    ``asked`` is what was looked for. One worker at a time makes it: the one whose ``claim`` it bears, for as long as
    its ``beat_at`` is fresh.
    """

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="register_files")
    asked_at = models.DateTimeField(default=clock.now)
    kind = models.CharField(max_length=4, choices=RegisterFileKind.choices)
    asked = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=RegisterFileState.choices, default=RegisterFileState.WAITING)
    total = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    left_out = models.IntegerField(default=0)
    claim = models.CharField(max_length=16, blank=True)
    beat_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    file = models.FileField(upload_to=register_file_path, max_length=200, blank=True)
    size = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("file made of the register")
        verbose_name_plural = _("files made of the register")
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What it is called where it is downloaded."""
        return f"permits-{self.asked_at:%Y-%m-%d}-{self.pk}.{self.kind}"

    @property
    def content_type(self) -> str:
        """What it is, for the browser."""
        return CONTENT_TYPES[self.kind]

    @property
    def is_handed_out(self) -> bool:
        """Whether it is there to be downloaded."""
        return self.state == RegisterFileState.READY
