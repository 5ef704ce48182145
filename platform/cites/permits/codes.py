"""The verification code: 128 random bits in base 32, the end of the QR's address."""

import base64
import re
import secrets

BITS = 128
LENGTH = 26
_ALPHABET = re.compile(rf"[A-Z2-7]{{{LENGTH}}}")
_MISREAD = str.maketrans("018", "OIB")  # base 32 has no such digits, so they were letters


def new_code() -> str:
    """Return a new code of 26 letters and digits."""
    return base64.b32encode(secrets.token_bytes(BITS // 8)).decode().rstrip("=")


def read_code(text: str) -> str | None:
    """Return the code that a person typed, whatever its case, spaces and hyphens, or None."""
    plain = re.sub(r"[\s\-.]", "", text[:100]).upper().translate(_MISREAD)
    return plain if _ALPHABET.fullmatch(plain) else None


def groups(code: str) -> list[str]:
    """Return the code in groups of four, as it is printed."""
    return [code[start : start + 4] for start in range(0, len(code), 4)]
