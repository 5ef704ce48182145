"""Uses of partly completed permits: whether one is declared, by whom it may be, and which boxes were the holder's."""

from typing import Final

from cites.accounts.models import User
from cites.permits.models import Permit, UseDeclaration
from cites.permits.queries.permits import PermitState, state_of
from cites.permits.rules.batches import boxes_left
from cites.permits.rules.document_types import DOCUMENTS, Uses
from workflows.people import is_applicant

COLUMNS: Final = {
    "3": ("consignee_name", "consignee_address", "consignee_country"),
    "9": ("description",),
    "15": ("transport_document",),
}
"""The columns of a declaration by the box that the holder completes; quantities (box 11) are always told."""
_DECLARED_IN: Final = (PermitState.VALID, PermitState.USED, PermitState.EXPIRED)


def is_completed_by_holder(permit: Permit) -> bool:
    """Tell whether a permit is partly completed, so that its use is declared."""
    return DOCUMENTS[permit.document_type].uses is Uses.BATCH


def find_use(permit: Permit) -> UseDeclaration | None:
    """Return what was declared of its use, or None."""
    uses = UseDeclaration.objects.filter(permit=permit)
    return uses.select_related("declared_by").prefetch_related("lines__permit_line").first()


def may_declare(permit: Permit, person: User) -> bool:
    """Tell whether a person may declare a permit’s use: its applicant, once, where it is not taken back or lost."""
    return (
        is_completed_by_holder(permit)
        and is_applicant(permit.application.case, person)
        and state_of(permit) in _DECLARED_IN
        and find_use(permit) is None
    )


def columns_completed(permit: Permit) -> tuple[str, ...]:
    """Return the columns of a declaration that the holder of this permit had to complete."""
    boxes = {number.rstrip("a") for number in boxes_left(permit.answers)}
    return tuple(name for box, names in COLUMNS.items() if box in boxes for name in names)
