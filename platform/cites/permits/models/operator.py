"""The Party's register of operators of the simplified procedure: who, for which specimens, and from when until when."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cites.permits.rules.registered import Stop, eve, stops_of
from kernel import clock
from tenants.models import AppendOnly


class RegisteredOperator(AppendOnly):
    """One registration of an organisation or a person. No types and no sources mean all of them.

    A later one of the same number takes it up when its days are over.
    """

    append_only = True

    number = models.CharField(_("registration number"), max_length=30)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    terms = models.CharField(_("types of specimen"), max_length=200, blank=True)
    sources = models.CharField(_("sources"), max_length=40, blank=True)
    remark = models.TextField(_("remark"), max_length=1000, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"))
    official = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("operator")
        verbose_name_plural = _("operators")
        ordering = ["number", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["number", "valid_from"], name="permits_operator_once"),
            models.CheckConstraint(condition=Q(valid_until__gte=F("valid_from")), name="permits_operator_days"),
            models.CheckConstraint(
                condition=Q(organisation=None, person__isnull=False) | Q(organisation__isnull=False, person=None),
                name="permits_operator_one_holder",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """Its name in the audit trail."""
        return f"operator:{self.pk}"

    @property
    def holder(self) -> str:
        """Who is registered."""
        return self.organisation.name if self.organisation else str(self.person.full_name) if self.person else ""

    @property
    def last_day(self) -> date:
        """The last day on which it may be used: that which was registered, or the eve of its end."""
        ends = [each.from_day for each in self.events.all() if each.kind == OperatorEventKind.ENDED]
        return min([self.valid_until, *map(eve, ends)])

    @property
    def stops(self) -> tuple[Stop, ...]:
        """The days on which it is suspended."""
        told = sorted((each for each in self.events.all()), key=lambda each: each.pk)
        return stops_of(
            (each.from_day, each.kind == OperatorEventKind.SUSPENDED)
            for each in told
            if each.kind != OperatorEventKind.ENDED
        )


class OperatorSpecies(AppendOnly):
    """A species or group that is approved beforehand for an operator."""

    append_only = True

    operator = models.ForeignKey(RegisteredOperator, on_delete=models.PROTECT, related_name="species")
    taxon_code = models.CharField(_("taxon"), max_length=40)
    scientific_name = models.CharField(_("scientific name"), max_length=200)
    official = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["scientific_name"]
        constraints = [
            models.UniqueConstraint(fields=["operator", "taxon_code"], name="permits_operatorspecies_once"),
        ]

    def __str__(self) -> str:
        return self.scientific_name


class OperatorEventKind(models.TextChoices):
    """What becomes of a registration."""

    SUSPENDED = "suspended", _("Suspended")
    RESTORED = "restored", _("In force again")
    ENDED = "ended", _("Ended")


class OperatorEvent(AppendOnly):
    """That a registration was suspended, is in force again, or has ended, from a day on, and why."""

    append_only = True

    operator = models.ForeignKey(RegisteredOperator, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(_("event"), max_length=10, choices=OperatorEventKind.choices)
    from_day = models.DateField(_("from"))
    reason = models.TextField(_("reason"), max_length=2000)
    official = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), default=clock.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="permits_operatorevent_with_a_reason"),
            models.UniqueConstraint(
                fields=["operator"], condition=Q(kind="ended"), name="permits_operatorevent_ends_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.operator_id}: {self.kind} {self.from_day}"
