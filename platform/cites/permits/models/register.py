"""The register of permits: one row a permit, by which officials find it among all that were ever issued."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cites.permits.models.codes import EventKind, document_choices
from cites.permits.models.paper import PaperPermit
from cites.permits.models.permit import Permit
from cites.permits.rules.numbering import LONGEST_OF_ALL


class RegisterEntry(models.Model):
    """What the register shows of a permit and finds it by; written anew from the permit with each of its events.

    That a permit has expired stands nowhere, for it depends on the day on which somebody asks.
    """

    # Either of the two: issued here, or on paper before there was this service.
    permit = models.OneToOneField(
        Permit, on_delete=models.PROTECT, null=True, blank=True, related_name="register_entry"
    )
    paper = models.OneToOneField(
        PaperPermit, on_delete=models.PROTECT, null=True, blank=True, related_name="register_entry"
    )
    number = models.CharField(_("number"), max_length=LONGEST_OF_ALL, unique=True)
    document_type = models.CharField(_("document"), max_length=3, choices=document_choices)
    issued_on = models.DateField(_("issued on"))
    valid_until = models.DateField(_("valid until"))
    # What ended it, of several events the one that counts, and since which day it was good for nothing.
    ended = models.CharField(_("ended by"), max_length=12, choices=EventKind.choices, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    exporter = models.CharField(_("exporter"), max_length=200)
    importer = models.CharField(_("importer"), max_length=200, blank=True)
    country = models.CharField(_("country of the other side"), max_length=2, blank=True)
    # The first names in the order of the lines, and of how many species they are.
    species = models.JSONField(_("species"), default=list)
    species_count = models.IntegerField(_("number of species"), default=0)
    appendices = models.CharField(_("Appendices"), max_length=20, blank=True)
    words = SearchVectorField(null=True, editable=False)

    class Meta:
        verbose_name = _("entry in the register of permits")
        verbose_name_plural = _("entries in the register of permits")
        ordering = ["-issued_on", "-pk"]
        indexes = [
            models.Index(fields=["issued_on", "id"], name="permits_register_issued_on"),
            models.Index(fields=["valid_until", "id"], name="permits_register_valid_until"),
            GinIndex(fields=["words"], name="permits_register_words"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(permit__isnull=False, paper=None) | Q(permit=None, paper__isnull=False),
                name="permits_register_of_one",
            )
        ]

    def __str__(self) -> str:
        return self.number
