"""What has to be found on a case as its page shows it: which kind, whose, by which rule, and whether it is there."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cites.accounts.models import User
from cites.casework.rules import FINDING_MAKERS
from cites.permits.finding_words import offer_words
from cites.permits.models import Application
from cites.permits.models.codes import FindingKind, conclusion_words
from cites.permits.queries.findings import day_of_decision, what_is_sought
from cites.permits.queries.standing_findings import offered_to
from cites.permits.rules.findings import Authority, RequiredFinding

STATUS_OF = {
    "positive": "done",
    "conditional": "override",
    "negative": "refused",
    "implied": "done",
    "missing": "waiting",
}


@dataclass
class ShownSought:
    """One thing that has to be found of some lines, all in the same state."""

    needed: RequiredFinding
    state: str
    adopted: int | None
    letters: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        return str(FindingKind(self.needed.kind).label)

    @property
    def authority(self) -> str:
        return _("Scientific Authority") if self.needed.authority is Authority.SCIENTIFIC else _("Management Authority")

    @property
    def status(self) -> str:
        return STATUS_OF[self.state]

    @property
    def words(self) -> str:
        if self.state == "missing":
            return _("Still missing")
        return _("By the examination") if self.state == "implied" else conclusion_words(self.needed.kind, self.state)


@dataclass(frozen=True)
class ShownOffer:
    """A finding in force that the reader's authority could take over for the case."""

    pk: int
    words: str


def shown_sought(application: Application) -> list[ShownSought]:
    """Each rule that asks for a finding, with the lines of which it is there, is against them, or is missing."""
    found: dict[tuple[RequiredFinding, str, int | None], ShownSought] = {}
    for each in what_is_sought(application, day_of_decision(application)):
        standing = each.found.standing_id if each.found else None
        key = (each.needed, each.state, standing)
        found.setdefault(key, ShownSought(each.needed, each.state, standing)).letters.append(each.line.letter)
    return list(found.values())


def shown_offers_of_findings(application: Application, official: User) -> list[ShownOffer]:
    """The findings in force of the official's own authority that cover lines for which it has not found anything."""
    theirs: Iterable[str] = [each for each, roles in FINDING_MAKERS.items() if official.has_role(*roles)]
    lacking = {
        (each.needed.kind.value, each.line.position) for each in what_is_sought(application) if not each.is_there
    }
    return [
        ShownOffer(each.finding.pk, offer_words(each))
        for one in theirs
        for each in (offered_to(application, one) if lacking else ())
        if any((each.finding.kind, line.position) in lacking for line in each.lines)
    ]
