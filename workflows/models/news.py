"""What people are told of a case by mail."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from workflows.models.case import Case
from workflows.models.step import CaseStep


class Sending(models.TextChoices):
    """What became of the mail about a piece of news."""

    WAITING = "", _("Not sent yet")
    MAILED = "mailed", _("Mailed")
    NOT_WANTED = "not_wanted", _("Only on this page, as you chose")
    FAILED = "failed", _("The mail could not be delivered")


class CaseNews(models.Model):
    """One mail that somebody is to get about a case: written with what it tells of, sent after the commit.

    ``kind`` says which mail, ``text`` what the workflow adds, by language, and ``once`` of what it tells: of that,
    nobody is told twice. ``sent_at`` is when nothing was left to do about the mail, whatever became of it.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="news", verbose_name=_("case"))
    step = models.ForeignKey(
        CaseStep, models.PROTECT, null=True, blank=True, related_name="news", verbose_name=_("step")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="case_news", verbose_name=_("person")
    )
    kind = models.CharField(_("kind"), max_length=40)
    once = models.CharField(_("told of"), max_length=120)
    text = models.JSONField(_("text"), default=dict, blank=True)
    written_at = models.DateTimeField(_("written at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    sending = models.CharField(
        _("what became of the mail"), max_length=10, choices=Sending.choices, blank=True, default="", db_default=""
    )
    refusal = models.CharField(_("what the mail server said"), max_length=300, blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")
        indexes = [
            models.Index(fields=["written_at"], condition=models.Q(sent_at=None), name="news_unsent"),
            models.Index(fields=["sent_at"], condition=models.Q(sending="failed"), name="news_failed"),
        ]
        constraints = [models.UniqueConstraint(fields=["case", "person", "once"], name="news_once_for_a_person")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"

    @property
    def fate(self) -> Sending:
        """What became of the mail; where that was not noted yet, what was sent had been mailed."""
        return Sending.MAILED if self.sent_at and not self.sending else Sending(self.sending)
