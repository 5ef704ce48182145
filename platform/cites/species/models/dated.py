"""What every table of reference data is made of: from when to when it holds, who says so, and as of which day."""

from datetime import date

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

THE_BEGINNING = date(1975, 7, 1)  # the Convention's entry into force
STARTER = "starter"  # the tables that come with the product


class Dataset(models.Model):
    """One body of reference data: whose it is, and as of which day."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    address = models.URLField(blank=True)
    credit = models.TextField(blank=True, help_text=_("What has to stand wherever it is shown."))
    taken_on = models.DateField(help_text=_("The day as of which it was true."))
    suspensions_taken_on = models.DateField(
        null=True, blank=True, help_text=_("The day of its suspensions of trade; blank: it holds none.")
    )
    quotas_taken_on = models.DateField(null=True, blank=True, help_text=_("The same of export quotas."))
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Edition(models.Model):
    """How often the reference data changed: one row, whose number grows in the transaction of each change."""

    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)


class OfDataset(models.Model):
    """A row that came with a body of reference data, and goes with it."""

    dataset = models.CharField(max_length=20, default=STARTER, db_default=STARTER, editable=False)

    class Meta:
        abstract = True


class Dated(models.Model):
    """A fact of reference data: from when to when it holds, who says so, and whether it was checked."""

    valid_from = models.DateField(default=THE_BEGINNING)
    valid_to = models.DateField(null=True, blank=True, help_text=_("Last day on which it holds."))
    source = models.CharField(max_length=200)
    checked = models.BooleanField(default=False, help_text=_("Compared with the official text by a person."))

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        """Say whether it holds on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class NamedInThree(models.Model):
    """Something with a name in each working language of the Convention."""

    name_en = models.CharField(max_length=200)
    name_fr = models.CharField(max_length=200, blank=True)
    name_es = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True

    def name_in(self, language: str) -> str:
        """Return the name in ``language``, or in English where there is none."""
        return getattr(self, f"name_{language.split('-')[0]}", "") or self.name_en

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_in(get_language() or "en")
