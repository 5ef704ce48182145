"""What officials read about a taxon of their own Party's work: its quotas, its permits and its findings."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from cites.accounts.models import User
from cites.casework.queries.findings import findings_of_taxon
from cites.casework.queries.quotas import shown_quotas_of_taxon
from cites.casework.queries.recent import permits_of_taxon
from cites.casework.queries.registers import register_datasets, registered_for
from cites.casework.rules import ALL_FINDING_MAKERS, Part, parts_open_to
from cites.permits.queries.standing_findings import in_force_for_taxon
from cites.species.models import Taxon
from cites.species.sections import TaxonSection, taxon_sections


def own_quotas(request: HttpRequest, taxon: Taxon) -> Mapping[str, Any] | None:
    """The Party's quotas of this year with their balance; nothing where it has stated none."""
    quotas = shown_quotas_of_taxon(taxon.code) if _reader(request, Part.PERMITTED) else []
    return {"quotas": quotas} if quotas else None


def own_permits(request: HttpRequest, taxon: Taxon) -> Mapping[str, Any] | None:
    """The latest permits, and where all cases of the taxon are listed."""
    reader = _reader(request, Part.RECENT)
    if reader is None:
        return None
    cases = f"{reverse('cases')}?{urlencode({'species': taxon.scientific_name, 'show': 'all'})}"
    return {"group": permits_of_taxon(taxon.code, str(taxon), reader), "cases_address": cases}


def findings(request: HttpRequest, taxon: Taxon) -> Mapping[str, Any] | None:
    """The findings in force, and the latest ones on cases that stand."""
    reader = _reader(request, Part.FINDINGS)
    if reader is None:
        return None
    return {
        "standing": in_force_for_taxon(taxon.code),
        "may_make": reader.has_role(*ALL_FINDING_MAKERS),
        "make_address": f"{reverse('finding-make')}?{urlencode({'taxon': taxon.code})}",
        "findings": findings_of_taxon(taxon.code, reader),
    }


def registered(request: HttpRequest, taxon: Taxon) -> Mapping[str, Any] | None:
    """The operations and nurseries that the Secretariat has registered for it; nothing where it has none."""
    found = registered_for(taxon.code) if _reader(request, Part.LINES) else []
    return {"found": found, "datasets": register_datasets()} if found else None


def register() -> None:
    """Put our sections on the page of a taxon."""
    taxon_sections.register(QUOTAS)
    taxon_sections.register(PERMITS)
    taxon_sections.register(FINDINGS)
    taxon_sections.register(REGISTERED)


QUOTAS = TaxonSection("own quotas", "casework/taxon_quotas.html", own_quotas)
PERMITS = TaxonSection("own permits", "casework/taxon_permits.html", own_permits)
REGISTERED = TaxonSection("registered operations", "casework/taxon_registered.html", registered)
FINDINGS = TaxonSection("findings", "casework/taxon_findings.html", findings)


def _reader(request: HttpRequest, part: Part) -> User | None:
    """The person who reads, if their roles open that part of a case."""
    person = request.user
    if isinstance(person, User) and part in parts_open_to(person.roles, has_permit=True):
        return person
    return None
