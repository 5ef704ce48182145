"""Texts that no spreadsheet takes for a formula."""

from typing import Final

_FULL_WIDTH: Final = ("\uff1d", "\uff0b", "\uff0d", "\uff20")  # some spreadsheets read = + - @ in these too
DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", *_FULL_WIDTH)


def safe(text: str) -> str:
    """Return ``text`` with an apostrophe before what a spreadsheet would reckon."""
    return f"'{text}" if text.lstrip(" ").startswith(DANGEROUS) else text


def without_safeguard(text: str) -> str:
    """Return ``text`` without the apostrophe that ``safe`` has put before it."""
    return text[1:] if text.startswith("'") and text[1:].lstrip(" ").startswith(DANGEROUS) else text
