"""What the page of a draft or proposal shows: what differs, what is wrong beside it, who may decide."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cites.accounts.models import User
from cites.accounts.queries import people_with_role
from cites.administration.rules import DECIDERS
from cites.administration.section_pages import SectionPage, section_pages
from tenants.releases.describing import chapters, fault_path, place_of, where_in, words_of
from tenants.releases.drafting import authors
from tenants.releases.models import Proposal, ProposalChange
from tenants.releases.parts import ReleasePart, release_parts
from tenants.releases.queries import changes, release
from tenants.releases.services import faults_here
from tenants.releases.wording import Statement
from workflows.models import Case


@dataclass(frozen=True, slots=True)
class FaultShown:
    """One fault: where it is in words, why, and the page on which it is mended, if any."""

    path: tuple[str, ...]
    where: tuple[str, ...]
    reason: str
    page: SectionPage | None
    href: str = ""

    @property
    def place(self) -> str:
        """Where it is, as one line."""
        return " › ".join(self.where)


@dataclass(frozen=True, slots=True)
class Changed:
    """One difference with the faults of the value that it is about."""

    statement: Statement
    faults: tuple[FaultShown, ...] = ()


@dataclass(frozen=True, slots=True)
class PartShown:
    """One part of a proposal: what differs from the base, and the faults of what does not."""

    part: ReleasePart
    title: str
    changes: tuple[Changed, ...]
    faults: tuple[FaultShown, ...]


@dataclass(frozen=True, slots=True)
class ConflictShown:
    """What the draft and a newer release both changed, in words."""

    place: str
    draft: Any
    newer: Any


def parts_shown(before: dict[str, Any], after: dict[str, Any], *, faults: bool) -> list[PartShown]:
    """Return each part that differs, or that is faulty where ``faults`` are asked for."""
    by_part = {chapter.part.name: chapter.statements for chapter in chapters(before, after)}
    told = list(faults_shown(after)) if faults else []
    wrong = {part.name: [fault for name, fault in told if name == part.name] for part in release_parts}
    return [
        _part(part, by_part.get(part.name, ()), wrong[part.name], after)
        for part in release_parts
        if part.name in by_part or wrong[part.name]
    ]


def faults_shown(parts: dict[str, Any]) -> Iterator[tuple[str, FaultShown]]:
    """Yield each fault of plain parts with the name of its part."""
    by_file = {part.file: part for part in release_parts}
    for fault in faults_here(parts):
        part = by_file[fault["file"]]
        path = fault_path(part, fault["key"], parts)
        key = ".".join((part.name, *path))
        page = section_pages.of_key(key)
        where = where_in(part, path, parts) or (str(words_of(part, parts).title),)
        yield part.name, FaultShown(path, where, fault["reason"], page, page.href_of(key) if page else "")


def conflicts_shown(proposal: Proposal) -> list[ConflictShown]:
    """Return the conflicts of a draft that was brought up to a newer release, each with both values."""
    parts = proposal.parts
    return [
        ConflictShown(
            " › ".join(place_of(parts, f"{each['part']}.{each['key']}".rstrip("."))), each["draft"], each["newer"]
        )
        for each in proposal.conflicts
    ]


def history(proposal: Proposal) -> list[tuple[ProposalChange, str]]:
    """Return the changes of a proposal, the newest first, each with the title of the part that it changed."""
    parts = proposal.parts
    return [(each, _title(each.part, parts)) for each in reversed(changes(proposal))]


def deciders(proposal: Proposal, *, besides: User | None = None) -> list[User]:
    """Return who may put the proposal in force, supposing that ``besides`` proposes it."""
    hands = authors(proposal) | ({besides.pk} if besides else set())
    return [each for each in people_with_role(*DECIDERS) if each.pk not in hands]


def open_cases() -> int:
    """Return how many cases are open, each of which keeps its release."""
    return Case.objects.filter(closed_at=None).count()


def base_of(proposal: Proposal) -> dict[str, Any]:
    """Return the plain parts from which the proposal was begun."""
    return release(proposal.base_number).parts


def _part(part: ReleasePart, statements: tuple[Statement, ...], wrong: list[FaultShown], parts: Any) -> PartShown:
    changed = tuple(Changed(each, tuple(fault for fault in wrong if _is_of(fault, each))) for each in statements)
    told = [fault for each in changed for fault in each.faults]
    title = str(words_of(part, parts).title)
    return PartShown(part, title, changed, tuple(fault for fault in wrong if fault not in told))


def _is_of(fault: FaultShown, statement: Statement) -> bool:
    shorter = min(len(fault.path), len(statement.path))
    return bool(shorter) and fault.path[:shorter] == statement.path[:shorter]


def _title(name: str, parts: dict[str, Any]) -> str:
    return str(words_of(release_parts.get(name), parts).title) if name else ""
