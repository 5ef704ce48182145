"""What is missing before a case can go on, gathered from what the process, the rules and the ledger say anyway."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from billing.ledger import InvoiceState
from billing.queries import Account
from cites.casework.queries.ahead import findings_to_come
from cites.casework.queries.findings import title_of_verb
from cites.casework.queries.words import language
from cites.casework.rules import Part
from cites.permits.words import sentence_about_line
from kernel.reasons import Reason, hard_reasons
from localization.formats import format_money
from workflows.definition import StageKind
from workflows.offers import Offer
from workflows.queries import CaseNow

# Why a step is not for this person, or not meant for this case: nothing that anybody could bring.
_NOTHING_TO_BRING = frozenset(
    {
        "wrong_role",
        "needs_a_person",
        "automatic",
        "not_the_applicant",
        "own_application",
        "duty_conflict",
        "refused_by_you",
        "conditions_unmet",
        "findings_favourable",
        "already_issued",
        "not_issued",
    }
)
_PART_OF_REASON = {
    "not_paid": Part.FEES,
    "finding_missing": Part.FINDINGS,
    "finding_negative": Part.FINDINGS,
    "findings_unfavourable": Part.FINDINGS,
    "decision_missing": Part.HISTORY,
    "examination_missing": Part.HISTORY,
}


@dataclass(frozen=True)
class Missing:
    """One thing that somebody has to bring: the part of the case in which it stands, its status, and its words."""

    part: Part
    status: str
    text: str


def what_is_missing(
    now: CaseNow,
    offers: Iterable[Offer],
    reasons: Iterable[Reason],
    invoices: Iterable[Account],
    parts: frozenset[Part],
) -> list[Missing]:
    """All that lacks, in the order in which it is brought; nothing of a part that is closed to the reader."""
    to_come = findings_to_come(now)
    found = [
        *_of_the_applicant(now),
        *(_of_reason(reason, Part.RULES) for reason in hard_reasons(reasons)),
        *(Missing(Part.FINDINGS, "waiting", _still_to_come(verb)) for verb in to_come),
        *(_of_invoice(account) for account in invoices if account.state is InvoiceState.OWED),
    ]
    said = frozenset({"finding_missing"} if "record_finding" in to_come else ())
    said |= {"not_paid"} if any(each.part is Part.FEES for each in found) else set()
    found += _of_offers(offers, said)
    return [each for each in dict.fromkeys(found) if each.part in parts]


def _of_the_applicant(now: CaseNow) -> Iterator[Missing]:
    if _waits_for(now, "answer"):
        yield Missing(Part.MESSAGES, "waiting", _("The applicant has not answered the question yet."))
    if _waits_for(now, "submit"):
        yield Missing(Part.REQUEST, "waiting", _("The applicant has not sent the corrected application yet."))


def _waits_for(now: CaseNow, verb: str) -> bool:
    """Whether the case stands where it waits for that step, and does not merely allow it."""
    ways = [way for way in now.ways if way.move.verb == verb]
    waiting = [standing for standing in now.standings if standing.station.kind is StageKind.WAITING]
    return any(way.branch == each.branch and each.key in way.move.origins for way in ways for each in waiting)


def _still_to_come(verb: str) -> str:
    return _("Still to come: %(finding)s") % {"finding": title_of_verb(verb)}


def _of_invoice(account: Account) -> Missing:
    facts = {"number": account.invoice.number, "amount": format_money(account.due, language())}
    return Missing(Part.FEES, "unpaid", _("Invoice %(number)s: %(amount)s is owed.") % facts)


def _of_offers(offers: Iterable[Offer], said: frozenset[str]) -> Iterator[Missing]:
    for offer in offers:
        for reason in offer.reasons:
            if reason.code not in _NOTHING_TO_BRING | said:
                yield _of_reason(reason, _PART_OF_REASON.get(reason.code, Part.RULES))


def _of_reason(reason: Reason, part: Part) -> Missing:
    return Missing(part, str(reason.severity), sentence_about_line(reason))
