"""Who did which duty on a case."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.models import AppendOnly
from workflows.models.case import Case


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
