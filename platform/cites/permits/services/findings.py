"""Writing findings."""

from cites.accounts.models import User
from cites.permits.models import Application, AuthorityFinding, Finding, FindingKind
from tenants.audit.services import record
from tenants.profiles.schema import AuthorityKind
from tenants.releases.queries import release


def make_finding(*, application: Application, conclusion: str, conditions: str, reason: str, official: User) -> Finding:
    """Write down the Scientific Authority's non-detriment finding, for good (Articles III.2(a) and IV.2(a))."""
    authority = release(application.case.release_number).profile.scientific_authority
    finding = Finding.objects.create(
        application=application,
        kind=FindingKind.NON_DETRIMENT,
        authority=AuthorityKind.SCIENTIFIC,
        authority_name=authority.names.in_language("en"),
        conclusion=conclusion,
        conditions=conditions,
        reason=reason,
        official=official,
    )
    _record(finding, finding.kind)
    return finding


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
