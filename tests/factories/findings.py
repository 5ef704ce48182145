"""Standing findings for tests."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile

from cites.accounts.models import User
from cites.permits.models import StandingFinding
from cites.permits.services.standing_findings import make_standing_finding, withdraw_standing_finding
from tenants.attachments.content import read_file
from tenants.context import today
from tests.factories.journeys import PDF
from tests.factories.permits import an_application, cast, do, to_finding


def in_force_for(official: User, *, authority: str = "scientific", **said: Any) -> StandingFinding:
    """A finding on the queen conch, not detrimental, for a year from yesterday; ``said`` says otherwise."""
    columns = {
        "kind": "NDF" if authority == "scientific" else "LAF",
        "conclusion": "positive",
        "reason": "The stock survey of this season.",
        "taxon_code": "ALI-GIG",
        "scientific_name": "Aliger gigas",
        "valid_from": today() - timedelta(days=1),
        "valid_until": today() + timedelta(days=364),
        **said,
    }
    further = {name: columns.pop(name) for name in ("replaces", "files") if name in columns}
    return make_standing_finding(authority=authority, official=official, said=columns, **further)


def access_samples(party: Any, trader: User) -> dict[str, str]:
    """A finding of the Scientific Authority that a case of the trader has taken over."""
    who = replace(cast(), trader=trader)
    survey = read_file(ContentFile(PDF + trader.email.encode(), name="survey.pdf"))
    standing = in_force_for(who.science, files=[survey])
    withdrawn(who.science)
    case = to_finding(an_application(trader), who)
    do(case, "record_finding", who.science, {"adopt": [standing.pk], "found_NDF": ""})
    return {"finding": str(standing.pk), "evidence": str(standing.files.get().pk)}


def withdrawn(official: User) -> StandingFinding:
    """One that its authority has taken back."""
    finding = in_force_for(official)
    withdraw_standing_finding(pk=finding.pk, reason="A newer survey.", official=official)
    return finding
