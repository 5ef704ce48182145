"""The steps that a case took."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.models import AppendOnly
from workflows.models.case import Case


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
        indexes = [models.Index(fields=["verb", "at"], include=["case", "version"], name="step_verb_at")]
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
