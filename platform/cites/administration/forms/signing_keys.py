"""Changing a Party's signing keys: a reason, a day, the certificate of a national authority."""

from datetime import date
from typing import Any

from cryptography import x509
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cites.look.forms import DayField, Form
from cites.permits.errors import UnfitCertificate
from cites.permits.models import SigningKey
from cites.permits.signing.certificates import write_chain
from cites.permits.signing.chains import fit_chain
from cites.permits.signing.reading import MOST_BYTES, read_certificates
from localization.forms import TextField
from localization.sentences import sentence_of
from tenants.context import today

_PAPERS = ".pem,.crt,.cer,.der,.p7b,.p7c"


def _reason(help_text: Any) -> TextField:
    return TextField(label=_("Reason"), help_text=help_text, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class RotateForm(Form):
    """Why a new key is made, and that it was understood what happens."""

    submit_label = _("Make a new key")
    kid = forms.CharField(max_length=40, widget=forms.HiddenInput)
    reason = _reason(_("It stays in the history of the keys and in the audit trail."))
    understood = forms.BooleanField(label=_("I have read what happens"))


class RevokeForm(Form):
    """Why nothing that the key signed is to be believed by itself any more, and since when."""

    submit_label = _("Revoke this key for good")
    exposed_on = DayField(
        label=_("Since when may somebody else have had it?"),
        help_text=_("Leave it empty where you do not know. What the key signed is asked for live whatever its day."),
        required=False,
    )
    reason = _reason(_("Such as: a disk was stolen. It stays in the history of the keys and in the audit trail."))
    understood = forms.BooleanField(label=_("I have read what happens, and that it cannot be undone"))

    def __init__(self, key: SigningKey, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.key = key

    def clean_exposed_on(self) -> date | None:
        """Refuse a day still to come, and one before there was the key."""
        day: date | None = self.cleaned_data["exposed_on"]
        if day is None:
            return None
        if day > today():
            raise ValidationError(_("That day is still to come."))
        if day < timezone.localdate(self.key.made_at):
            raise ValidationError(_("The key was not made yet on that day."))
        return day


class CertificateFilesForm(Form):
    """The certificate that a national authority gave, and those above it where they are files of their own."""

    submit_label = _("Read the certificate")
    certificate = forms.FileField(
        label=_("Certificate"),
        help_text=_("The file from the authority: PEM, DER or PKCS #7, at most 64 kB. It may hold those above it too."),
        widget=forms.FileInput(attrs={"accept": _PAPERS}),
    )
    above = forms.FileField(
        label=_("The certificates above it"),
        help_text=_("Up to the one that signs itself, where they are in a file of their own."),
        required=False,
        widget=forms.FileInput(attrs={"accept": _PAPERS}),
    )

    def __init__(self, key: SigningKey, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.key = key
        self.chain: list[x509.Certificate] = []

    def clean_certificate(self) -> list[x509.Certificate]:
        """The certificates in the file."""
        return _read(self.cleaned_data["certificate"])

    def clean_above(self) -> list[x509.Certificate]:
        """Those in the second file; none where there is none."""
        file = self.cleaned_data["above"]
        return _read(file) if file else []

    def clean(self) -> dict[str, Any]:
        """Put them in order, and refuse what cannot stand behind the key."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                self.chain = fit_chain([*given["certificate"], *given["above"]], self.key)
            except UnfitCertificate as error:
                self.add_error("certificate", sentence_of(error))
        return given


class InstallForm(Form):
    """The chain that was read and shown, and why it is put behind the key."""

    submit_label = _("Sign with this certificate")
    kid = forms.CharField(max_length=40, widget=forms.HiddenInput)
    chain = forms.CharField(max_length=4 * MOST_BYTES, widget=forms.HiddenInput)
    reason = _reason(_("Such as the letter of the authority. It stays in the history of the keys."))

    def __init__(self, key: SigningKey, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.key = key
        self.read: list[x509.Certificate] = []

    def clean(self) -> dict[str, Any]:
        """Read it once more: what comes with a form may be anything."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if "chain" in given and "kid" in given:
            try:
                self.read = fit_chain(read_certificates(given["chain"].encode()), self.key, given["kid"])
                given["chain"] = write_chain(self.read)
            except UnfitCertificate as error:
                self.add_error(None, sentence_of(error))
        return given


def _read(file: Any) -> list[x509.Certificate]:
    try:
        return read_certificates(file.read(MOST_BYTES + 1))
    except UnfitCertificate as error:
        raise ValidationError(sentence_of(error), code=error.code) from error
