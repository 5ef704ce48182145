"""What the front door shows that no editor writes."""

from dataclasses import dataclass

from django.http import HttpRequest

from tenants.models import HostName, Party


@dataclass(frozen=True, slots=True)
class FrontDoor:
    """One Party's site as listed here."""

    iso2: str
    name: str
    address: str


def front_doors(request: HttpRequest) -> list[FrontDoor]:
    """The Parties whose sites are open, by name in the page's language, with the address of each."""
    language = getattr(request, "LANGUAGE_CODE", "en")
    primary = HostName.objects.filter(is_primary=True, tenant__status=Party.Status.OPEN, tenant__practice=False)
    doors = [
        FrontDoor(each.tenant.iso2, each.tenant.name_in(language), address_at(request, each.domain))
        for each in primary.select_related("tenant")
    ]
    return sorted(doors, key=lambda door: door.name)


def address_at(request: HttpRequest, host: str) -> str:
    """The address of another host of this deployment, with the scheme and the port of the request."""
    _, colon, port = request.get_host().rpartition(":")
    return f"{request.scheme}://{host}{colon}{port if colon else ''}/"
