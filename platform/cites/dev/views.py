"""The page that tells a developer how everybody signs in, and what was mailed to them."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from cites.accounts.demo import PASSWORD, DemoPerson, demo_people
from cites.dev.mail import kept_mails
from tenants.models import Party
from tenants.twins import access_code


@dataclass(frozen=True)
class Host:
    """One site and its demo people."""

    name: str
    address: str
    people: tuple[DemoPerson, ...] = ()
    access_code: str = ""


@never_cache
def dev(request: HttpRequest) -> HttpResponse:
    if not settings.DEVELOPMENT:
        raise Http404
    context = {"hosts": _hosts(request), "password": PASSWORD, "mails": kept_mails()}
    return render(request, "dev/dev.html", context)


def _hosts(request: HttpRequest) -> list[Host]:
    host = request.get_host()
    front_door = Host("", f"http://{host}/", demo_people(None))
    return [front_door, *(_host(each, host) for each in Party.objects.filter(status=Party.Status.OPEN))]


def _host(party: Party, host: str) -> Host:
    address = f"http://{party.slug}.{host}/"
    if party.practice:
        return Host(party.name, address, access_code=access_code(party))
    return Host(party.name, address, demo_people(party.iso2))
