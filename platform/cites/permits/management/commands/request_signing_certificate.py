"""``manage.py request_signing_certificate BB --by EMAIL``: what a national authority needs to certify the key."""

from typing import Any

from cites.permits.signing.certifying import certification_request
from tenants.management.parties import PartyCommand
from tenants.models import Party


class Command(PartyCommand):
    """The private half stays where it is; its answer is given to ``install_signing_certificate``."""

    help = "Print a certification request (PKCS #10) for the signing key in use."

    def work(self, party: Party, by: Any, options: dict[str, Any]) -> str:
        return f"for the key in use\n{certification_request(party=party)}"
