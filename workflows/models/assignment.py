"""Who has taken a case upon themselves."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from workflows.models.case import Case


class Assignment(models.Model):
    """One person who holds a case at one of the stages where it stands, or held it until ``ended_at``.

    ``given_by`` is empty where the case came back to whoever had held it there before; ``ended_by`` is empty where it
    ended because the case went on.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="assignments", verbose_name=_("case"))
    branch = models.CharField(_("branch"), max_length=40, blank=True, default="")
    stage = models.CharField(_("stage"), max_length=40)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments", verbose_name=_("person")
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("given by")
    )
    note = models.TextField(_("note"), max_length=2000, blank=True)
    since = models.DateTimeField(_("since"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["since", "id"]
        indexes = [models.Index(fields=["person"], condition=models.Q(ended_at=None), name="assignment_held_by")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "branch"], condition=models.Q(ended_at=None), name="assignment_one_holder"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.person_id}"
