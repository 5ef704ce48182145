"""What the pages of a workflow share: the draft, none before the first change, and how a change is kept in it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cites.accounts.access import SignedInRequest
from cites.administration.forms.keys import Parts, table_at
from cites.administration.queries.processes import anchor
from cites.administration.rules import DRAFTERS
from localization.sentences import sentence_of
from tenants.releases.drafting import begin_draft, change_part
from tenants.releases.errors import ProposalNotOpen, ProposalWaiting
from tenants.releases.models import Proposal
from tenants.releases.queries import latest_release, open_proposal
from workflows.part import WORKFLOW


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody at the process of one type of document."""

    request: SignedInRequest
    code: str
    draft: Proposal | None
    parts: Parts

    @property
    def workflow(self) -> dict[str, Any]:
        """The process as the draft holds it, plain."""
        return table_at(self.parts, f"{WORKFLOW.name}.{self.code}")

    @property
    def may_change(self) -> bool:
        """Whether this person may change it now."""
        return self.request.user.has_role(*DRAFTERS) and (self.draft is None or self.draft.is_in_hand)


def visit_of(request: SignedInRequest, code: str, *, there: bool = True) -> Visit:
    """Return the visit; raise Http404 where there is no process of that type."""
    draft = open_proposal()
    parts = draft.parts if draft else latest_release().parts
    if there and code not in table_at(parts, WORKFLOW.name):
        raise Http404(code)
    return Visit(request, code, draft, parts)


def refused_now(visit: Visit) -> HttpResponse | None:
    """Lead away while a proposal waits for its decision; None where the draft may be changed."""
    if visit.draft is None or visit.draft.is_in_hand:
        return None
    messages.info(visit.request, _("A proposal waits for its decision. Take it back to change it."))
    return redirect("draft")


def kept(visit: Visit, workflow: dict[str, Any], key: str = "") -> HttpResponse:
    """Keep the process in the draft, which is begun by the first change, and lead to what was changed.

    Raises ProposalMovedOn where somebody changed the draft after it was read.
    """
    processes = {**table_at(visit.parts, WORKFLOW.name), visit.code: workflow}
    return kept_all(visit, processes, back_to(visit.code, key))


def kept_all(visit: Visit, processes: dict[str, Any], there: HttpResponse) -> HttpResponse:
    """Keep the processes of all types of documents in the draft, and lead there; raises as ``kept`` does."""
    try:
        _keep(visit, processes)
    except (ProposalWaiting, ProposalNotOpen) as refusal:
        messages.info(visit.request, sentence_of(refusal))
        return redirect("draft")
    words = _("Saved in the draft. Nothing changes until a second person has put it in force.")
    messages.success(visit.request, words)
    return there


def back_to(code: str, key: str = "") -> HttpResponse:
    """Lead to the page of the process, to the thing of that key."""
    answer = redirect("process", code)
    answer["Location"] += f"#{anchor(key)}" if key else ""
    return answer


@transaction.atomic
def _keep(visit: Visit, data: dict[str, Any]) -> None:
    person = visit.request.user
    draft = visit.draft or begin_draft(by=person)
    change_part(proposal=draft, part=WORKFLOW.name, data=data, by=person, version=draft.version)
