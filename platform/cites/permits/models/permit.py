"""The permit: facts that are written once, the events that follow, and the files made of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cites.permits.models.application import Application
from cites.permits.models.codes import DocumentKind, EventKind, document_choices
from cites.permits.models.specimens import Specimens
from cites.permits.rules.numbering import LONGEST_OF_ALL
from kernel import clock
from tenants.models import AppendOnly


class Permit(AppendOnly):
    """An issued document; never edited, for what changes is an event beside it."""

    append_only = True

    number = models.CharField(_("number"), max_length=LONGEST_OF_ALL, unique=True)
    code = models.CharField(_("verification code"), max_length=26, unique=True)
    document_type = models.CharField(_("document"), max_length=3, choices=document_choices)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="permits")
    # Of several that one application leads to (the simplified procedure), each has a place of its own, from 1.
    # What replaces another takes its place.
    batch_position = models.SmallIntegerField(_("place among those issued together"), default=1, db_default=1)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replacement", verbose_name=_("replaces")
    )
    # Of a replacement: the day of the first permit in its place, for it counts in that one's year and in no other.
    first_issued_on = models.DateField(_("first issued on"), null=True, blank=True)
    release_number = models.IntegerField(_("release"))
    language = models.CharField(_("language"), max_length=12)
    issued_at = models.DateTimeField(_("issued at"), default=clock.now)
    issued_on = models.DateField(_("issued on"))
    valid_until = models.DateField(_("valid until"))
    place_of_issue = models.CharField(_("place of issue"), max_length=120, blank=True)
    authority_name = models.CharField(_("Management Authority"), max_length=200)
    authority_address = models.TextField(_("its address"), max_length=500, blank=True)
    signatory = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signatory_name = models.CharField(_("signatory"), max_length=200)
    exporter_name = models.CharField(_("exporter"), max_length=200)
    exporter_address = models.TextField(_("exporter's address"), max_length=500, blank=True)
    exporter_country = models.CharField(_("country of export"), max_length=2)
    # Blank where the holder travels with the specimens, or completes the box.
    consignee_name = models.CharField(_("importer"), max_length=200, blank=True)
    consignee_address = models.TextField(_("importer's address"), max_length=500, blank=True)
    consignee_country = models.CharField(_("country of import"), max_length=2, blank=True)
    purpose = models.CharField(_("purpose"), max_length=1)
    port_of_exit = models.CharField(_("port of exit"), max_length=5, blank=True)
    import_permit_number = models.CharField(_("import permit number"), max_length=60, blank=True)
    import_permit_date = models.DateField(_("date of the import permit"), null=True, blank=True)
    special_conditions = models.TextField(_("special conditions"), max_length=600, blank=True)
    # What the document says on its face beyond its boxes, by the names of permits.documents.face.
    answers = models.JSONField(_("further answers"), default=dict, db_default={}, blank=True)

    class Meta:
        ordering = ["-issued_at", "-pk"]
        indexes = [models.Index(fields=["issued_on"], name="permits_permit_issued_on")]
        constraints = [
            # An application leads to one permit, or to one batch; each of them is replaced by one at most, and so on.
            models.UniqueConstraint(
                fields=["application", "batch_position"],
                condition=Q(replaces=None),
                name="permits_permit_once_unreplaced",
            ),
            models.CheckConstraint(
                condition=Q(replaces=None, first_issued_on=None)
                | Q(replaces__isnull=False, first_issued_on__lte=F("issued_on")),
                name="permits_permit_replaces_since",
            ),
            models.CheckConstraint(condition=Q(batch_position__gte=1), name="permits_permit_batch_from_one"),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("issued_on")),
                name="permits_permit_valid_after_issue",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """Its name in the audit trail."""
        return f"permit:{self.number}"


class PermitLine(AppendOnly, Specimens):
    """One kind of specimen that may be traded under a permit."""

    append_only = True

    permit = models.ForeignKey(Permit, on_delete=models.PROTECT, related_name="lines")
    quota_used = models.DecimalField(
        _("exported so far this year"),
        max_digits=18,
        decimal_places=6,
        null=True,
        blank=True,
    )
    quota_total = models.DecimalField(_("annual quota"), max_digits=18, decimal_places=6, null=True, blank=True)
    # What box 9 says besides, by the names of permits.documents.lines.
    answers = models.JSONField(_("further answers"), default=dict, db_default={}, blank=True)

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["taxon_code"], name="permits_permitline_taxon")]
        constraints = [
            models.UniqueConstraint(fields=["permit", "position"], name="permits_permitline_position"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="permits_permitline_some"),
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.scientific_name}"


class PermitEvent(AppendOnly):
    """Something that happened to a permit; each kind happens once."""

    append_only = True

    permit = models.ForeignKey(Permit, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(_("event"), max_length=12, choices=EventKind.choices)
    at = models.DateTimeField(_("at"), default=clock.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    # Where it became known later than it happened: since which day.
    happened_on = models.DateField(_("happened on"), null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["permit", "kind"], name="permits_permitevent_once")]

    def __str__(self) -> str:
        return f"{self.permit}: {self.get_kind_display()}"


def document_path(document: "PermitDocument", name: str) -> str:
    """Return where the file of a permit is kept: by its content."""
    return f"permits/{document.permit_id}/{document.sha256}.pdf"


class PermitDocument(AppendOnly):
    """A file made of a permit, with the digest by which an altered one is found."""

    append_only = True

    permit = models.ForeignKey(Permit, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(
        _("rendition"),
        max_length=12,
        choices=DocumentKind.choices,
        default=DocumentKind.ORIGINAL,
    )
    file = models.FileField(_("file"), upload_to=document_path, max_length=200)
    size = models.IntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    pages = models.SmallIntegerField(_("pages"))
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["made_at", "pk"]
        # By what lies before them strangers ask whether it was handed out here.
        indexes = [models.Index(fields=["sha256"], name="permits_permitdocument_sha256")]
        constraints = [models.UniqueConstraint(fields=["permit", "kind"], name="permits_permitdocument_once")]

    def __str__(self) -> str:
        return f"{self.permit}.pdf"
