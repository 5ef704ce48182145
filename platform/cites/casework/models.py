"""What people keep: lists of cases under a name, which notices come by mail, and texts that an office writes often."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


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
