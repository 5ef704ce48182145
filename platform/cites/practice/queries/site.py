"""How a Party's practice site stands, as its administrator sees it."""

from dataclasses import dataclass

from tenants.context import as_public
from tenants.hosts import address_of
from tenants.models import Job, Party
from tenants.twins import access_code, find_twin

KIND = "practice"


@dataclass(frozen=True)
class ShownTwin:
    """A practice site: its address, the code that lets trainees in, its status, and whether it is being made."""

    address: str
    code: str
    status: str
    is_open: bool
    is_awaited: bool


def twin_of(party: Party) -> ShownTwin:
    """Return the practice site of ``party``, with empty words where there is none."""
    found = find_twin(party)
    awaited = _awaited(party)
    if found is None:
        return ShownTwin("", "", "", is_open=False, is_awaited=awaited)
    return ShownTwin(
        address=address_of(found, "/practice/"),
        code=access_code(found),
        status=str(found.get_status_display()),
        is_open=found.status == Party.Status.OPEN and not found.in_maintenance,
        is_awaited=awaited,
    )


def _awaited(party: Party) -> bool:
    with as_public():
        jobs = Job.objects.filter(kind=KIND, state__in=Job.UNFINISHED)
        return any(set(job.party_codes) & {party.slug, f"{party.slug}-practice"} for job in jobs)
