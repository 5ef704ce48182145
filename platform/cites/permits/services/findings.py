"""Writing what authorities find on a case."""

from collections.abc import Iterable
from datetime import datetime

from cites.accounts.models import User
from cites.permits.models import Application, AuthorityFinding, Finding, FindingKind
from kernel import clock
from tenants.audit.services import record
from tenants.profiles.schema import AuthorityKind
from tenants.releases.queries import release


def make_finding(
    *, application: Application, conclusion: str, conditions: str, reason: str, official: User,
    kind: str = FindingKind.NON_DETRIMENT, authority: str = AuthorityKind.SCIENTIFIC, lines: Iterable[int] = (),
    evidence: str = "", made_at: datetime | None = None,
) -> Finding:  # fmt: skip
    """Write down, for good, what an authority finds of ``lines``, by their places; of none, it is of the whole."""
    finding = Finding.objects.create(
        application=application,
        kind=kind,
        authority=authority,
        authority_name=name_of_authority(application, authority),
        conclusion=conclusion,
        conditions=conditions,
        reason=reason,
        evidence=evidence,
        lines=list(lines) or None,
        official=official,
        made_at=made_at or clock.now(),
    )
    _record(finding, finding.kind)
    return finding


def name_of_authority(application: Application, authority: str) -> str:
    """Return its name in the release of the case, in English."""
    return release(application.case.release_number).profile.authority(AuthorityKind(authority)).names.in_language("en")


def make_authority_finding(
    *, application: Application, authority: str, conclusion: str, conditions: str, reason: str, official: User
) -> AuthorityFinding:
    """Write down, for good, what another authority finds; ``authority`` is one of rules.authorities."""
    finding = AuthorityFinding.objects.create(
        application=application,
        authority=authority,
        conclusion=conclusion,
        conditions=conditions,
        reason=reason,
        official=official,
    )
    _record(finding, finding.authority)
    return finding


def _record(finding: Finding | AuthorityFinding, kind: str) -> None:
    told = {"kind": kind, "conclusion": finding.conclusion}
    record("finding.made", subject=finding.application.subject, actor=finding.official, data=told)
