"""What was asked about a case, and answered."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.models import AppendOnly
from workflows.models.case import Case


class MessageKind(models.TextChoices):
    """Which way a message goes."""

    QUESTION = "question", _("Question")
    ANSWER = "answer", _("Answer")


class CaseMessage(AppendOnly):
    """What the office asked the applicant, or the applicant answered."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="messages", verbose_name=_("case"))
    kind = models.CharField(_("kind"), max_length=10, choices=MessageKind.choices)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="case_messages", verbose_name=_("author")
    )
    text = models.TextField(_("text"), max_length=4000)
    sent_at = models.DateTimeField(_("sent at"))

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["sent_at", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=MessageKind.values), name="message_kind_known")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"


class CaseNote(AppendOnly):
    """What somebody of the office noted about a case for colleagues; no applicant ever reads it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="notes", verbose_name=_("case"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="case_notes", verbose_name=_("author")
    )
    text = models.TextField(_("text"), max_length=4000)
    noted_at = models.DateTimeField(_("noted at"))
    key = models.CharField(_("key of the request"), max_length=80)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["noted_at", "id"]
        constraints = [models.UniqueConstraint(fields=["case", "author", "key"], name="note_once_for_a_key")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.noted_at}"
