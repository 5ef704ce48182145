"""The counter from which a permit takes its number, one row a year."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

SERIES: Final = "permit"
REGISTER: Final = "registered_paper"
"""The names of the series: of permits, and of papers that others wrote."""


class NumberCounter(models.Model):
    """The last serial given out in a year; its row is locked while one is taken."""

    series = models.CharField(_("series"), max_length=20)
    year = models.SmallIntegerField(_("year"))
    last = models.IntegerField(_("last number"), default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "year"], name="permits_numbercounter_once"),
            models.CheckConstraint(
                condition=models.Q(last__gte=0),
                name="permits_numbercounter_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"
