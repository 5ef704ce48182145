"""Questions to the Management Authority that issued a paper, and the log of what became of each: insert only."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cites.permits.models.paper_check import PaperCheck
from kernel import clock
from tenants.models import AppendOnly


class Way(models.TextChoices):
    """How a question or an answer travelled."""

    EMAIL = "email", _("By e-mail")
    POST = "post", _("By post")
    PHONE = "phone", _("By telephone")
    MESSAGE = "message", _("By an exchange of electronic permits")
    OTHER = "other", _("In another way")


class Tidings(models.TextChoices):
    """What happened with a question; the last four settle it."""

    SENT = "sent", _("The question was sent")
    REMINDED = "reminded", _("A reminder was sent")
    PARTLY = "partly", _("An answer came, and more is to follow")
    CONFIRMED = "confirmed", _("The authority confirms the paper")
    DENIED = "denied", _("The authority does not confirm the paper")
    UNANSWERED = "unanswered", _("No answer is expected any more")
    NEEDLESS = "needless", _("The answer is not needed any more")


SETTLING = frozenset({Tidings.CONFIRMED, Tidings.DENIED, Tidings.UNANSWERED, Tidings.NEEDLESS})


class Verification(AppendOnly):
    """One question about the paper of one check; ``rules`` are the ids of the reasons to ask."""

    append_only = True

    check_made = models.ForeignKey(PaperCheck, on_delete=models.PROTECT, related_name="verifications")
    authority = models.CharField(_("authority that is asked"), max_length=200)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=2)
    rules = models.JSONField(_("reasons to ask"), default=list)
    question = models.TextField(_("text"), max_length=6000)
    last_day = models.DateField(_("last day to answer"))
    key = models.CharField(max_length=80)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("question to an authority of another State")
        verbose_name_plural = _("questions to authorities of other States")
        ordering = ["-asked_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["asked_by", "key"], name="permits_verification_once")]

    def __str__(self) -> str:
        return f"{self.authority} {self.last_day}"

    @property
    def subject(self) -> str:
        """Its name in the audit trail."""
        return f"verification:{self.pk}"


class VerificationEntry(AppendOnly):
    """One entry of the log: what happened, on which day, by what way, who said it and what."""

    append_only = True

    verification = models.ForeignKey(Verification, on_delete=models.PROTECT, related_name="entries")
    tidings = models.CharField(_("what happened"), max_length=12, choices=Tidings.choices)
    way = models.CharField(_("way"), max_length=8, choices=Way.choices, blank=True)
    person = models.CharField(_("who answered"), max_length=200, blank=True)
    happened_on = models.DateField(_("day"))
    says = models.TextField(_("what was said"), max_length=4000, blank=True)
    key = models.CharField(max_length=80)
    official = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("entry about a question to an authority")
        verbose_name_plural = _("entries about questions to authorities")
        ordering = ["written_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["official", "key"], name="permits_verificationentry_once")]

    def __str__(self) -> str:
        return f"{self.verification_id} {self.tidings}"
