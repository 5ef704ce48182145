"""The words of the standard form in the Convention's three languages, read from the files beside this one.

They are the Convention's own, not ours to translate, and so stand apart from the message catalogues.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

LANGUAGES: Final = ("en", "fr", "es")


@cache
def words_in(language: str) -> dict[str, Any]:
    """Return the form's words in ``language`` (en, fr or es)."""
    return tomllib.loads((Path(__file__).parent / f"{language}.toml").read_text("utf-8"))
