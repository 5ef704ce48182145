"""Whether the people of a Party can do what its workflows ask of them, each duty on a case by somebody else.

A Party in which nobody holds a role that its workflow names is still being set up, and is asked nothing.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext

from cites.accounts.queries import people_by_role
from cites.accounts.roles import APPLICANTS
from kernel.reasons import Reason
from kernel.text import gettext_noop
from tenants.context import party_context
from tenants.doctor.checks import DoctorCheck, Finding
from tenants.models import Party
from tenants.releases.parts import ReleaseCheck
from tenants.releases.queries import releases_in_force
from workflows.checking.check import reasons_for_lack_of_people
from workflows.checking.findings import in_words
from workflows.checking.people import People
from workflows.conditions import conditionals
from workflows.definition import Move, Workflow, WorkflowFile
from workflows.people import office_roles


def people_here() -> People:
    """Return who holds each role of the office in the active Party; of applicants there are enough."""
    held: Mapping[str, frozenset[Hashable]] = defaultdict(frozenset, people_by_role())
    return {name: held[name] for name in office_roles.names() if name not in APPLICANTS}


def reasons_of_people(document_type: str, workflow: Workflow, people: People) -> list[Reason]:
    """Return what these people could not do; nothing while none of them holds a role that the workflow names."""
    named = {role for each in conditionals(workflow) if isinstance(each, Move) for role in each.roles}
    if not any(people.get(role) for role in named):
        return []
    return reasons_for_lack_of_people(document_type, workflow, people)


def whats_to_be_done() -> str:
    """Return where the people are found whom a workflow lacks."""
    return gettext("The administrator invites people, and gives roles to those who are here, under “Officials”.")


def _lacking_in_what_changes(parts: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    current = releases_in_force().first()
    if "workflow" not in parts or current is None:
        return
    people, before = people_here(), current.part("workflow").root
    for code, workflow in parts["workflow"].root.items():
        if workflow != before.get(code):
            for reason in reasons_of_people(code, workflow, people):
                key = f"{code}.{reason.data['key']}"
                yield {"part": "workflow", "key": key, "reason": f"{in_words(reason)}. {whats_to_be_done()}"}


def _look(party: Party) -> Iterator[Finding]:
    with party_context(party):
        current = releases_in_force().first()
        if current is None:
            return
        file: WorkflowFile = current.part("workflow")
        people = people_here()
        for code, workflow in file.root.items():
            for reason in reasons_of_people(code, workflow, people):
                yield Finding(party.schema_name, _LACKING, data={"document": code, "reason": in_words(reason)})


_LACKING = gettext_noop("%(document)s: %(reason)s. Its administrator invites people under “Officials”")
PUBLICATION = ReleaseCheck("people for the workflow", _lacking_in_what_changes)
DOCTOR = DoctorCheck("people for the workflow", _look)
