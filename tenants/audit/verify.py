"""Checks that nobody altered, removed or reordered what the trail of the active schema says."""

from __future__ import annotations

from dataclasses import dataclass, field

from tenants.audit.chain import BEFORE_THE_FIRST, digest_of, head_is_signed
from tenants.audit.heads import heads_outside
from tenants.audit.models import AuditEntry, AuditHead, AuditSeal
from tenants.context import active_schema


@dataclass(slots=True)
class Verdict:
    """What was found: how many entries are sealed, the ids of those that wait, and every fault in words."""

    sealed: int = 0
    unsealed: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def intact(self) -> bool:
        return not self.faults


def verify_audit() -> Verdict:
    """Follow the chain of the active schema from its first entry and compare it with every signed head."""
    verdict = Verdict(unsealed=list(AuditEntry.objects.filter(seal=None).order_by("id").values_list("id", flat=True)))
    digests = _follow_chain(verdict)
    _check_heads_inside(verdict, digests)
    _check_heads_outside(verdict, digests)
    _check_end(verdict)
    return verdict


def _follow_chain(verdict: Verdict) -> dict[int, str]:
    digests: dict[int, str] = {}
    number, previous = 0, BEFORE_THE_FIRST
    for seal in AuditSeal.objects.order_by("number").select_related("entry").iterator(2000):
        number += 1
        if seal.number != number:
            verdict.faults.append(f"seal {number} is missing")
            number = seal.number
        elif seal.previous != previous:
            verdict.faults.append(f"seal {seal.number} does not follow the one before it")
        if digest_of(seal.entry, seal.number, seal.previous) != seal.digest:
            verdict.faults.append(f"entry {seal.entry_id} was altered")
        digests[seal.number] = previous = seal.digest
    verdict.sealed = len(digests)
    return digests


def _check_heads_inside(verdict: Verdict, digests: dict[int, str]) -> None:
    for head in AuditHead.objects.order_by("number").iterator(2000):
        if not head_is_signed(active_schema(), head.number, head.digest, head.signature):
            verdict.faults.append(f"head {head.number} is not signed by us")
        elif digests.get(head.number) != head.digest:
            verdict.faults.append(f"the chain does not lead to head {head.number}")


def _check_heads_outside(verdict: Verdict, digests: dict[int, str]) -> None:
    for head in heads_outside(active_schema()):
        number, digest = int(head["number"]), head["digest"]
        if not head_is_signed(active_schema(), number, digest, head["signature"]):
            verdict.faults.append(f"the copy of head {number} is not signed by us")
        elif digests.get(number) != digest:
            verdict.faults.append(f"the chain does not lead to the copy of head {number}")


def _check_end(verdict: Verdict) -> None:
    newest = AuditHead.objects.order_by("-number").values_list("number", flat=True).first() or 0
    if newest > verdict.sealed:
        verdict.faults.append("seals at the end of the chain are missing")
