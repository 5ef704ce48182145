"""What every file has in common that somebody attached to something."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel import clock
from tenants.attachments.content import EXTENSIONS


class Scan(models.TextChoices):
    """How far the search for viruses is: nothing where no scanner was set up as the file came."""

    NOT_ASKED = "", _("Not scanned for viruses")
    WAITING = "waiting", _("Being checked for viruses")
    CLEAN = "clean", _("No virus found")
    INFECTED = "infected", _("Removed, for a virus was found in it")


class StoredAttachment(models.Model):
    """One file; what it is was read from its content, not from its name.

    ``virus`` is what the scanner calls it; the bytes of such a file are gone.
    """

    name = models.CharField(_("name"), max_length=200)
    size = models.IntegerField(_("size in bytes"))
    content_type = models.CharField(_("kind of file"), max_length=40)
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField(default=clock.now)
    scan = models.CharField(
        _("search for viruses"), max_length=10, choices=Scan.choices, blank=True, default="", db_default=""
    )
    scanned_at = models.DateTimeField(_("scanned at"), null=True, blank=True)
    virus = models.CharField(_("virus found"), max_length=120, blank=True, default="", db_default="")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.name)

    @property
    def extension(self) -> str:
        """The file name's ending that fits the content."""
        return EXTENSIONS[self.content_type]

    @property
    def is_handed_out(self) -> bool:
        """Whether people may have it: no scanner was set up as it came, or it found nothing."""
        return self.scan in (Scan.NOT_ASKED, Scan.CLEAN)
