"""The certificates of signing keys: each written once, and the Party's own authority that stands behind them."""

from django.conf import settings
from django.db import models

from cites.permits.models.permit import PermitDocument
from cites.permits.models.signing import SigningKey
from kernel import clock
from tenants.models import AppendOnly


class SigningAuthority(AppendOnly):
    """A Party's own certificate authority, signed by itself; only the owner's login makes one and issues by it."""

    login_may = ("SELECT",)

    name = models.CharField(max_length=40, unique=True)
    certificate = models.TextField()  # PEM
    # PKCS #8 under FIELD_KEY, opened by this very name alone.
    sealed_private = models.TextField()
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """Its name in the audit trail."""
        return f"signing_authority:{self.name}"


class RevocationList(AppendOnly):
    """What an authority has revoked, as it was published from a moment on; the newest one is served."""

    login_may = ("SELECT",)

    authority = models.ForeignKey(SigningAuthority, on_delete=models.PROTECT, related_name="lists")
    number = models.IntegerField()
    pem = models.TextField()
    made_at = models.DateTimeField(default=clock.now)
    good_until = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "number"], name="permits_revocationlist_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="permits_revocationlist_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.authority}: {self.number}"


class SigningCertificate(AppendOnly):
    """Whose a signing key is, as PDF readers believe it; the newest of a key is the one that goes with signatures."""

    login_may = ("SELECT",)

    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="certificates")
    # PEM, the key's own certificate first, each signed by the next, the last by itself.
    chain = models.TextField()
    valid_until = models.DateTimeField()
    # Issued by a national authority, and not by the Party's own one here.
    national = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=clock.now)
    operator = models.EmailField(blank=True, default="")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(max_length=2000, blank=True, default="")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.key)


class DocumentSignature(AppendOnly):
    """By which key, and at which level of PAdES, an original was signed; originals of before have none."""

    document = models.OneToOneField(PermitDocument, on_delete=models.PROTECT, related_name="signature")
    kid = models.CharField(max_length=40)
    level = models.CharField(max_length=8)
    signed_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.document}: {self.kid}"
