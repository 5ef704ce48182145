"""Ways to narrow a list, shown beside it by ``components/facets.html``."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the list, with how many rows it leaves, if that is known; ``gap`` where new ways begin."""

    label: str | Promise
    count: int | None
    address: str
    current: bool
    gap: bool = False
