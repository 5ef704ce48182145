"""The examination: every check on what is shared and on each Party; with ``fix``, what is safe is mended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

import structlog

from kernel.text import gettext_noop
from tenants.context import as_owner
from tenants.doctor.checks import DoctorCheck, Finding, Progress, doctor_checks
from tenants.models import Party
from tenants.names import PUBLIC
from tenants.reasons import plain_reason

log = structlog.get_logger("doctor")


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One finding, by which check, and whether it was mended."""

    check: str
    finding: Finding
    mended: bool


def examine(*, iso2: str = "", fix: bool = False, whole: Progress | None = None) -> Iterator[Diagnosis]:
    """Yield all that is wrong, with the Party of ``iso2`` or everywhere; needs the owner's login.

    A check that fails is itself a finding. What ``fix`` has mended is looked at again before it counts as mended.
    With ``whole``, which is told how far it is, everything is looked at of which otherwise a sample is.
    """
    with as_owner(PUBLIC):
        parties = list(Party.objects.filter(iso2=iso2) if iso2 else Party.objects.all())
    if not iso2:
        yield from examine_shared(fix=fix)
    for party in parties:
        yield from examine_party(party, fix=fix, whole=whole)


def examine_shared(*, fix: bool = False) -> Iterator[Diagnosis]:
    """Yield what is wrong with what all Parties share, as ``examine`` does."""
    for check in doctor_checks:
        yield from _treat(check, PUBLIC, check.of_all, fix)


def examine_party(party: Party, *, fix: bool = False, whole: Progress | None = None) -> Iterator[Diagnosis]:
    """Yield what is wrong with one Party, as ``examine`` does."""
    for check in doctor_checks:
        of_whole = check.of_whole if whole else None
        look = partial(of_whole, party, whole) if of_whole and whole else partial(check.of_party, party)
        yield from _treat(check, party.schema_name, look, fix)


Look = Callable[[], Iterable[Finding]]


def _treat(check: DoctorCheck, schema: str, look: Look, fix: bool) -> Iterator[Diagnosis]:
    found = _look(schema, look)
    mendable = [finding for finding in found if finding.mend] if fix else []
    for finding in mendable:
        _mend(finding)
    left = _look(schema, look) if mendable else found
    yield from (Diagnosis(check.name, finding, mended=True) for finding in found if finding not in left)
    yield from (Diagnosis(check.name, finding, mended=False) for finding in left)


def _look(schema: str, look: Look) -> list[Finding]:
    try:
        return list(look())
    except Exception as error:  # what cannot even be looked at is wrong, and must not hide the rest
        log.warning("cannot be looked at", schema=schema, exc_info=error)
        message = gettext_noop("cannot be looked at: %(reason)s")
        return [Finding(schema, message, data={"reason": plain_reason(error)})]


def _mend(finding: Finding) -> None:
    try:
        assert finding.mend is not None
        finding.mend()
    except Exception:  # noqa: S110 - it is still there at the second look, and is reported
        pass
