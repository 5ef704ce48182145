"""The register of permits as its page shows it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cites.casework.queries.words import country
from cites.permits.models import RegisterEntry
from cites.permits.models.codes import document_choices
from cites.permits.queries.permits import PermitState
from cites.permits.queries.register import (
    MOST_COUNTED,
    NEWEST,
    ORDERS,
    Sought,
    count_up_to,
    entries_sought,
    gathered,
    slice_of,
    state_of_entry,
)
from cites.permits.words import state_words
from localization.formats import format_quantity
from localization.languages import page_language
from tenants.context import current_party, today

PAGE_SIZE = 25
_DAYS = ("issued_from", "issued_until", "valid_on")


@dataclass(frozen=True)
class AskedRegister:
    """What is looked for, and in which order; as it stands in the address of the page."""

    sought: Sought
    order: str = NEWEST

    @property
    def query(self) -> str:
        """All of it for an address, days as 2026-11-28, and nothing of what is not asked."""
        order = {} if self.order == NEWEST else {"sort": self.order}
        return urlencode({name: value for name, value in self.document.items() if name != "order"} | order)

    @property
    def document(self) -> dict[str, str]:
        """The same as plain texts, to be kept; ``asked_again`` reads it."""
        return {name: str(value) for name, value in asdict(self.sought).items() if value} | {"order": self.order}

    @property
    def count(self) -> int:
        """How many things it is narrowed by."""
        return sum(1 for value in asdict(self.sought).values() if value)

    def without(self, name: str) -> "AskedRegister":
        """The same, not narrowed by the field of that name."""
        return replace(self, sought=Sought(**{key: each for key, each in asdict(self.sought).items() if key != name}))

    def address(self, **more: int) -> str:
        """The address of the register that shows it."""
        query = "&".join(filter(None, [self.query, urlencode(more)]))
        return reverse("permits") + (f"?{query}" if query else "")


def asked_again(document: Mapping[str, str]) -> AskedRegister:
    """Return what was kept of what somebody asked."""
    days = {name: date.fromisoformat(document[name]) for name in _DAYS if name in document}
    texts = {name: value for name, value in document.items() if name not in (*_DAYS, "order")}
    return AskedRegister(Sought(**texts, **days), document.get("order", NEWEST))  # type: ignore[arg-type]


@dataclass(frozen=True)
class Row:
    """One permit as a line of the register."""

    number: str
    address: str
    is_on_paper: bool
    document: str
    exporter: str
    importer: str
    country: str
    species: str
    appendices: str
    issued_on: date
    valid_until: date
    state_key: str
    state: str | Promise


@dataclass(frozen=True)
class RegisterPage:
    """Everything that the page shows."""

    asked: AskedRegister
    rows: list[Row]
    counted: str
    previous: str
    following: str


def register_page(asked: AskedRegister, *, after: int | None = None, before: int | None = None) -> RegisterPage:
    """The permits that fit, beside the one of that key, and how many fit as far as it is worth counting."""
    found = entries_sought(asked.sought)
    count = count_up_to(found)
    part = slice_of(gathered(found, count), ORDERS[asked.order], PAGE_SIZE, after=after, before=before)
    entries = part.entries
    return RegisterPage(
        asked=asked,
        rows=_rows(entries, today()),
        counted=_counted(count),
        previous=asked.address(before=entries[0].pk) if entries and part.has_before else "",
        following=asked.address(after=entries[-1].pk) if entries and part.has_after else "",
    )


def species_of(entry: RegisterEntry) -> str:
    """Two names at most, and how many more there are."""
    names, more = entry.species[:2], entry.species_count - 2
    if more <= 0:
        return ", ".join(names)
    return _("%(names)s and %(more)d more") % {"names": ", ".join(names), "more": more}


def state_shown(entry: RegisterEntry, day: date) -> PermitState:
    """What people are told that a permit is good for; in a practice twin nothing is ever said to be valid."""
    state = state_of_entry(entry, day)
    return PermitState.SPECIMEN if state is PermitState.VALID and current_party().practice else state


def _rows(entries: list[RegisterEntry], day: date) -> list[Row]:
    documents = {code: str(name) for code, name in document_choices()}
    return [_row(entry, day, documents[entry.document_type]) for entry in entries]


def _row(entry: RegisterEntry, day: date, document: str) -> Row:
    state = state_shown(entry, day)
    return Row(
        number=entry.number,
        address=reverse("register-paper", args=[entry.paper_id])
        if entry.paper_id
        else reverse("permit", args=[entry.number]),
        is_on_paper=entry.paper_id is not None,
        document=document,
        exporter=entry.exporter,
        importer=entry.importer,
        country=country(entry.country),
        species=species_of(entry),
        appendices=entry.appendices,
        issued_on=entry.issued_on,
        valid_until=entry.valid_until,
        state_key=state.value,
        state=state_words(state)[0],
    )


def _counted(count: int) -> str:
    if count > MOST_COUNTED:
        return _("More than %(count)s permits") % {"count": format_quantity(MOST_COUNTED, page_language())}
    return ngettext("%(count)s permit", "%(count)s permits", count) % {"count": format_quantity(count, page_language())}
