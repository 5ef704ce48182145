"""Ways to narrow a list, shown beside it by ``components/facets.html``."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the list, with how many rows it leaves; ``gap`` where a new kind of ways begins."""

    label: str | Promise
    count: int
    address: str
    current: bool
    gap: bool = False
