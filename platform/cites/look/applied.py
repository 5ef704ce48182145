"""What narrows a list, shown above it by ``components/applied.html``: each a tag that takes itself away."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Applied:
    """One thing by which a list is narrowed, and the address of the list without it."""

    label: str | Promise
    value: str
    address: str
