"""What the shell of a page says: whose site this is, its menu, its addresses; worked out only when asked."""

import hashlib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, is_valid_path, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cites.look.colours import DEEP_SEA, HAZARD, Palette, palette
from cites.look.navigation import MenuLink, menu
from localization.languages import languages
from tenants.context import current_profile
from tenants.profiles.schema import Profile
from tenants.releases.queries import release_in_force

FRONT_DOOR = "Archipelago"
PARTY_LINKS = ((_("Check a permit"), "/verify/"), (_("Species"), "/species/"))
COMMON_LINKS = ((_("Accessibility"), "/accessibility/"), (_("Privacy"), "/privacy/"))


@dataclass(frozen=True)
class Contact:
    """The authority as the footer names it."""

    name: str
    address: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class PlainSite:
    """What an error page shows when nothing can be asked of the database."""

    request_id: str = ""
    name: str | Promise = FRONT_DOOR
    service_name: str | Promise = settings.SERVICE_NAME
    crest_url: str = "/crest.svg"
    theme_url: str = "/theme.css"
    language: str = "en"
    direction: str = "ltr"
    practice: bool = False
    theme_colour: str = DEEP_SEA


class Site:
    """The facts of the shell for one request; each is a property, so a page pays only for what it shows."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def profile(self) -> Profile | None:
        """The Party's profile, None on the front door."""
        return current_profile() if getattr(self.request, "party", None) else None

    @property
    def language(self) -> str:
        """The language of this page."""
        return get_language() or settings.LANGUAGE_CODE

    @property
    def direction(self) -> str:
        """Which way its script runs."""
        return next(
            (each.direction for each in languages() if each.code == self.language),
            "ltr",
        )

    @property
    def name(self) -> str:
        """The Party's name in the reader's language."""
        if self.profile is None:
            return FRONT_DOOR
        return self._practice_name() or self.profile.names.in_language(self.language)

    def _practice_name(self) -> str:
        return str(self.request.party.name_in(self.language)) if self.practice else ""  # type: ignore[attr-defined]

    @property
    def service_name(self) -> str | Promise:
        """The name of the service, under that of the Party."""
        return settings.SERVICE_NAME if self.profile else _("CITES permit services of participating Parties")

    @property
    def authority(self) -> str:
        """The Management Authority's name."""
        return self.contact.name if self.contact else ""

    @property
    def contact(self) -> Contact | None:
        """Whom to write to."""
        if self.profile is None:
            return None
        found = self.profile.management_authority
        return Contact(
            found.names.in_language(self.language),
            found.address,
            found.email,
            found.phone,
        )

    @cached_property
    def palette(self) -> Palette:
        """The colours of this site."""
        return palette(self.profile.colours.brand if self.profile else None)

    @property
    def practice(self) -> bool:
        """Whether this is a practice twin, of which every page says so."""
        return is_practice(self.request)

    @property
    def theme_colour(self) -> str:
        """The one colour, for the browser's own frame; a practice twin's is nobody's own."""
        return HAZARD if self.practice else self.palette.brand

    @property
    def theme_url(self) -> str:
        """The colours as a style sheet, at an address that changes with them."""
        return f"/theme.css?v={digest(self.palette.as_css())}"

    @property
    def crest_url(self) -> str:
        """The crest, at an address that changes with the release."""
        return f"/crest.svg?v={release_in_force().number}" if self.profile else "/crest.svg"

    @property
    def navigation(self) -> list[MenuLink]:
        """The links of the menu that this reader may follow."""
        return menu(self.request)

    @property
    def person(self) -> str:
        """The name of whoever is signed in."""
        user: Any = getattr(self.request, "user", None)
        if user is None or not user.is_authenticated:
            return ""
        return str(getattr(user, "full_name", "") or user)

    @property
    def sign_in_url(self) -> str:
        """Where to sign in; the front door offers it to nobody."""
        return _address("account_login") if self.profile else ""

    @property
    def sign_out_url(self) -> str:
        """Where to sign out."""
        return _address("account_logout")

    @property
    def account_url(self) -> str:
        """The reader's own page."""
        return _address("me") or "/"

    @property
    def language_url(self) -> str:
        """Where the choice of language is sent."""
        return _address("set_language")

    @property
    def path(self) -> str:
        """Where to come back to after choosing a language."""
        return self.request.get_full_path() if self.request.method == "GET" else self.request.path

    @property
    def footer_links(self) -> list[tuple[str | Promise, str]]:
        """The links at the foot, as far as this site answers there."""
        urlconf = getattr(self.request, "urlconf", settings.ROOT_URLCONF)
        offered = (*PARTY_LINKS, *COMMON_LINKS) if self.profile else COMMON_LINKS
        return [(label, href) for label, href in offered if _answers(href, urlconf)]

    @property
    def request_id(self) -> str:
        """What to quote when something went wrong."""
        return str(getattr(self.request, "request_id", ""))


def is_practice(request: HttpRequest) -> bool:
    """Tell whether the page is a practice twin's; asks nothing of the database."""
    return bool(getattr(request, "practice", False))


def fail(request: HttpRequest) -> None:
    """Note that an error page is drawn in place of what was asked for."""
    request.failed = True  # type: ignore[attr-defined]


def has_failed(request: HttpRequest) -> bool:
    """Tell whether an error page is drawn."""
    return bool(getattr(request, "failed", False))


def digest(text: str) -> str:
    """Ten characters that change with the text."""
    return hashlib.sha256(text.encode()).hexdigest()[:10]


@lru_cache(maxsize=64)
def _answers(href: str, urlconf: str) -> bool:
    return bool(is_valid_path(href, urlconf))


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
