"""From what was sent to the parts of the draft, or to the form with every fault at its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cites.administration.forms.keys import Parts
from cites.administration.forms.places import place_of
from cites.administration.forms.section import Section, sections
from cites.administration.forms.section_form import SectionForm
from cites.administration.forms.words import said_of
from tenants.releases.check import faults_in
from tenants.releases.parts import release_parts


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a draft: its key from the part on, and why."""

    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of a form that was sent: the parts as they are then, or None and the form says why not."""

    form: SectionForm
    parts: Parts | None


def faults_of(parts: Parts) -> list[Fault]:
    """Return every fault of a draft."""
    names = {part.file: part.name for part in release_parts}
    return [Fault(f"{names[each['file']]}.{each['key']}".rstrip("."), each["reason"]) for each in faults_in(parts)]


def attempt(section: Section, parts: Parts, data: Any, files: Any = None) -> Attempt:
    """Read what was sent. A section may be saved while it is unfinished, but takes no new fault in."""
    form = section.form(parts, data, files)
    if not form.is_valid():
        return Attempt(form, None)
    after = section.apply(parts, form.answers)
    # What was entered may ask for more fields, such as the country's name in a language just added.
    wider = section.form(after, data, files)
    if added := set(wider.fields) - set(form.fields):
        form = wider
        if not form.is_valid():
            return Attempt(form, None)
        after = section.apply(after, {name: form.answers[name] for name in added})
    brought = _brought_in(section, parts, after) if after != parts else []
    tell(form, brought)
    return Attempt(form, None if brought else after)


def shown_with_faults(section: Section, parts: Parts) -> SectionForm:
    """Return the section's form as the draft stands, with each of its faults at its place."""
    form = section.form(parts)
    tell(form, [fault for fault in faults_of(parts) if section.covers(fault.key)])
    return form


def tell(form: SectionForm, faults: list[Fault]) -> None:
    """Say each fault where it belongs."""
    for fault in faults:
        place = place_of(form, fault.key)
        form.tell(place, said_of(form, place, fault))


def faults_elsewhere(parts: Parts, section: Section) -> Iterator[tuple[Section | None, int]]:
    """Yield each other section with the number of its faults; None for what no page changes."""
    found = [sections.of_key(fault.key) for fault in faults_of(parts)]
    for other in [*sections.in_order(), None]:
        if other is not section and other in found:
            yield other, found.count(other)


def _brought_in(section: Section, before: Parts, after: Parts) -> list[Fault]:
    """The faults that were not there before, of this section or of what no page changes."""
    known = faults_of(before)
    found = [fault for fault in faults_of(after) if fault not in known]
    return [fault for fault in found if section.covers(fault.key) or sections.of_key(fault.key) is None]
