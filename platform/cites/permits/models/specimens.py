"""What box 7 to 12 say of one kind of specimen, as it stood on the day it was written."""

from django.db import models
from django.utils.translation import gettext_lazy as _

_LETTERS = 26


def letter(position: int) -> str:
    """Return the letter of the ``position``-th line of a form (from 1): A to Z, then AA, AB and on."""
    before, last = divmod(position - 1, _LETTERS)
    return (letter(before) if before else "") + chr(ord("A") + last)


class Specimens(models.Model):
    """One line of an application or of a permit; the taxon is copied, never referred to."""

    position = models.SmallIntegerField(_("line"))
    taxon_code = models.CharField(_("taxon"), max_length=40)
    scientific_name = models.CharField(_("scientific name"), max_length=200)
    common_name = models.CharField(_("common name"), max_length=200, blank=True)
    kingdom = models.CharField(_("kingdom"), max_length=20)
    appendix = models.CharField(_("Appendix"), max_length=3, blank=True)
    term = models.CharField(_("type of specimen"), max_length=3)
    description = models.CharField(_("description"), max_length=300, blank=True)
    marks = models.CharField(_("marks or numbers"), max_length=300, blank=True)
    quantity = models.DecimalField(_("quantity"), max_digits=18, decimal_places=6)
    unit = models.CharField(_("unit"), max_length=3, blank=True)
    source = models.CharField(_("source"), max_length=1)
    source2 = models.CharField(_("second source"), max_length=1, blank=True)
    country_of_origin = models.CharField(_("country of origin"), max_length=2)
    # What follows came later: the database's own defaults let programs of before go on writing.
    registered_operation = models.CharField(
        _("registered operation"), max_length=60, blank=True, default="", db_default=""
    )
    acquired_on = models.DateField(_("date of acquisition"), null=True, blank=True)
    justification = models.CharField(
        _("why the source is unknown"), max_length=500, blank=True, default="", db_default=""
    )
    # Boxes 12 and 12a: the papers under which they came before, or why these are not known.
    origin_permit_number = models.CharField(
        _("permit of the country of origin"), max_length=60, blank=True, default="", db_default=""
    )
    origin_permit_date = models.DateField(_("its date"), null=True, blank=True)
    origin_permit_missing = models.CharField(
        _("why it is not known"), max_length=300, blank=True, default="", db_default=""
    )
    reexport_country = models.CharField(
        _("country of last re-export"), max_length=2, blank=True, default="", db_default=""
    )
    reexport_number = models.CharField(
        _("certificate of last re-export"), max_length=60, blank=True, default="", db_default=""
    )
    reexport_date = models.DateField(_("date of the certificate"), null=True, blank=True)
    # Of living animals (Article VIII.6: size and sex, where applicable): F, M or U; the age as people say it.
    sex = models.CharField(_("sex"), max_length=1, blank=True, default="", db_default="")
    age = models.CharField(_("age or date of birth"), max_length=60, blank=True, default="", db_default="")

    class Meta:
        abstract = True

    @property
    def letter(self) -> str:
        """The line's letter on the form."""
        return letter(self.position)

    @property
    def sources(self) -> list[str]:
        """The one or two source codes of box 10."""
        return [code for code in (self.source, self.source2) if code]
