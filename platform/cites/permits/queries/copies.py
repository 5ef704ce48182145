"""Copies of permits: of which there may be one, whether it was asked for, and which are waiting."""

from typing import Final

from django.db.models import QuerySet

from cites.permits.models import CopyRequest, DocumentKind, EventKind, Permit, PermitDocument
from cites.permits.queries.permits import WORTHLESS, find_document, find_original
from cites.permits.queries.retention import find_removal

_NO_COPY: Final = (*WORTHLESS, EventKind.LOST)
"""After these a copy would say what does not hold any more, and it cannot be altered."""


def may_be_copied(permit: Permit) -> bool:
    """Tell whether a copy may be handed out: its original is published and there, and neither taken back nor lost."""
    happened = set(permit.events.values_list("kind", flat=True))
    if find_removal(permit.application) is not None:
        return False
    return EventKind.PUBLISHED in happened and happened.isdisjoint(_NO_COPY) and find_original(permit) is not None


def find_copy(permit: Permit) -> PermitDocument | None:
    """Return the copy, or None while it is still being made, where nobody asked for it, and where it may not be had."""
    return find_document(permit, DocumentKind.COPY) if may_be_copied(permit) else None


def is_copy_asked(permit: Permit) -> bool:
    """Tell whether somebody asked for a copy."""
    return CopyRequest.objects.filter(permit=permit).exists()


def unmade_copies() -> QuerySet[Permit]:
    """Return the permits of which a copy was asked for that may still be made and is not."""
    asked = Permit.objects.filter(copy_request__isnull=False, application__papers_removal=None).exclude(
        events__kind__in=_NO_COPY
    )
    return asked.exclude(documents__kind=DocumentKind.COPY).order_by("copy_request__pk")
