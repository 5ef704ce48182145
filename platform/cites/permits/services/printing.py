"""Printing permits on security paper, which the trail remembers: each sheet of it is accounted for."""

import hashlib

from django.db import transaction

from cites.accounts.models import User
from cites.permits.documents.overlay import render_overlay
from cites.permits.errors import NotForPaper
from cites.permits.models import Permit, PrintedOverlay
from cites.permits.queries.stamps import find_stamp, may_go_on_paper
from tenants.audit.services import record


def print_on_paper(*, permit: Permit, official: User) -> bytes:
    """Return what is printed over the form on security paper, and write down who had it printed.

    Raises NotForPaper, and CannotPrint.
    """
    if not may_go_on_paper(permit):
        raise NotForPaper(permit.number)
    pdf = render_overlay(permit)
    digest = hashlib.sha256(pdf).hexdigest()
    with transaction.atomic():
        PrintedOverlay.objects.create(permit=permit, sha256=digest)
        data = {"stamp": find_stamp(permit), "sha256": digest}
        record("permit.printed", subject=permit.subject, actor=official, data=data)
    return pdf
