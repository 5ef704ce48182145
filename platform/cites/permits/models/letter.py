"""Letters to applicants: what they say, fixed with the step that calls for them, and the file made of that."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cites.permits.models.application import Application
from kernel import clock
from tenants.models import AppendOnly


class Letter(AppendOnly):
    """What the authority writes to an applicant about one step, in the words and the language of that day."""

    append_only = True

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="letters")
    step = models.OneToOneField("workflows.CaseStep", on_delete=models.PROTECT, related_name="letter")
    release_number = models.IntegerField(_("release"))
    language = models.CharField(_("language"), max_length=12)
    written_at = models.DateTimeField(_("written at"), default=clock.now)
    authority_name = models.CharField(_("Management Authority"), max_length=200)
    authority_address = models.TextField(_("its address"), max_length=500, blank=True)
    recipient_name = models.CharField(_("recipient"), max_length=200)
    recipient_address = models.TextField(_("recipient's address"), max_length=500, blank=True)
    subject = models.CharField(_("subject"), max_length=300)
    paragraphs = models.JSONField(_("paragraphs"), default=list)
    closing = models.CharField(_("closing"), max_length=200)

    class Meta:
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return self.subject


def letter_path(file: "LetterFile", name: str) -> str:
    """Return where the file of a letter is kept: by its content."""
    return f"letters/{file.letter_id}/{file.sha256}.pdf"


class LetterFile(AppendOnly):
    """The PDF made of a letter, with the digest by which an altered one is found."""

    append_only = True

    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="made")
    file = models.FileField(_("file"), upload_to=letter_path, max_length=200)
    size = models.IntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.letter_id}.pdf"
