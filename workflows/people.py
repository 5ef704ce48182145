"""Who acts: what a workflow asks of a user, which roles there are, and who speaks for whom."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.utils.functional import Promise

from kernel.registry import Registry

if TYPE_CHECKING:
    from workflows.models import Case


class Actor(Protocol):
    """What a workflow asks of a user."""

    @property
    def pk(self) -> int: ...

    def has_role(self, *roles: str) -> bool:
        """Tell whether the user holds one of ``roles``."""
        ...


@dataclass(frozen=True, slots=True)
class OfficeRole:
    """A role that workflows may name."""

    name: str
    label: str | Promise


@dataclass(frozen=True, slots=True)
class Spokesman:
    """A rule by which somebody acts for the applicant of a case, e.g. because both belong to one organisation."""

    name: str
    speaks_for: "Callable[[Actor, Case], bool]"


office_roles: Registry[OfficeRole] = Registry("role")
spokesmen: Registry[Spokesman] = Registry("rule about who speaks for whom")


def is_applicant(case: "Case", actor: Actor) -> bool:
    """Tell whether ``actor`` opened ``case`` or acts for the person who did."""
    if actor.pk == case.opened_by_id:
        return True
    return any(rule.speaks_for(actor, case) for rule in spokesmen)
