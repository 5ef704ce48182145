"""The jobs of this app itself: bringing a Party live, upgrading all, the doctor's round, and a Party's end."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kernel.text import gettext_noop
from tenants.context import as_owner
from tenants.doctor.running import Diagnosis, examine_party, examine_shared
from tenants.jobs.errors import WorkUnfinished
from tenants.jobs.kinds import JobKind, JobParameters, OneParty, Say
from tenants.life.removal import remove_party
from tenants.models import Party
from tenants.names import PUBLIC, TEMPLATE, slug_of, slug_of_schema
from tenants.parties import party_of
from tenants.services import NOT_LIVE, FirstAdministrator, onboard_party, refresh_practice
from tenants.twins import find_twin
from tenants.upgrades.running import Outcome, upgrade_all
from tenants.upgrades.standing import migrations_lacking


class Onboarding(OneParty):
    """Whom to bring live, and who is invited as its first administrator, where not the address in its profile."""

    administrator: FirstAdministrator | None = None


class Examination(JobParameters):
    """Whether the doctor mends what is safe to mend."""

    fix: bool = False


def bring_live(asked: Onboarding, say: Say) -> None:
    """Run every step that is not done."""
    for step in onboard_party(asked.iso2, administrator=asked.administrator, by=say.by):
        say.progress(step.number, step.of)
        text = gettext_noop("%(step)s: made") if step.needed else gettext_noop("%(step)s: there already")
        say(text, party=asked.slug, step=step.name)


def upgrade(asked: JobParameters, say: Say) -> None:
    """Bring every schema to the newest migrations; one that fails is named, and the others go on."""
    lacking = sum(1 for count in migrations_lacking().values() if count)
    seen: list[Outcome] = []

    def report(outcome: Outcome) -> None:
        seen.append(outcome)
        say.progress(len(seen), max(lacking, len(seen)))
        _tell_outcome(outcome, say)

    failed = [outcome for outcome in upgrade_all(report=report) if outcome.error]
    if not failed:
        say.note(gettext_noop("Everything is upgraded."))
    for outcome in failed:
        if outcome not in seen:  # could not even be planned
            _tell_outcome(outcome, say)
    if failed:
        text = gettext_noop("Not upgraded, and in maintenance: %(parties)s.")
        raise WorkUnfinished(message=text, data={"parties": ", ".join(slug_of_schema(each.schema) for each in failed)})


def examine(asked: Examination, say: Say) -> None:
    """Look at what all share and at each Party, or at those named."""
    parties = [party_of(slug) for slug in asked.parties] if asked.parties else _all_parties()
    left = 0
    if not asked.parties:
        left += _tell_findings(examine_shared(fix=asked.fix), "", say)
    for number, party in enumerate(parties, start=1):
        left += _tell_findings(examine_party(party, fix=asked.fix), party.slug, say)
        say.progress(number, len(parties))
    if left:
        raise WorkUnfinished(message=gettext_noop("Findings that are left: %(count)s."), data={"count": left})
    say.note(gettext_noop("Parties looked at: %(count)s. Nothing is wrong."), count=len(parties))


def remove(asked: OneParty, say: Say) -> None:
    """Remove a Party that two operators have given up and whose waiting time is over."""
    remove_party(party=party_of(asked.slug), by=say.by)
    say(gettext_noop("Schema, database login, files, host names and register entry are gone."), party=asked.slug)


def practise(asked: OneParty, say: Say) -> None:
    """Make the practice site of a Party, or make it anew where it stands."""
    with as_owner(PUBLIC):
        stands = Party.objects.filter(iso2=asked.iso2, practice=True).exists()
    steps = refresh_practice(asked.iso2, by=say.by) if stands else onboard_party(asked.iso2, practice=True, by=say.by)
    for step in steps:
        say.progress(step.number, step.of)
        say(gettext_noop("%(step)s: made"), party=slug_of(asked.iso2, practice=True), step=step.name)


def _tell_outcome(outcome: Outcome, say: Say) -> None:
    party = "" if outcome.schema in (PUBLIC, TEMPLATE) else slug_of_schema(outcome.schema)
    if outcome.error:
        say.error(gettext_noop("%(schema)s: as it was, for %(reason)s"), party=party,
                  schema=outcome.schema, reason=outcome.error)  # fmt: skip
    else:
        say(gettext_noop("%(schema)s: migrations done: %(count)s"), party=party,
            schema=outcome.schema, count=outcome.migrations)  # fmt: skip


def _tell_findings(found: Iterable[Diagnosis], party: str, say: Say) -> int:
    left = 0
    for diagnosis in found:
        left += not diagnosis.mended
        finding = diagnosis.finding
        told = {"message": finding.message, "data": dict(finding.data)}
        facts = {"check": diagnosis.check, "finding": told, "schema": finding.schema}
        if diagnosis.mended:
            say(gettext_noop("%(schema)s: mended: %(finding)s"), party=party, **facts)
        elif finding.mend:
            say.error(gettext_noop("%(schema)s: can be mended: %(finding)s"), party=party, mendable=True, **facts)
        else:
            say.error(gettext_noop("%(schema)s: %(finding)s"), party=party, **facts)
    return left


def _all_parties() -> list[Party]:
    with as_owner(PUBLIC):
        return list(Party.objects.all())


def _practice_offered(party: Party) -> str | Promise:
    if party.practice or find_twin(party):
        return _("Make the practice site anew")
    return "" if party.status in NOT_LIVE else _("Make its practice site")


KINDS = (
    JobKind("onboard", _("Bring a Party live"), bring_live, Onboarding),
    JobKind("upgrade", _("Upgrade all Parties"), upgrade, alone=True),
    JobKind("doctor", _("The doctor’s round"), examine, Examination, offered=lambda party: _("Look for what is wrong")),
    JobKind("practice", _("Make a practice site, or make it anew"), practise, OneParty, offered=_practice_offered),
    JobKind("remove", _("Remove a Party"), remove, OneParty),
)
