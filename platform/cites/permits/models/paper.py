"""Permits that were issued on paper before the service, and the sheets from which they were imported."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cites.permits.models.codes import EventKind, document_choices
from cites.permits.models.specimens import Specimens
from cites.permits.rules.numbering import LONGEST_OF_ALL
from kernel import clock
from tenants.models import AppendOnly


class PaperSheet(models.Model):
    """A sheet of an old series as it was read; its rows are gone once they are permits, or given up.

    ``columns`` tells where each of ours stands; ``total``, ``good`` and ``bad`` count rows, ``accepted`` permits.
    """

    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=clock.now)
    name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    headings = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    good = models.IntegerField(_("rows without a fault"), default=0)
    bad = models.IntegerField(_("rows with a fault"), default=0)
    accepted = models.IntegerField(_("permits imported"), default=0)
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def subject(self) -> str:
        """Its name in the audit trail."""
        return f"paper_sheet:{self.pk}"


class PaperSheetRow(models.Model):
    """One row of such a sheet: its cells, the permit and the line that they say, what is wrong, and worth a look."""

    sheet = models.ForeignKey(PaperSheet, on_delete=models.CASCADE, related_name="rows")
    number = models.IntegerField(_("row"))
    cells = models.JSONField(default=list)
    paper = models.JSONField(default=dict)
    line = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    warnings = models.JSONField(default=list, db_default=[])
    is_good = models.BooleanField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["sheet", "number"], name="permits_papersheetrow_once")]

    def __str__(self) -> str:
        return f"{self.sheet_id}/{self.number}"


class PaperPermit(AppendOnly):
    """What is on record of a permit that was issued on paper; nothing of it is signed, and it has no code."""

    append_only = True

    number = models.CharField(_("number"), max_length=LONGEST_OF_ALL, unique=True)
    document_type = models.CharField(_("document"), max_length=3, choices=document_choices)
    issued_on = models.DateField(_("issued on"))
    valid_until = models.DateField(_("valid until"))
    ended = models.CharField(_("ended by"), max_length=12, choices=EventKind.choices, blank=True)
    exporter_name = models.CharField(_("exporter"), max_length=200)
    exporter_country = models.CharField(_("country of export"), max_length=2)
    consignee_name = models.CharField(_("importer"), max_length=200, blank=True)
    consignee_country = models.CharField(_("country of import"), max_length=2, blank=True)
    purpose = models.CharField(_("purpose"), max_length=1, blank=True)
    signatory_name = models.CharField(_("signatory"), max_length=200, blank=True)
    # From which file it came, and who took it over.
    source_name = models.CharField(_("file"), max_length=200)
    source_sha256 = models.CharField(max_length=64)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("issued_on")), name="permits_paperpermit_valid_after_issue"
            )
        ]

    def __str__(self) -> str:
        return self.number


class PaperPermitLine(AppendOnly, Specimens):
    """One kind of specimen on a permit that was issued on paper."""

    append_only = True

    permit = models.ForeignKey(PaperPermit, on_delete=models.PROTECT, related_name="lines")

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["taxon_code"], name="permits_paperline_taxon")]
        constraints = [models.UniqueConstraint(fields=["permit", "position"], name="permits_paperpermitline_position")]

    def __str__(self) -> str:
        return f"{self.letter} {self.scientific_name}"
