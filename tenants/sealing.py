"""Encrypts the few things that must be read again but never lie in clear: one-time-code secrets, signing keys."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from kernel.text import gettext_noop
from tenants.errors import SecretUnreadable


def seal(text: str, *, purpose: str = "") -> str:
    """Return ``text`` encrypted under the first word of FIELD_KEY; only ``purpose`` opens it again."""
    return _fernet(purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, *, purpose: str = "") -> str:
    """Return the text again; raise SecretUnreadable when no word of FIELD_KEY opens it for ``purpose``."""
    try:
        return _fernet(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise SecretUnreadable(message=gettext_noop("A sealed secret cannot be read with the present key.")) from error


def _fernet(purpose: str) -> MultiFernet:
    # Keys are separated by spaces: the first seals, the others still open what they sealed.
    return MultiFernet([Fernet(_key_from(word, purpose)) for word in settings.FIELD_KEY.split()])


def _key_from(word: str, purpose: str) -> bytes:
    # No word holds a space, so that word and purpose never run into one another.
    text = f"archipelago field key:{word}" + (f" {purpose}" if purpose else "")
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest())
