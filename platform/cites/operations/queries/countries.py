"""The countries whose profiles are shipped and that are not live yet, and what bringing one live would make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cites.operations.queries.words import step_words
from kernel.text import LocalisedText
from localization.languages import page_language
from tenants.errors import ProfileFaulty, UnknownParty
from tenants.models import Party
from tenants.profiles.confirmation import values_to_confirm
from tenants.profiles.files import PROFILE, folder_of, read_toml, shipped
from tenants.profiles.schema import Profile
from tenants.releases.services import parts_of
from tenants.services import onboarding_preview

_REGIONS: dict[str, Promise] = {"caribbean": _("Caribbean"), "pacific": _("Oceania")}
_ELSEWHERE = _("Elsewhere")


@dataclass(frozen=True, slots=True)
class Country:
    """A country that can be brought live; ``begun`` where that was begun and is not finished."""

    iso2: str
    name: str
    region: str
    begun: bool


@dataclass(frozen=True)
class Preview:
    """What would be made of a profile; or, with ``faults``, why nothing can be."""

    country: Country
    faults: list[dict[str, str]]
    makes: list[tuple[str, str]]
    email: str
    authority: str
    to_confirm: int


def countries() -> dict[str, list[Country]]:
    """The countries that can be brought live, by region and name."""
    found = sorted(_countries(), key=lambda country: (country.region, country.name.casefold()))
    regions: dict[str, list[Country]] = {}
    for country in found:
        regions.setdefault(country.region, []).append(country)
    return regions


def preview(iso2: str) -> Preview | None:
    """What bringing that country live would make; None where it is live already. Raises UnknownParty."""
    country = next((each for each in _countries() if each.iso2 == iso2.upper()), None)
    if country is None:
        folder_of(iso2)
        return None
    try:
        steps = onboarding_preview(country.iso2)
    except ProfileFaulty as error:
        return Preview(country, error.data["faults"], [], "", "", 0)
    return _sound(country, [(step_words(step.name), step.makes) for step in steps])


def _sound(country: Country, makes: list[tuple[str, str]]) -> Preview:
    parts = parts_of(folder_of(country.iso2))
    profile = Profile.model_validate(parts["profile"])
    authority = profile.management_authority
    name = authority.names.in_language(profile.languages[0])
    return Preview(country, [], makes, authority.email, name, len(values_to_confirm(parts)))


def _countries() -> list[Country]:
    status = dict(Party.objects.filter(practice=False).values_list("iso2", "status"))
    codes = [code.upper() for code in shipped()]
    open_to = [code for code in codes if status.get(code) in (None, Party.Status.ONBOARDING)]
    return [_country(code, begun=code in status) for code in open_to]


def _country(code: str, *, begun: bool) -> Country:
    try:
        stated: dict[str, Any] = read_toml(folder_of(code) / PROFILE)
    except (ProfileFaulty, UnknownParty):  # its page tells what is wrong with it
        stated = {}
    names = LocalisedText(stated.get("names", {}))
    region = str(_REGIONS.get(stated.get("region", ""), _ELSEWHERE))
    return Country(code, names.in_language(page_language()) or code, region, begun)
