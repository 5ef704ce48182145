"""What a trader asks for: the application, its lines and the papers sent along."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cites.permits.models.codes import document_choices
from cites.permits.models.specimens import Specimens
from cites.permits.rules.facts import DocumentType
from kernel import clock
from tenants.models import StoredAttachment


class Application(models.Model):
    """A request for one document; its stage and history are the case's."""

    case = models.OneToOneField("workflows.Case", on_delete=models.PROTECT, related_name="application")
    document_type = models.CharField(
        _("document"),
        max_length=3,
        choices=document_choices,
        default=DocumentType.EXPORT,
    )
    applicant = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="applications")
    organisation = models.ForeignKey(
        "accounts.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
    )
    exporter_name = models.CharField(_("exporter's name"), max_length=200, blank=True)
    exporter_address = models.TextField(_("exporter's address"), max_length=500, blank=True)
    # Where it comes from, when that is another country; a permit of this one leaves it empty.
    exporter_country = models.CharField(_("country of export"), max_length=2, blank=True, default="", db_default="")
    consignee_name = models.CharField(_("importer's name"), max_length=200, blank=True)
    consignee_address = models.TextField(_("importer's address"), max_length=500, blank=True)
    consignee_country = models.CharField(_("country of import"), max_length=2, blank=True)
    purpose = models.CharField(_("purpose"), max_length=1, blank=True)
    port_of_exit = models.CharField(_("port of exit"), max_length=5, blank=True)
    import_permit_number = models.CharField(_("import permit number"), max_length=60, blank=True)
    import_permit_date = models.DateField(_("date of the import permit"), null=True, blank=True)
    comments = models.TextField(_("comments"), max_length=2000, blank=True)
    # What only some documents ask, by the names of permits.questions: texts, as they are kept at each sending.
    answers = models.JSONField(_("further answers"), default=dict, db_default={}, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    # When it was first changed since it was last sent; nothing while it is as it was sent.
    changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # What officials find it by; nothing until it is sent, and while its words are gathered anew.
    words = SearchVectorField(null=True, editable=False)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        indexes = [
            models.Index(fields=["applicant", "-created_at"]),
            GinIndex(fields=["words"], name="permits_application_words"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """The case's reference, by which people know the application."""
        return str(self.case.reference)

    @property
    def stage(self) -> str:
        """Where its case stands in the workflow."""
        return str(self.case.stage)

    @property
    def subject(self) -> str:
        """Its name in the audit trail."""
        return f"application:{self.reference}"


class ApplicationLine(Specimens):
    """One kind of specimen that is asked for."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="lines")
    # What only some specimens ask, by the names of permits.questions.
    answers = models.JSONField(_("further answers"), default=dict, db_default={}, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "position"],
                name="permits_applicationline_position",
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="permits_applicationline_some"),
            models.CheckConstraint(condition=Q(position__gt=0), name="permits_applicationline_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.scientific_name}"


def attachment_path(attachment: "Attachment", name: str) -> str:
    """Return where a paper is kept: by its content, so that no name of a person is in a path."""
    return f"applications/{attachment.application_id}/{attachment.sha256}.{attachment.extension}"


class Attachment(StoredAttachment):
    """A paper sent along with an application."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="attachments")
    file = models.FileField(_("file"), upload_to=attachment_path, max_length=200)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["uploaded_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "sha256"],
                condition=Q(removed_at=None),
                name="permits_attachment_once",
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="permits_attachment_not_empty"),
        ]
