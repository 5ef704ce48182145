"""The evidence of a standing finding: surveys, licences and papers, kept with it as it was made."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cites.permits.models.standing_finding import StandingFinding
from tenants.errors import AppendOnlyRecord
from tenants.models import Scan, StoredAttachment

_OF_THE_SCAN = frozenset({"scan", "virus", "scanned_at"})


def finding_file_path(file: "FindingFile", name: str) -> str:
    """Return where a file is kept: by its content, so that no name of a person is in a path."""
    return f"findings/{file.finding_id}/{file.sha256}.{file.extension}"


class FindingFile(StoredAttachment):
    """One file; after it is kept only what the scanner finds is written beside it, and no row is ever removed."""

    login_may = frozenset({"SELECT", "INSERT", "UPDATE"})

    finding = models.ForeignKey(StandingFinding, on_delete=models.PROTECT, related_name="files")
    file = models.FileField(_("file"), upload_to=finding_file_path, max_length=200)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("evidence of a finding")
        verbose_name_plural = _("evidence of findings")
        ordering = ["uploaded_at", "pk"]
        indexes = [
            models.Index(
                fields=["uploaded_at"], condition=models.Q(scan=Scan.WAITING), name="permits_evidence_unscanned"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["finding", "sha256"], name="permits_evidence_once"),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="permits_evidence_not_empty"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding and not set(kwargs.get("update_fields") or {"file"}) <= _OF_THE_SCAN:
            self._refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise AppendOnlyRecord(message="%(kind)s is never changed", data={"kind": self._meta.verbose_name})
