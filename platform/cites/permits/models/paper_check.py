"""What an official saw of a document of another State that was presented here: written once, and never changed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cites.permits.models.application import Application
from kernel import clock
from kernel.reasons import Reason, Severity
from tenants.models import AppendOnly


class CheckOutcome(models.TextChoices):
    """What a check came to when it was made."""

    PASS = "pass", _("Nothing against it")  # no password
    WARN = "warn", _("Worth a look")
    STOP = "stop", _("Not to be accepted")


class PaperCheck(AppendOnly):
    """One check of one paper, with what the rules said on that day; a later one that ``corrects`` it takes its place.

    ``lines`` are as they were typed, ``reasons`` as the rules gave them: codes, English message ids and their facts.
    ``species_data`` are the bodies of data that they read, each with its day; none in checks from before it was kept.
    ``folded_number`` is the paper's number without spaces, signs and case, by which the same paper is known again.
    """

    append_only = True

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, null=True, blank=True, related_name="paper_checks"
    )
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="correction")
    country = models.CharField(_("country"), max_length=2)
    document_type = models.CharField(_("document"), max_length=3)
    number = models.CharField(_("number"), max_length=60, blank=True)
    folded_number = models.CharField(max_length=60, blank=True, db_index=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    authority = models.CharField(_("authority"), max_length=200, blank=True)
    signatory = models.CharField(_("signed by"), max_length=200, blank=True)
    purpose = models.CharField(_("purpose"), max_length=1, blank=True)
    presented_on = models.DateField(_("presented on"))
    arrived = models.BooleanField(_("specimens are here"))
    original = models.CharField(_("form in which it was presented"), max_length=12, blank=True)
    alterations = models.CharField(_("alterations"), max_length=12, blank=True)
    answers = models.JSONField(_("check list"), default=dict)
    boxes_missing = models.CharField(_("boxes that are empty"), max_length=200, blank=True)
    doubts = models.JSONField(_("doubts"), default=list)
    lines = models.JSONField(_("lines"), default=list)
    remark = models.TextField(_("remark"), max_length=2000, blank=True)
    reasons = models.JSONField(_("what the rules said"), default=list)
    species_data = models.JSONField(_("species data"), default=list, db_default=[], blank=True)
    outcome = models.CharField(_("outcome"), max_length=4, choices=CheckOutcome.choices)
    key = models.CharField(max_length=80)
    official = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("check of a paper of another State")
        verbose_name_plural = _("checks of papers of other States")
        ordering = ["-made_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["official", "key"], name="permits_papercheck_once")]

    def __str__(self) -> str:
        return f"{self.country} {self.number or '–'}"

    @property
    def subject(self) -> str:
        """Its name in the audit trail."""
        return f"paper_check:{self.pk}"

    @property
    def taxa(self) -> list[str]:
        """The codes of the taxa on its lines that are in the list, each once."""
        return sorted({line["taxon"] for line in self.lines if line["taxon"]})

    @property
    def said(self) -> list[Reason]:
        """What the rules said."""
        return [
            Reason(each["code"], each["message"], Severity(each["severity"]), each["data"], each["source"])
            for each in self.reasons
        ]


class CheckAcceptance(AppendOnly):
    """That a named official accepts a paper although rules that leave room for it speak against it."""

    append_only = True

    check_made = models.OneToOneField(PaperCheck, on_delete=models.PROTECT, related_name="acceptance")
    rules = models.JSONField(_("rules"), default=list)
    reason = models.TextField(_("why it is accepted"), max_length=2000)
    official = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("acceptance of a paper of another State")
        verbose_name_plural = _("acceptances of papers of other States")
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="permits_checkacceptance_with_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.check_made_id}"
