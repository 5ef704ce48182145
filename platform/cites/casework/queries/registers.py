"""The Secretariat's registers as an official's page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cites.casework.queries.words import country
from cites.species import queries as species
from cites.species.models import Register, Registration
from cites.species.queries import ShownDataset
from cites.species.register_codes import DATASETS
from tenants.context import today

MOST = 100
_ENDS: dict[str, tuple[str, str | Promise]] = {
    Registration.End.SUSPENDED: ("locked", _("Suspended")),
    Registration.End.DELETED: ("cancelled", _("Deleted")),
    Registration.End.GONE: ("expired", _("Not in the data")),
}


@dataclass(frozen=True)
class ShownRegistration:
    """One row of a register, and where it stands today."""

    entry: Registration
    country: str
    state: tuple[str, str | Promise]


def found_in_registers(*, q: str, register: str, party: str) -> list[ShownRegistration]:
    """Return what the registers hold of what is looked for."""
    return shown_registrations(species.find_registrations(text=q.strip(), register=register, party=party, most=MOST))


def shown_registrations(entries: Iterable[Registration]) -> list[ShownRegistration]:
    """Return rows of registers with the Party's name and where they stand today."""
    return [ShownRegistration(each, country(each.party), _state(each)) for each in entries]


def register_datasets() -> list[tuple[str, ShownDataset]]:
    """Return the registers that were imported, by name, with whose data they are and as of which day."""
    day = today()
    return [
        (str(Register(register).label), dataset)
        for register in species.register_days()
        for dataset in species.shown_datasets([DATASETS[register]], day)
    ]


def missing_registers() -> list[str]:
    """Return the registers that were never imported, by name."""
    known = species.register_days()
    return [str(Register(each).label) for each in Register.values if each not in known]


def registered_for(taxon: str) -> list[ShownRegistration]:
    """Return the operations and nurseries that are registered for a taxon by name today."""
    return shown_registrations(species.registrations_of_taxon(taxon, today()))


def _state(entry: Registration) -> tuple[str, str | Promise]:
    if entry.holds_on(today()):
        return "applied", _("In force")
    if today() < entry.valid_from:
        return "pending", _("Not in force yet")
    return _ENDS.get(entry.ended_by, ("expired", _("Over")))
