"""Drafts and proposals of the active Party's next release."""

from datetime import date
from typing import Any

from tenants.releases.deciding import propose, put_in_force
from tenants.releases.drafting import begin_draft, change_part
from tenants.releases.models import Proposal
from tests.factories.accounts import person
from workflows.closures import declare_closure


def a_draft(by: Any, **changes: Any) -> Proposal:
    """The open draft, with changes of single values of the profile."""
    draft = begin_draft(by=by)
    return change_part(
        proposal=draft, part="profile", data=draft.parts["profile"] | (changes or {"days_to_expect": 7}), by=by
    )


def a_proposal(by: Any, note: str = "Seven days", **changes: Any) -> Proposal:
    """The same, proposed."""
    return propose(proposal=a_draft(by, **changes), by=by, note=note)


def access_samples(party: Any, trader: Any) -> dict[str, str]:
    """A draft of another administrator's, and a closure."""
    ada = person("party_administrator")
    closure = declare_closure(first_day=date(2026, 6, 3), last_day=None, reason="Cyclone", by=ada)
    return {"draft": str(a_draft(ada).pk), "closure": str(closure.pk)}


def now_in_force(**changes: Any) -> None:
    """A release with changes of single values of the profile, in force at once."""
    put_in_force(proposal=a_proposal(person("party_administrator"), **changes), by=person("ma_signatory"))
