"""Addresses of permits on a Party's site; ``/verify/<code>`` is printed, and so never changes."""

from django.urls import path

from cites.permits.views import copies, keys, paper, permits, uses, verify, verify_document

urlpatterns = [
    path("verify/", verify.verify_form, name="verify"),
    path("verify/document/", verify_document.verify_document, name="verify-document"),
    path("verify/<path:code>", verify.verify, name="verify-code"),
    path(".well-known/jwks.json", keys.keys_of_party, name="signing-keys"),
    path(".well-known/signing-chain.pem", keys.chain_of_party, name="signing-chain"),
    path(".well-known/signing-authority.crl", keys.list_of_revoked, name="signing-authority-now"),
    path(".well-known/signing-authority/<str:authority>.crl", keys.list_of_revoked, name="signing-authority-list"),
    path("permits/stamps/", paper.stamp_list, name="stamps"),
    path("permits/test-page.pdf", paper.test_page, name="print-test"),
    path("permits/<path:number>/overlay/", paper.overlay, name="permit-overlay"),
    path("permits/<path:number>/copy/", copies.have_copied, name="permit-copying"),
    path("permits/<path:number>/copy.pdf", copies.permit_copy, name="permit-copy"),
    path("permits/<path:number>/use/", uses.use, name="permit-use"),
    path("permits/<path:number>.pdf", permits.permit_pdf, name="permit-pdf"),
    path("permits/<path:number>/", permits.permit_page, name="permit"),
]
