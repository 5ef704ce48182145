"""Asking the Secretariat's registers about an operation, a nursery or an institution that somebody names."""

from cites.permits.rules.registered import EntryFacts, RegisterFacts
from cites.species import queries as species
from cites.species.models import Register, Registration
from cites.species.register_codes import code_in

_LONGEST = 60


def operation_facts(said: str, kingdom: str, taxon: str) -> RegisterFacts | None:
    """Return what the register of operations, or of plants that of nurseries, says of a number; None without one."""
    register = Register.NURSERY if kingdom == "Plantae" else Register.BREEDING
    return _facts(register, said, taxon)


def institution_facts(said: str) -> RegisterFacts | None:
    """Return what the register of scientific institutions says of a code; None without one."""
    return _facts(Register.INSTITUTION, said)


def _facts(register: Register, said: str, taxon: str = "") -> RegisterFacts | None:
    if not said.strip():
        return None
    code = code_in(register.value, said) or " ".join(said.split())[:_LONGEST]
    entries = tuple(_entry(each, taxon) for each in species.registrations(register.value, code))
    return RegisterFacts(code, species.register_days().get(register.value), entries)


def _entry(found: Registration, taxon: str) -> EntryFacts:
    return EntryFacts(
        party=found.party,
        first_day=found.valid_from,
        last_day=found.valid_to,
        suspended=found.ended_by == Registration.End.SUSPENDED,
        of_taxon=not taxon or species.is_registered_for(found, taxon),
    )
