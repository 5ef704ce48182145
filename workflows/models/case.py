"""One matter on its way through a workflow, and the branches in which it stands."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Case(models.Model):
    """One matter on its way through a workflow of the release under which it was opened.

    ``lodged_at`` is when the applicant first sent it in; before that it is nobody else's matter. ``due_on`` is the day
    by which the first of the stages where it stands should be over, reckoned with the calendar that
    ``due_reckoned_with`` names; empty where none of them has a time.
    """

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
    lodged_at = models.DateTimeField(_("lodged at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    due_reckoned_with = models.CharField(_("calendar of the due date"), max_length=40, blank=True, db_default="")

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        indexes = [
            models.Index(fields=["stage", "stage_since"], name="case_stage_since"),
            # The lists of open cases are counted from this alone, and begin with its first rows.
            models.Index(
                fields=["due_on", "stage_since", "id"],
                include=["release_number", "workflow", "stage", "opened_by"],
                condition=models.Q(closed_at=None, lodged_at__isnull=False),
                name="case_to_be_done",
            ),
            models.Index(
                fields=["closed_at", "id"],
                include=["stage"],
                condition=models.Q(closed_at__isnull=False, lodged_at__isnull=False),
                name="case_done",
            ),
            # What was lodged in some months is counted from this.
            models.Index(
                fields=["lodged_at"],
                include=["workflow"],
                condition=models.Q(lodged_at__isnull=False),
                name="case_lodged",
            ),
        ]
        constraints = [models.CheckConstraint(condition=models.Q(version__gte=1), name="case_version_positive")]

    def __str__(self) -> str:
        return self.reference

    @property
    def subject(self) -> str:
        """Its name in the audit trail."""
        return f"case:{self.reference}"


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
