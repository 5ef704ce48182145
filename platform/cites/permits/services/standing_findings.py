"""Writing standing findings: make one, withdraw one, and take one over for a case."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError, connection, transaction

from cites.accounts.models import User
from cites.permits.errors import FindingIsOver
from cites.permits.models import (
    Application,
    ApplicationLine,
    Finding,
    FindingFile,
    FindingWithdrawal,
    StandingFinding,
    StandingUse,
)
from cites.permits.queries.standing_findings import has_room, in_force, line_sought, lines_covered, standing_finding
from cites.permits.rules.standing import NOTHING, measured
from cites.permits.services.findings import name_of_authority
from kernel.reasons import Reason
from kernel.text import gettext_noop
from tenants.attachments.content import Read
from tenants.attachments.scanning import ask_for_scan
from tenants.audit.services import record
from tenants.context import current_profile, today
from tenants.profiles.schema import AuthorityKind
from workflows.errors import ActionRefused

_ONE_AT_A_TIME: Final = 0x46494E44  # our own number among the locks of the database


@transaction.atomic
def make_standing_finding(
    *, authority: str, official: User, said: Mapping[str, Any], replaces: int | None = None, files: Sequence[Read] = ()
) -> StandingFinding:
    """Write a finding down that cases may take over; ``said`` are its columns, ``files`` its evidence.

    Raises FindingIsOver.

    The one that it ``replaces`` is taken over no longer from its first day on; cases that have keep it.
    """
    if replaces is not None:
        _hold(replaces)
        if standing_finding(replaces).is_withdrawn:
            raise FindingIsOver
    name = current_profile().authority(AuthorityKind(authority)).names.in_language("en")
    try:
        with transaction.atomic():
            finding = StandingFinding.objects.create(
                **said, authority=authority, authority_name=name, official=official, replaces_id=replaces
            )
    except IntegrityError:
        raise FindingIsOver from None
    told = {"kind": finding.kind, "conclusion": finding.conclusion, "taxon": finding.taxon_code}
    told |= {"until": finding.valid_until.isoformat()} | ({"replaces": str(replaces)} if replaces else {})
    record("finding.made", subject=finding.subject, actor=official, data=told)
    _keep_files(finding, files)
    return finding


def _keep_files(finding: StandingFinding, files: Sequence[Read]) -> None:
    """Keep the evidence, the same file once."""
    for read in {each.sha256: each for each in files}.values():
        file = FindingFile.objects.create(finding=finding, uploaded_by=finding.official, **read.columns)
        ask_for_scan(file)
        record("finding.file_kept", subject=finding.subject, actor=finding.official, data={"sha256": read.sha256})


@transaction.atomic
def withdraw_standing_finding(*, pk: int, reason: str, official: User) -> FindingWithdrawal:
    """Take a finding back, for good; what cases took over counts no longer. Raises UnknownFinding, FindingIsOver."""
    _hold(pk)
    finding = standing_finding(pk)
    if finding.is_withdrawn:
        raise FindingIsOver
    withdrawal = FindingWithdrawal.objects.create(finding=finding, reason=reason, official=official)
    record("finding.withdrawn", subject=finding.subject, actor=official, data={})
    return withdrawal


def adopt_finding(
    *, pk: int, application: Application, authority: str, lines: Sequence[ApplicationLine], official: User,
    made_at: datetime,
) -> Finding:  # fmt: skip
    """Take a finding in force over for those of ``lines`` that it covers; to be called within the step of a case.

    Others who take of the same finding wait until that is done, so that together they never take more than a year has.
    Raises ActionRefused when it is not in force today, covers none of the lines, or has not enough left.
    """
    _hold(pk)
    day = today()
    standing = in_force(day).filter(pk=pk, authority=authority).first()
    covered = lines_covered(standing, application, lines, day) if standing else []
    if standing is None or not covered:
        raise ActionRefused([Reason("finding_not_in_force", _NOT_IN_FORCE)])
    if not has_room(standing, application, covered, day):
        raise ActionRefused([Reason("finding_used_up", _USED_UP, data={"taxon": standing.scientific_name})])
    finding = Finding.objects.create(
        application=application,
        kind=standing.kind,
        authority=authority,
        authority_name=name_of_authority(application, authority),
        conclusion=standing.conclusion,
        conditions=standing.conditions,
        reason=standing.reason,
        evidence=standing.evidence,
        lines=[line.position for line in covered],
        standing=standing,
        official=official,
        made_at=made_at,
    )
    StandingUse.objects.bulk_create(_use(finding, standing, line, day.year) for line in covered)
    told = {"kind": finding.kind, "conclusion": finding.conclusion, "finding": str(standing.pk)}
    record("finding.adopted", subject=application.subject, actor=official, data=told)
    return finding


def _use(finding: Finding, standing: StandingFinding, line: ApplicationLine, year: int) -> StandingUse:
    scope = standing.scope
    quantity = measured(scope, line_sought(line, finding.application, scope)) or NOTHING
    unit = line.unit if standing.quantity is None else standing.unit
    return StandingUse(
        standing=standing, finding=finding, position=line.position, quantity=quantity, unit=unit, year=year
    )


def _hold(pk: int) -> None:
    """Wait for whoever takes of the same finding. Its row cannot be locked: nobody may change it, and a lock asks for
    that right."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, hashtext(current_schema() || ':' || %s))", [_ONE_AT_A_TIME, str(pk)]
        )


_NOT_IN_FORCE = gettext_noop("A finding that you took over is not in force for this case any more.")
_USED_UP = gettext_noop("The finding on %(taxon)s that you took over has not enough left for this case this year.")
