"""The mails that a practice twin keeps, the guided days that trainees began, and the pages they opened on them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel import clock
from tenants.models import AppendOnly


class InsideMail(AppendOnly):
    """A mail that would have left, were this no practice twin."""

    recipients = models.TextField(_("to"))
    subject = models.TextField(_("subject"))
    body = models.TextField(_("text"))
    sent_at = models.DateTimeField(_("sent at"), default=clock.now)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.subject


class FirstDay(AppendOnly):
    """A guided day that a person began; the latest counts. ``things`` names the cases and people made for it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="first_days")
    role = models.CharField(_("role"), max_length=24)
    began_at = models.DateTimeField(_("begun at"), default=clock.now)
    # The last entry of the audit trail by then: what the trail says after it was done on this day.
    after_entry = models.BigIntegerField()
    things = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"


class PageOpened(AppendOnly):
    """A page that somebody opened on a guided day, and what it is about: reading leaves no other trace."""

    day = models.ForeignKey(FirstDay, on_delete=models.PROTECT, related_name="pages")
    page = models.CharField(max_length=60)
    about = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "page", "about"], name="practice_page_opened_once")]

    def __str__(self) -> str:
        return f"{self.page} {self.about}"
