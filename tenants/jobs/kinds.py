"""What a kind of job is: apps register theirs, the operator worker runs them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from django.utils.functional import Promise
from pydantic import BaseModel, ConfigDict, Field

from kernel.registry import Registry

if TYPE_CHECKING:
    from tenants.models import Party


class JobParameters(BaseModel):
    """What every job may say: the Parties that it is about, as they stand in host names; none means all or nobody."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    parties: tuple[str, ...] = ()


class OneParty(JobParameters):
    """The parameters of a job about one Party."""

    parties: tuple[str] = Field()

    @property
    def slug(self) -> str:
        """The code of the Party as it stands in host names."""
        return self.parties[0]

    @property
    def iso2(self) -> str:
        """The code of the Party, in capitals; that of the Party itself where it is about a practice twin."""
        return self.slug.partition("-")[0].upper()


def _not_offered(party: Party) -> str:
    return ""


class Say(Protocol):
    """How a job tells what it does, line by line, seen at once by whoever watches.

    A text is an English message id with named placeholders, filled from ``facts`` and translated for the reader.
    Every call is a place where a worker that has been told to stop gives the job back, so say something
    between any two steps after which the work may be taken up again.
    """

    def __call__(self, text: str, *, party: str = "", **facts: Any) -> None:
        """Tell what is done."""

    def note(self, text: str, *, party: str = "", **facts: Any) -> None:
        """Tell what is worth knowing."""

    def error(self, text: str, *, party: str = "", **facts: Any) -> None:
        """Tell what went wrong while the rest goes on."""

    def progress(self, step: int, of: int) -> None:
        """Tell how far it is."""

    @property
    def by(self) -> Any:
        """The operator who asked, None for the service itself; raises NotAnOperator when they no longer are one."""


@dataclass(frozen=True, slots=True)
class JobKind:
    """One kind of work. ``run`` must be harmless when repeated: a job that was killed is run again from its start.

    Jobs about the same Party never run together; one that is ``alone`` runs with no other at all. ``run`` raises a
    DomainError, which is the sentence that the operator reads, when it could not do what was asked. ``offered`` gives
    the words of the button by which it is asked for on the page of a Party, or nothing where it is not to be had.
    """

    name: str
    label: str | Promise
    run: Callable[[Any, Say], None]
    parameters: type[JobParameters] = JobParameters
    alone: bool = False
    offered: Callable[[Party], str | Promise] = _not_offered


job_kinds: Registry[JobKind] = Registry("kind of job")
