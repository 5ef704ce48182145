"""Cases, the steps they took, who did which duty on them, and what was asked and answered."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.models import AppendOnly


class Case(models.Model):
    """One matter on its way through a workflow of the release under which it was opened."""

    reference = models.CharField(_("reference"), max_length=40, unique=True)
    workflow = models.CharField(_("workflow"), max_length=20)
    release_number = models.IntegerField(_("release"))
    stage = models.CharField(_("stage"), max_length=40)
    stage_since = models.DateTimeField(_("at this stage since"))
    version = models.IntegerField(_("version"), default=1)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="cases", verbose_name=_("opened by")
    )
    opened_at = models.DateTimeField(_("opened at"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        indexes = [models.Index(fields=["stage", "stage_since"], name="case_stage_since")]
        constraints = [models.CheckConstraint(condition=models.Q(version__gte=1), name="case_version_positive")]

    def __str__(self) -> str:
        return self.reference


class CaseBranch(models.Model):
    """How far a case has got in one of the branches that were opened at its present stage."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="branches", verbose_name=_("case"))
    branch = models.CharField(_("branch"), max_length=40)
    stage = models.CharField(_("stage"), max_length=40)
    since = models.DateTimeField(_("at this stage since"))

    class Meta:
        verbose_name = _("branch")
        verbose_name_plural = _("branches")
        ordering = ["case", "id"]
        constraints = [models.UniqueConstraint(fields=["case", "branch"], name="branch_once_in_a_case")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.branch}"


class CaseStep(AppendOnly):
    """One action that was done: who, what, from where to where; ``key`` makes a repeat harmless.

    A step in a branch leads from stage to stage of that branch; ``joined`` names the stage to which the case itself
    went on when it was the last to end.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="steps", verbose_name=_("case"))
    verb = models.CharField(_("action"), max_length=40)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="case_steps",
        verbose_name=_("person"),
    )
    from_stage = models.CharField(_("from stage"), max_length=40, blank=True)
    to_stage = models.CharField(_("to stage"), max_length=40)
    branch = models.CharField(_("branch"), max_length=40, blank=True, default="", db_default="")
    joined = models.CharField(_("joined to stage"), max_length=40, blank=True, default="", db_default="")
    version = models.IntegerField(_("version of the case after the step"))
    at = models.DateTimeField(_("at"))
    reason = models.TextField(_("reason"), blank=True)
    data = models.JSONField(_("facts"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    key = models.CharField(_("key of the request"), max_length=80, null=True, blank=True)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["case", "version"]
        constraints = [
            models.UniqueConstraint(fields=["case", "key"], name="step_once_for_a_key"),
            models.UniqueConstraint(fields=["case", "version"], name="step_once_for_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.verb}"

    @property
    def arrival(self) -> str:
        """The stage to which the case itself came by the step; empty where only a branch went on."""
        return self.joined or ("" if self.branch else self.to_stage)


class DutyKind(models.TextChoices):
    """The duties that one person may not combine on one case."""

    EXAMINE = "examine", _("examining")
    FIND = "find", _("making the finding")
    DECIDE = "decide", _("deciding")


class Duty(AppendOnly):
    """The one duty that a person does on a case: the database refuses a second one."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="duties", verbose_name=_("case"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="duties", verbose_name=_("person")
    )
    duty = models.CharField(_("duty"), max_length=10, choices=DutyKind.choices)
    taken_at = models.DateTimeField(_("taken at"))

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], name="one_duty_for_a_person"),
            models.CheckConstraint(condition=models.Q(duty__in=DutyKind.values), name="duty_known"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.duty}"


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


class CaseNews(models.Model):
    """One mail that somebody is to get about a case: written with what it tells of, sent after the commit.

    ``kind`` says which mail, ``text`` what the workflow adds, by language, and ``once`` of what it tells: of that,
    nobody is told twice.
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

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")
        indexes = [models.Index(fields=["written_at"], condition=models.Q(sent_at=None), name="news_unsent")]
        constraints = [models.UniqueConstraint(fields=["case", "person", "once"], name="news_once_for_a_person")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"
