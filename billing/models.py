"""Invoices, the ledger that says what became of them, and attempts to pay."""

import secrets

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kernel.money import Money
from tenants.models import AppendOnly


def new_code() -> str:
    """Return a code that nobody guesses, 128 bits."""
    return secrets.token_urlsafe(16)


class InvoiceBook(models.Model):
    """The invoices of one year: its row is locked to give the next number and to write in the ledger."""

    year = models.IntegerField(_("year"), unique=True)
    last_number = models.IntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("invoice book")
        verbose_name_plural = _("invoice books")

    def __str__(self) -> str:
        return str(self.year)


class Invoice(AppendOnly):
    """What a person owes for one matter (``reference``), as quoted on the day; never changed."""

    number = models.CharField(_("number"), max_length=30, unique=True)
    book = models.ForeignKey(InvoiceBook, models.PROTECT, related_name="invoices", verbose_name=_("invoice book"))
    reference = models.CharField(_("reference"), max_length=60, db_index=True)
    payer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="invoices", verbose_name=_("payer")
    )
    payer_name = models.CharField(_("payer’s name"), max_length=200)
    currency = models.CharField(_("currency"), max_length=3)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=4)
    confirmed = models.BooleanField(_("fees confirmed"), default=True)
    exemption = models.JSONField(_("exemption"), default=dict, blank=True)
    release_number = models.IntegerField(_("release"), null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="invoices_issued",
        verbose_name=_("issued by"),
    )
    issued_at = models.DateTimeField(_("issued at"))

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        ordering = ["-issued_at", "-id"]
        constraints = [models.CheckConstraint(condition=models.Q(amount__gte=0), name="invoice_not_negative")]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """Return the address of the invoice's page."""
        return reverse("invoice", args=[self.number])

    @property
    def total(self) -> Money:
        """What the invoice came to."""
        return Money(self.amount, self.currency)


class InvoiceLine(AppendOnly):
    """One fee of an invoice."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="lines", verbose_name=_("invoice"))
    position = models.IntegerField(_("position"))
    fee = models.CharField(_("fee"), max_length=40)
    label = models.JSONField(_("label"), encoder=DjangoJSONEncoder)
    quantity = models.DecimalField(_("quantity"), max_digits=20, decimal_places=6)
    each = models.DecimalField(_("each"), max_digits=14, decimal_places=4)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=4)

    class Meta:
        verbose_name = _("invoice line")
        verbose_name_plural = _("invoice lines")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["invoice", "position"], name="one_line_a_position")]

    def __str__(self) -> str:
        return f"{self.invoice_id} {self.fee}"

    @property
    def total(self) -> Money:
        """What the line comes to."""
        return Money(self.amount, self.invoice.currency)


class PaymentAttempt(models.Model):
    """One try to pay an invoice through a provider; the ledger, not this, says what is paid."""

    class State(models.TextChoices):
        """How the try went."""

        STARTED = "started", _("Started")
        DECLINED = "declined", _("Declined")
        SETTLED = "settled", _("Paid")

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="attempts", verbose_name=_("invoice"))
    provider = models.CharField(_("way to pay"), max_length=40)
    code = models.CharField(_("code"), max_length=40, unique=True, default=new_code)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.STARTED)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="payment_attempts",
        verbose_name=_("started by"),
    )
    started_at = models.DateTimeField(_("started at"))

    class Meta:
        verbose_name = _("attempt to pay")
        verbose_name_plural = _("attempts to pay")
        ordering = ["-started_at", "-id"]

    def __str__(self) -> str:
        return f"{self.invoice_id} {self.provider}"


class EntryKind(models.TextChoices):
    """What an entry in the ledger is; what is owed is charges less payments less voids plus refunds."""

    CHARGE = "charge", _("Charge")
    PAYMENT = "payment", _("Payment")
    REFUND = "refund", _("Refund")
    VOID = "void", _("Void")


class LedgerEntry(AppendOnly):
    """One fact about an invoice's money, in the invoice's currency; ``key`` makes a repeat harmless."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="entries", verbose_name=_("invoice"))
    kind = models.CharField(_("kind"), max_length=10, choices=EntryKind.choices)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=4)
    provider = models.CharField(_("way to pay"), max_length=40, blank=True)
    receipt = models.CharField(_("receipt number"), max_length=40, null=True, blank=True, unique=True)
    key = models.CharField(_("key"), max_length=120, unique=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ledger_entries",
        verbose_name=_("recorded by"),
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="entry_not_negative"),
            models.CheckConstraint(condition=models.Q(kind__in=EntryKind.values), name="entry_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id} {self.kind}"

    @property
    def total(self) -> Money:
        """The amount of the entry."""
        return Money(self.amount, self.invoice.currency)
