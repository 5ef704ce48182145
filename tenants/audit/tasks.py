"""The sealer."""

from tenants.audit.services import seal_entries
from tenants.tasks import party_task


@party_task(name="audit.seal")
def seal_audit() -> int:
    """Seal what is waiting in the active schema; a beat runs it as well, for messages that were lost."""
    total = 0
    while sealed := seal_entries():
        total += sealed
    return total
