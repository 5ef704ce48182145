"""Files that somebody attached to what was said about a case."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.models import StoredAttachment
from workflows.models.body import BodyAnswer
from workflows.models.case import Case
from workflows.models.message import CaseMessage, CaseNote
from workflows.models.step import CaseStep


def case_attachment_path(attachment: "CaseAttachment", name: str) -> str:
    """Return where a file is kept: by its content, so that no name of a person is in a path."""
    return f"cases/{attachment.case_id}/{attachment.sha256}.{attachment.extension}"


class CaseAttachment(StoredAttachment):
    """One file with a question or an answer, a note, a step such as a finding, or the answer of a body outside.

    ``uploaded_by`` is empty where a body outside sent it.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="attachments", verbose_name=_("case"))
    message = models.ForeignKey(CaseMessage, models.PROTECT, null=True, blank=True, related_name="attachments")
    note = models.ForeignKey(CaseNote, models.PROTECT, null=True, blank=True, related_name="attachments")
    step = models.ForeignKey(CaseStep, models.PROTECT, null=True, blank=True, related_name="attachments")
    answer = models.ForeignKey(BodyAnswer, models.PROTECT, null=True, blank=True, related_name="attachments")
    file = models.FileField(_("file"), upload_to=case_attachment_path, max_length=200)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("file of a case")
        verbose_name_plural = _("files of cases")
        ordering = ["uploaded_at", "pk"]
        indexes = [
            models.Index(fields=["uploaded_at"], condition=models.Q(scan="waiting"), name="case_attachment_unscanned")
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(size__gt=0), name="case_attachment_not_empty"),
            models.CheckConstraint(
                condition=models.Q(message__isnull=False, note=None, step=None, answer=None)
                | models.Q(message=None, note__isnull=False, step=None, answer=None)
                | models.Q(message=None, note=None, step__isnull=False, answer=None)
                | models.Q(message=None, note=None, step=None, answer__isnull=False),
                name="case_attachment_of_one_thing",
            ),
        ]
