"""What the pages that change a proposal share: which version the reader saw, and what is said of an error."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect

from cites.accounts.access import SignedInRequest
from cites.administration.rules import DRAFTERS
from kernel.errors import DomainError
from localization.sentences import sentence_of
from tenants.releases.models import Proposal

_NONE = 0  # no proposal ever has this version, so a form without one is refused as out of date


def version_seen(request: SignedInRequest) -> int:
    """Return the version of the proposal that the page showed."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 9 else _NONE


def refuse_readers(request: SignedInRequest) -> None:
    """Refuse what is posted by somebody who may only read."""
    if request.method == "POST" and not request.user.has_role(*DRAFTERS):
        raise PermissionDenied


def done_by(request: SignedInRequest, proposal: Proposal, state: str) -> bool:
    """Tell whether the reader brought the proposal to that state already: a second click is no error."""
    person = proposal.proposed_by_id if state == Proposal.State.PROPOSED else proposal.decided_by_id
    return proposal.state == state and person == request.user.pk


def attempted(request: SignedInRequest, deed: Callable[[], Any], said: str, to: str, *args: Any) -> HttpResponse:
    """Do it and say so, or say why it cannot be done; either way go on to the page ``to``."""
    try:
        deed()
    except DomainError as error:
        messages.error(request, sentence_of(error))
    else:
        messages.success(request, said)
    return redirect(to, *args)
