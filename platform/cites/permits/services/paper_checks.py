"""Keeping what was seen of a paper of another State, and what an official decided against the rules about it."""

from typing import Any

from django.db import IntegrityError, transaction

from cites.accounts.models import User
from cites.permits.check_errors import CheckIsOver, NothingToAccept
from cites.permits.models import Application, CheckAcceptance, PaperCheck
from cites.permits.queries.incoming import PLAIN, Said, fold_number, line_as_kept, reasons_against
from cites.permits.queries.paper_checks import paper_check, to_accept
from cites.permits.rules.incoming import outcome_of
from cites.species.queries import datasets_of_taxa, kept_datasets, shown_datasets
from kernel.reasons import Reason
from tenants.audit.services import record


def keep_check(
    *, said: Said, official: User, key: str, application: Application | None = None, corrects: int | None = None
) -> PaperCheck:
    """Ask the rules and keep the check, once for a ``key``; one that it ``corrects`` counts no more.

    A correction is of the case of what it corrects. Raises UnknownPaperCheck and CheckIsOver.
    """
    before = PaperCheck.objects.filter(key=key, official=official).first()
    if before is not None:
        return before
    earlier = _corrected(corrects)
    about = {"corrects": earlier, "application": earlier.application if earlier else application}
    try:
        with transaction.atomic():
            made = PaperCheck.objects.create(**_columns(said, earlier), **about, key=key, official=official)
            record("paper_check.made", subject=made.subject, actor=official, data=_told(made))
    except IntegrityError as error:  # somebody was quicker: with the same button, or with another correction
        before = PaperCheck.objects.filter(key=key, official=official).first()
        if before is None:
            raise CheckIsOver from error
        return before
    return made


def accept_paper(*, pk: int, reason: str, official: User) -> CheckAcceptance:
    """Accept a paper against the rules that leave room for it, for a reason, in an official's name.

    Raises UnknownPaperCheck, CheckIsOver and NothingToAccept.
    """
    check = paper_check(pk)
    if hasattr(check, "correction"):
        raise CheckIsOver
    rules = sorted({each.code for each in to_accept(check)})
    if not rules:
        raise NothingToAccept
    try:
        with transaction.atomic():
            accepted = CheckAcceptance.objects.create(check_made=check, rules=rules, reason=reason, official=official)
            record("paper_check.accepted", subject=check.subject, actor=official, data={"rules": rules})
    except IntegrityError as error:
        raise NothingToAccept from error
    return accepted


def _corrected(pk: int | None) -> PaperCheck | None:
    if pk is None:
        return None
    earlier = paper_check(pk)
    if hasattr(earlier, "correction"):
        raise CheckIsOver
    return earlier


def _columns(said: Said, earlier: PaperCheck | None) -> dict[str, Any]:
    reasons = reasons_against(said, corrects=earlier)
    return {
        **{name: getattr(said, name) for name in PLAIN},
        "arrived": said.arrived,
        "folded_number": fold_number(said.number),
        "answers": dict(said.answers),
        "doubts": list(said.doubts),
        "lines": [line_as_kept(line) for line in said.lines],
        "reasons": [_as_kept(each) for each in reasons],
        "species_data": _data_read(said),
        "outcome": outcome_of(reasons),
    }


def _data_read(said: Said) -> list[dict[str, Any]]:
    taxa = frozenset(line.taxon for line in said.lines if line.taxon)
    return kept_datasets(shown_datasets(datasets_of_taxa(taxa), said.presented_on))


def _as_kept(said: Reason) -> dict[str, Any]:
    return {
        "code": said.code,
        "message": said.message,
        "severity": said.severity.value,
        "data": dict(said.data),
        "source": said.source,
    }


def _told(made: PaperCheck) -> dict[str, Any]:
    """Return what the trail keeps: the paper, what it came to, and by which rules; the words stand in the check."""
    told = {
        "country": made.country,
        "number": made.number,
        "outcome": str(made.outcome),
        "rules": sorted({each.code for each in made.said}),
    }
    if made.application is not None:
        told["case"] = made.application.reference
    return told | ({"corrects": made.corrects_id} if made.corrects_id else {})
