"""What the settings page shows of a release: its values in sections, those marked that nobody has confirmed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from cites.administration.section_pages import SectionPage, section_pages
from kernel import clock
from localization.formats import format_date
from localization.languages import page_language
from tenants.profiles.schema import Profile
from tenants.profiles.working_days import public_holidays
from tenants.releases.describing import Doubtful, doubtful, sections, split_key, words_of
from tenants.releases.parts import ReleasePart, release_parts
from tenants.releases.wording import Said

_SHORT = 6  # lines that are read at a glance


@dataclass(frozen=True, slots=True)
class Row:
    """One value, and whether somebody of the Party still has to confirm it."""

    label: str
    value: str
    is_doubtful: bool


@dataclass(frozen=True, slots=True)
class SectionShown:
    """One table of a part."""

    title: str | Promise
    rows: tuple[Row, ...]

    @property
    def is_doubtful(self) -> bool:
        """Tell whether any of it still has to be confirmed."""
        return any(each.is_doubtful for each in self.rows)


@dataclass(frozen=True, slots=True)
class PartRead:
    """One part with its sections; one that is a drawing has none."""

    part: ReleasePart
    title: str | Promise
    sections: tuple[SectionShown, ...]
    is_doubtful: bool


@dataclass(frozen=True, slots=True)
class ToConfirmShown:
    """One value to confirm, what it says as label and value, and the page on which it is changed, if any."""

    doubt: Doubtful
    rows: tuple[tuple[str, str], ...]
    page: SectionPage | None

    @property
    def place(self) -> str:
        """Where it stands, as one line."""
        return " › ".join(self.doubt.where)

    @property
    def is_drawing(self) -> bool:
        """Tell whether it is shown rather than read."""
        return not self.doubt.part.is_file_of_tables

    @property
    def is_long(self) -> bool:
        """Tell whether it is unfolded before it is read."""
        return len(self.rows) > _SHORT


def parts_read(parts: dict[str, Any]) -> list[PartRead]:
    """Return every part of a release, to be read."""
    marked = {(part.name, path) for part, path in (split_key(parts, each.mark.key) for each in doubtful(parts))}
    return [_read(part, parts, marked) for part in release_parts]


def to_confirm(parts: dict[str, Any]) -> list[ToConfirmShown]:
    """Return what is still to be confirmed."""
    return [ToConfirmShown(each, tuple(_values(each, parts)), _page_of(each, parts)) for each in doubtful(parts)]


def _values(each: Doubtful, parts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What it says, below the place that its heading names; of the holidays the days that follow from it."""
    if each.mark.key == "holidays":
        profile = Profile.model_validate(parts["profile"])
        for day, names in public_holidays(profile, clock.local_date(profile.time_zone).year).items():
            yield format_date(day, page_language()), names.in_language(page_language())
    for value in each.values:
        yield " › ".join(value.where[len(split_key(parts, each.mark.key)[1]) :]), value.value


def _page_of(each: Doubtful, parts: dict[str, Any]) -> SectionPage | None:
    part, path = split_key(parts, each.mark.key)
    return section_pages.of_key(".".join((part.name, *path)))


def _read(part: ReleasePart, parts: dict[str, Any], marked: set[tuple[str, tuple[str, ...]]]) -> PartRead:
    shown = tuple(
        SectionShown(each.title, tuple(_rows(part, each.values, marked)))
        for each in (sections(part, parts) if part.is_file_of_tables else ())
    )
    return PartRead(part, words_of(part, parts).title, shown, (part.name, ()) in marked)


def _rows(part: ReleasePart, values: tuple[Said, ...], marked: set[tuple[str, tuple[str, ...]]]) -> Iterator[Row]:
    for each in values:
        doubts = ((part.name, each.path[:end]) in marked for end in range(1, len(each.path) + 1))
        yield Row(" › ".join(each.where[1:] or each.where), each.value, any(doubts))
