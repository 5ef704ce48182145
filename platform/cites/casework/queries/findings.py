"""Findings as the pages of a case show them: the Scientific Authority's and those of the others."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from cites.accounts.models import User
from cites.casework.queries.visible import visible_applications
from cites.casework.queries.words import language
from cites.permits.finding_words import letters_of
from cites.permits.models import (
    Application,
    ApplicationLine,
    AuthorityFinding,
    ConsultedAuthority,
    Finding,
    FindingKind,
)
from cites.permits.rules.authorities import AUTHORITY_OF_VERB
from tenants.profiles.schema import AuthorityKind
from tenants.releases.queries import release
from workflows.attaching import attachments_of
from workflows.models import CaseAttachment
from workflows.verbs import actions

MOST_OF_TAXON = 10


@dataclass(frozen=True)
class ShownFinding:
    """A finding, what it is of, and who made it in the reader's language."""

    finding: Finding | AuthorityFinding
    title: str
    authority: str
    files: list[CaseAttachment] = field(default_factory=list)
    about: str = ""
    """The letters of its lines, where it is not of all of them."""


def shown_findings(application: Application) -> list[ShownFinding]:
    """The Scientific Authority's and the others', in the order in which they were made."""
    profile, lines = release(application.case.release_number).profile, list(application.lines.all())
    shown = [
        ShownFinding(
            finding,
            finding.get_kind_display(),
            profile.authority(AuthorityKind(finding.authority)).names.in_language(language()),
            about=_about(finding, lines),
        )
        for finding in application.findings.select_related("official")
    ]
    for other in application.authority_findings.select_related("official"):
        name = other.get_authority_display()
        shown.append(ShownFinding(other, _titles()[other.authority], name))
    for file in attachments_of(application.case).filter(step__isnull=False).select_related("step"):
        if made := _finding_with(file, shown):
            made.files.append(file)
    return sorted(shown, key=lambda each: each.finding.made_at)


def _about(finding: Finding, lines: list[ApplicationLine]) -> str:
    spoken_of = [line for line in lines if finding.is_about(line.position)]
    return letters_of(spoken_of) if len(spoken_of) < len(lines) else ""


def findings_of_taxon(code: str, reader: User) -> list[Finding]:
    """The latest findings on applications for a taxon, without those that a later one of the kind has replaced."""
    about = ApplicationLine.objects.filter(application=OuterRef("application"), taxon_code=code)
    later = Finding.objects.filter(
        application=OuterRef("application"),
        kind=OuterRef("kind"),
        authority=OuterRef("authority"),
        made_at__gt=OuterRef("made_at"),
    )
    standing = Finding.objects.filter(Exists(about), ~Exists(later), application__in=visible_applications(reader))
    latest = standing.select_related("application__case").prefetch_related("application__lines")
    found = latest.order_by("-made_at", "-pk")[: MOST_OF_TAXON * 5]
    return [each for each in found if _is_about(each, code)][:MOST_OF_TAXON]


def _is_about(finding: Finding, code: str) -> bool:
    """Whether it speaks of a line of that taxon, and not only of others of its case."""
    return any(line.taxon_code == code and finding.is_about(line.position) for line in finding.application.lines.all())


def _finding_with(file: CaseAttachment, shown: list[ShownFinding]) -> ShownFinding | None:
    """The finding that the step of the file made: the last one of its official before the step was written down."""
    step = file.step
    theirs = [
        each for each in shown if step and each.finding.official_id == step.actor_id and each.finding.made_at <= step.at
    ]
    return max(theirs, key=lambda each: each.finding.made_at, default=None)


def title_of_verb(verb: str) -> str:
    """What is found by the verb of a finding, in the reader's language."""
    if verb in AUTHORITY_OF_VERB:
        return _titles()[AUTHORITY_OF_VERB[verb]]
    return str(FindingKind.NON_DETRIMENT.label if verb == "record_finding" else actions.get(verb).label)


def _titles() -> dict[str, str]:
    return {
        ConsultedAuthority.FISHERIES: _("Finding of the fisheries authority"),
        ConsultedAuthority.FORESTRY: _("Finding of the forestry authority"),
        ConsultedAuthority.VETERINARY: _("Finding of the veterinary authority"),
        ConsultedAuthority.COMMITTEE: _("Advice of the committee"),
    }
