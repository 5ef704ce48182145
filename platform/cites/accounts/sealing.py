"""Encrypts the few things that must be read again but never lie in clear: secrets of one-time codes."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from cites.accounts.errors import SecretUnreadable
from kernel.text import gettext_noop


def seal(text: str) -> str:
    """Return ``text`` encrypted under the first word of FIELD_KEY."""
    return _fernet().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Return the text again; raise SecretUnreadable when no word of FIELD_KEY opens it."""
    try:
        return _fernet().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise SecretUnreadable(
            "secret_unreadable", gettext_noop("A one-time-code secret cannot be read with the present key.")
        ) from error


def _fernet() -> MultiFernet:
    # Keys are separated by spaces: the first seals, the others still open what they sealed.
    return MultiFernet([Fernet(_key_from(word)) for word in settings.FIELD_KEY.split()])


def _key_from(word: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(b"archipelago field key:" + word.encode()).digest())
