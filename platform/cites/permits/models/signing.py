"""The keys with which a Party signs: each written once, and what became of it in a table of events."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel import clock
from tenants.models import AppendOnly


class KeyEventKind(models.TextChoices):
    """What may become of a signing key."""

    RETIRED = "retired", _("retired")
    REVOKED = "revoked", _("revoked")


class SigningKey(AppendOnly):
    """A P-256 key; only the owner's login adds one, so that nothing injected into a Party's pages plants its own."""

    login_may = ("SELECT",)

    kid = models.CharField(max_length=40, unique=True)
    public_jwk = models.JSONField()
    # PKCS #8 under FIELD_KEY, opened by this very kid alone; empty where a hardware module keeps it under this kid.
    sealed_private = models.TextField()
    made_at = models.DateTimeField(default=clock.now)
    # Whose hand it was: an operator's, or that of an administrator of the Party; nobody's where onboarding made it.
    operator = models.EmailField(blank=True, default="")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(max_length=2000, blank=True, default="")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.kid

    @property
    def subject(self) -> str:
        """Its name in the audit trail."""
        return f"signing_key:{self.kid}"

    @property
    def in_hardware(self) -> bool:
        """Tell whether its private half lies in a hardware module, which it never leaves."""
        return not self.sealed_private

    @property
    def is_in_use(self) -> bool:
        """Tell whether it signs: it is neither retired nor revoked."""
        return not self.events.all()

    @property
    def revocation(self) -> "SigningKeyEvent | None":
        """The event by which it was revoked."""
        return next((event for event in self.events.all() if event.kind == KeyEventKind.REVOKED), None)

    @property
    def revoked_at(self) -> datetime | None:
        """The moment from which nothing that it signed is believed offline."""
        return self.revocation.at if self.revocation else None


class SigningKeyEvent(AppendOnly):
    """A key was retired by a newer one, or revoked; each happens once."""

    login_may = ("SELECT",)

    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=8, choices=KeyEventKind.choices)
    at = models.DateTimeField(default=clock.now)
    operator = models.EmailField(blank=True, default="")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(max_length=2000)
    # Since when somebody else may have had it, where that is known; what it signed is asked live whatever its day.
    exposed_on = models.DateField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["key", "kind"], name="permits_signingkeyevent_once")]

    def __str__(self) -> str:
        return f"{self.key}: {self.get_kind_display()}"
