"""What an office asked of a body outside it, e.g. a museum: the request, its mails and links, and the one answer."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.models import AppendOnly
from workflows.models.case import Case

MOST_WRONG_CODES = 5


class BodyRequest(models.Model):
    """A question about a case to somebody who has no account, to be answered until the end of ``last_day``.

    ``parts`` names what of the case they may read and ``attachments`` which of its files; what these words and numbers
    mean, the app above says. Of the code only a digest is kept; ``code_number`` counts the codes that were made.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="body_requests", verbose_name=_("case"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="body_requests", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked at"))
    key = models.CharField(_("key of the request"), max_length=80)
    body = models.CharField(_("who is asked"), max_length=200)
    email = models.EmailField(_("e-mail address"), max_length=254)
    language = models.CharField(_("language"), max_length=10)
    question = models.TextField(_("question"), max_length=4000)
    parts = models.JSONField(_("parts of the case"), default=list, blank=True)
    attachments = models.JSONField(_("files of the case"), default=list, blank=True)
    last_day = models.DateField(_("last day to answer"))
    last_day_set_on = models.DateField(_("day on which the last day was stated"))
    code_digest = models.CharField(_("digest of the code"), max_length=200, blank=True, default="")
    code_number = models.IntegerField(_("codes made"), default=0)
    wrong_codes = models.IntegerField(
        _("wrong codes"), default=0, validators=[MinValueValidator(0), MaxValueValidator(MOST_WRONG_CODES)]
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )

    class Meta:
        verbose_name = _("request to a body outside")
        verbose_name_plural = _("requests to bodies outside")
        ordering = ["asked_at", "id"]
        indexes = [
            models.Index(fields=["last_day"], condition=models.Q(withdrawn_at=None), name="body_request_last_day")
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "asked_by", "key"], name="body_request_once_for_a_key"),
            models.CheckConstraint(
                condition=models.Q(wrong_codes__gte=0, wrong_codes__lte=MOST_WRONG_CODES),
                name="body_request_wrong_codes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.body}"


class BodyLink(AppendOnly):
    """One link that was mailed to a body; only the digest of its token is kept, and every mail has one of its own."""

    request = models.ForeignKey(BodyRequest, models.PROTECT, related_name="links", verbose_name=_("request"))
    digest = models.CharField(_("digest of the token"), max_length=64, unique=True)
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("link for a body outside")
        verbose_name_plural = _("links for bodies outside")

    def __str__(self) -> str:
        return f"{self.request_id} {self.made_at}"


class BodyMailKind(models.TextChoices):
    """Which mail it is."""

    QUESTION = "question", _("The question, with the link")
    CODE = "code", _("The code")
    REMINDER = "reminder", _("Reminder")


class BodySending(models.TextChoices):
    """What became of a mail."""

    WAITING = "", _("Not sent yet")
    MAILED = "mailed", _("Mailed")
    NEEDLESS = "needless", _("Not sent, for it was no longer needed")
    FAILED = "failed", _("The mail could not be delivered")


class BodyMail(models.Model):
    """One mail to a body: written with what it tells of, sent after the commit. Of what ``once`` names, nothing is
    mailed twice."""

    request = models.ForeignKey(BodyRequest, models.PROTECT, related_name="mails", verbose_name=_("request"))
    kind = models.CharField(_("kind"), max_length=10, choices=BodyMailKind.choices)
    once = models.CharField(_("told of"), max_length=40)
    written_at = models.DateTimeField(_("written at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    sending = models.CharField(
        _("what became of the mail"), max_length=10, choices=BodySending.choices, blank=True, default=""
    )
    refusal = models.CharField(_("what the mail server said"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("mail to a body outside")
        verbose_name_plural = _("mails to bodies outside")
        ordering = ["written_at", "id"]
        indexes = [models.Index(fields=["written_at"], condition=models.Q(sent_at=None), name="body_mail_unsent")]
        constraints = [models.UniqueConstraint(fields=["request", "once"], name="body_mail_once")]

    def __str__(self) -> str:
        return f"{self.request_id} {self.kind}"


class BodyAnswer(AppendOnly):
    """What a body answered; the database knows one answer to a request and no more."""

    request = models.OneToOneField(BodyRequest, models.PROTECT, related_name="answer", verbose_name=_("request"))
    text = models.TextField(_("text"), max_length=8000)
    answered_at = models.DateTimeField(_("answered at"))
    key = models.CharField(_("key of the request"), max_length=80)

    class Meta:
        verbose_name = _("answer of a body outside")
        verbose_name_plural = _("answers of bodies outside")

    def __str__(self) -> str:
        return f"{self.request_id} {self.answered_at}"
