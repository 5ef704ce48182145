"""A sheet of lines that an applicant has sent for a draft, and what was read in it."""

from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cites.permits.models.application import Application
from tenants.models import StoredAttachment

CONTENT_TYPES: Final = {
    "text/csv": "csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}


class SheetState(models.TextChoices):
    """How far the reading of a sheet is."""

    WAITING = "waiting", _("Waiting to be read")
    READING = "reading", _("Being read")
    READ = "read", _("Read")
    FAULTY = "faulty", _("Cannot be read")
    ACCEPTED = "accepted", _("Lines added")


class DecimalMark(models.TextChoices):
    """What stands before the fraction of a quantity."""

    BY_ITSELF = "", _("As the numbers themselves show")
    POINT = ".", _("With a point: 1,250.5")
    COMMA = ",", _("With a comma: 1 250,5 or 1.250,5")


def sheet_path(sheet: "LineSheet", name: str) -> str:
    """Return where a sheet is kept: by its content, so that no name of a person is in a path."""
    return f"lines/{sheet.application_id}/{sheet.sha256}.{sheet.extension}"


class LineSheet(StoredAttachment):
    """One sheet; an application has one at most, for another one takes its place.

    ``headings`` are those of the sheet, ``columns`` tells where each of ours stands, ``notes`` and ``fault`` are
    messages with their data. ``good`` and ``bad`` count rows.
    """

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="line_sheet")
    file = models.FileField(_("file"), upload_to=sheet_path, max_length=200)
    content_type = models.CharField(_("kind of file"), max_length=100)  # that of an XLSX is long
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decimal_mark = models.CharField(_("decimal mark"), max_length=1, choices=DecimalMark, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=SheetState, default=SheetState.WAITING)
    headings = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    fault = models.JSONField(default=dict)
    total = models.IntegerField(_("rows"), default=0)
    good = models.IntegerField(_("rows without a fault"), default=0)
    bad = models.IntegerField(_("rows with a fault"), default=0)
    accepted = models.IntegerField(_("lines added"), default=0)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="permits_linesheet_not_empty")]

    @property
    def extension(self) -> str:
        """The file name's ending that fits the content."""
        return CONTENT_TYPES[self.content_type]

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will happen to it by itself."""
        return self.state not in (SheetState.WAITING, SheetState.READING)

    @property
    def done(self) -> int:
        """How many rows have been read."""
        return self.good + self.bad


class LineSheetRow(models.Model):
    """One row of a sheet: its cells, the line that it would be, and what speaks against it.

    ``number`` is the spreadsheet's. ``faults`` and ``warnings`` are messages with their data and the column.
    """

    sheet = models.ForeignKey(LineSheet, on_delete=models.CASCADE, related_name="rows")
    number = models.IntegerField(_("row"))
    cells = models.JSONField(default=list)
    line = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    is_good = models.BooleanField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["sheet", "number"], name="permits_linesheetrow_once")]

    def __str__(self) -> str:
        return f"{self.sheet_id}/{self.number}"
