"""The Party's national certificate: asked for by a request, brought as a file, read, shown, and put behind the key."""

from collections.abc import Sequence
from functools import partial

from cryptography import x509
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cites.accounts.access import SignedInRequest, posted, requires
from cites.accounts.confirming import ask_to_confirm, has_confirmed
from cites.administration.forms.signing_keys import CertificateFilesForm, InstallForm
from cites.administration.rules import DRAFTERS
from cites.administration.views.signing_keys import asked, key_or_404
from cites.permits.errors import UnfitCertificate
from cites.permits.models import SigningKey
from cites.permits.signing import requests
from cites.permits.signing.asking import ask_certificate
from cites.permits.signing.certificates import write_chain
from cites.permits.signing.chains import fit_chain
from cites.permits.signing.reading import described, read_certificates
from tenants.kept import kept_initial


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(*DRAFTERS)
def certificate(request: SignedInRequest) -> HttpResponse:
    """Ask for a request, and bring the certificate that answers it; once read, it is shown before anything is done."""
    key = key_or_404()
    form = CertificateFilesForm(key, posted(request), request.FILES or None)
    if form.is_valid():
        chain = write_chain(form.chain)
        return _to_install(request, key, InstallForm(key, initial={"kid": key.kid, "chain": chain}), form.chain)
    shown = {"key": key, "form": form, "made": requests.find_request(key.kid)}
    return render(request, "administration/keys/certificate.html", shown, status=422 if form.errors else 200)


@require_POST
@requires(*DRAFTERS)
def ask_request(request: SignedInRequest) -> HttpResponse:
    """Have the certification request of the key in use made, by the process that opens keys."""
    requests.ask_request(key=key_or_404(), by=request.user)
    messages.success(request, _("The request is being made. Load this page again in a moment."))
    return redirect("key-certificate")


@never_cache
@require_safe
@requires(*DRAFTERS)
def request_file(request: SignedInRequest) -> HttpResponse:
    """The certification request of the key in use (PKCS #10, PEM); 404 where nobody has made it."""
    key = key_or_404()
    made = requests.find_request(key.kid)
    if made is None or not made.pem:
        raise Http404
    named = {"Content-Disposition": f'attachment; filename="{key.kid}.csr"'}
    return HttpResponse(made.pem, content_type="application/pkcs10", headers=named)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(*DRAFTERS)
def install(request: SignedInRequest) -> HttpResponse:
    """Put the chain that was shown behind the key in use; the second step is asked for.

    Visited, it shows what was sent while the session had expired, and else leads to where a file is brought.
    """
    key = key_or_404()
    if request.method != "POST":
        kept = kept_initial(request)
        found = _read_again(str(kept.get("chain", "")), key)
        return (
            _to_install(request, key, InstallForm(key, initial=kept), found) if found else redirect("key-certificate")
        )
    form = InstallForm(key, request.POST)
    if not form.is_valid():
        return _to_install(request, key, form, form.read)
    if not has_confirmed(request):
        return ask_to_confirm(request, request.user)
    told = form.cleaned_data
    return asked(request, partial(ask_certificate, **told, by=request.user))


def _read_again(pem: str, key: SigningKey) -> list[x509.Certificate]:
    try:
        return fit_chain(read_certificates(pem.encode()), key)
    except UnfitCertificate:
        return []


def _to_install(
    request: SignedInRequest, key: SigningKey, form: InstallForm, chain: Sequence[x509.Certificate]
) -> HttpResponse:
    shown = {"key": key, "form": form, "chain": [described(each) for each in chain]}
    return render(request, "administration/keys/install.html", shown, status=422 if form.errors else 200)
