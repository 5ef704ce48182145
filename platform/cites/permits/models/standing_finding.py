"""A finding that is made for more than one case: for which specimens, from when until when, and how much a year."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cites.permits.models.codes import Conclusion, FindingKind, conclusion_words
from cites.permits.rules.standing import Scope
from kernel import clock
from tenants.models import AppendOnly


class StandingFinding(AppendOnly):
    """One finding in force between two days; a later one may take its place, and all are kept."""

    append_only = True

    kind = models.CharField(_("finding"), max_length=12, choices=FindingKind.choices)
    authority = models.CharField(_("authority"), max_length=40)
    authority_name = models.CharField(_("authority's name"), max_length=200)
    conclusion = models.CharField(_("conclusion"), max_length=12, choices=Conclusion.choices)
    conditions = models.TextField(_("conditions"), max_length=500, blank=True)
    reason = models.TextField(_("reasons"), max_length=4000)
    evidence = models.TextField(_("evidence"), max_length=2000, blank=True)
    taxon_code = models.CharField(_("taxon"), max_length=40)
    scientific_name = models.CharField(_("scientific name"), max_length=200)
    terms = models.CharField(_("types of specimen"), max_length=200, blank=True)
    sources = models.CharField(_("sources"), max_length=40, blank=True)
    country = models.CharField(_("country of origin"), max_length=2, blank=True)
    population = models.CharField(_("population"), max_length=200, blank=True)
    quantity = models.DecimalField(_("most in a year"), max_digits=18, decimal_places=6, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=3, blank=True)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"))
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replacement")
    official = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="standing_findings")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("finding in force")
        verbose_name_plural = _("findings in force")
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["taxon_code"], name="permits_standing_taxon")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(conclusion=Conclusion.CONDITIONAL, conditions=""),
                name="permits_standing_conditions_named",
            ),
            models.CheckConstraint(condition=Q(valid_until__gte=F("valid_from")), name="permits_standing_days"),
            models.CheckConstraint(condition=Q(quantity=None) | Q(quantity__gt=0), name="permits_standing_some"),
            models.CheckConstraint(
                condition=Q(organisation=None) | Q(applicant=None), name="permits_standing_one_holder"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.scientific_name}"

    def get_conclusion_display(self) -> str:  # type: ignore[no-redef]
        """How it comes out, in the reader's language."""
        return conclusion_words(self.kind, self.conclusion)

    @property
    def subject(self) -> str:
        """Its name in the audit trail."""
        return f"finding:{self.pk}"

    @property
    def allows_trade(self) -> bool:
        """Whether a permit may be granted on it."""
        return self.conclusion != Conclusion.NEGATIVE

    @property
    def holder(self) -> str:
        """For whom alone it is; nothing where it is for anybody."""
        if self.organisation:
            return self.organisation.name
        return str(self.applicant.full_name) if self.applicant else ""

    @property
    def is_withdrawn(self) -> bool:
        """Whether its authority took it back."""
        return hasattr(self, "withdrawal")

    @property
    def last_day(self) -> date:
        """The last day on which cases may take it over, if it is not withdrawn before."""
        later = getattr(self, "replacement", None)
        return self.valid_until if later is None else min(self.valid_until, later.valid_from - timedelta(days=1))

    @property
    def scope(self) -> Scope:
        """What the rules ask about it."""
        return Scope(
            kind=self.kind,
            authority=self.authority,
            taxon=self.taxon_code,
            terms=frozenset(self.terms.split()),
            sources=frozenset(self.sources.split()),
            country=self.country,
            holder=_holder("organisation", self.organisation_id) or _holder("person", self.applicant_id),
            first_day=self.valid_from,
            last_day=self.valid_until,
            quantity=self.quantity,
            unit=self.unit,
        )


class FindingWithdrawal(AppendOnly):
    """That an authority took a finding back, and why."""

    append_only = True

    finding = models.OneToOneField(StandingFinding, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.TextField(_("reason"), max_length=2000)
    official = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), default=clock.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="permits_withdrawal_with_a_reason")]

    def __str__(self) -> str:
        return f"{self.finding_id}"


def _holder(what: str, key: int | None) -> str:
    return f"{what}:{key}" if key else ""
