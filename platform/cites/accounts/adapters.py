"""How allauth behaves here: who may sign up, in which language it writes, how secrets are kept."""

import time
from datetime import timedelta
from typing import Any, Final

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import mark_safe

from cites.accounts.mail import A_DAY, marked, post, site_address, site_name
from cites.accounts.queries import find_person, has_confirmed_address, in_practice, party_here
from cites.accounts.receivers import SIGNED_IN_AT
from cites.accounts.rules import must_have_second_step
from tenants.client import client_network
from tenants.sealing import seal, unseal

CODES_ARE_GOOD_FOR: Final = timedelta(minutes=15)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Traders register on a Party's site; the front door takes nobody uninvited."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return party_here() is not None and not in_practice()

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_network(request) or str(super().get_client_ip(request))

    def is_safe_url(self, url: str) -> bool:
        """Tell whether ``url`` leads back here; what cannot be read as an address does not."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write in the reader's language; by name only once the address is theirs.

        Until then the name is whatever somebody typed, and we would carry it to anybody's letter box.
        """
        person = find_person(email)
        greeted = person if has_confirmed_address(email) else None
        with translation.override(person.language if person else translation.get_language()):
            ours: dict[str, Any] = {"site_name": site_name(), "site_address": site_address(), "person": greeted}
            if "password_reset_url" in context:  # allauth's holds whatever port the request named
                ours["password_reset_url"] = f"{site_address()}{reverse('account_reset_password')}"
            theirs = {"request": self.request, "email": email, "current_site": get_current_site(self.request)}
            message = self.render_mail(template_prefix, email, {**theirs, **context, **ours})
            post(message, good_for=CODES_ARE_GOOD_FOR if "code" in context else A_DAY)

    def render_mail(self, *args: Any, **kwargs: Any) -> Any:
        """allauth's mail, marked where it is an exercise."""
        message = super().render_mail(*args, **kwargs)
        message.subject, message.body = marked(message.subject, message.body)
        return message

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """A sign-in of the last minutes is proof enough; allauth would ask for the password again."""
        return bool(super().is_reauthentication_required(app=app, **kwargs)) and not self._just_signed_in()

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, str]]:
        """Who has a second step confirms by it: a password alone may be known to whoever found the window open."""
        ways: list[dict[str, str]] = super().get_reauthentication_methods(user)
        stronger = [way for way in ways if way["id"] != "reauthenticate"]
        return stronger or ways

    def _just_signed_in(self) -> bool:
        age = time.time() - self.request.session.get(SIGNED_IN_AT, 0)
        return bool(self.request.user.is_authenticated) and age < REAUTHENTICATION_TIMEOUT


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets lie encrypted, and codes are shown under the Party's name."""

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def get_totp_issuer(self) -> str:
        return site_name()

    def _get_site_name(self) -> str:
        return site_name()

    def build_totp_svg(self, url: str) -> str:
        svg = segno.make(url, error="m").svg_inline(scale=5, border=4)
        return mark_safe(svg)  # noqa: S308  drawn by segno from a QR matrix: no text of anybody's in it

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """The last second step of somebody who must have one stays until another is added."""
        person = authenticator.user
        if not must_have_second_step(person.roles, at_front_door=party_here() is None):
            return True
        others = Authenticator.objects.filter(user=person).exclude(pk=authenticator.pk).exclude(type="recovery_codes")
        return bool(others.exists())

    def is_mfa_enabled(self, user: AbstractBaseUser, types: Any = None) -> bool:
        return bool(super().is_mfa_enabled(user, types))
