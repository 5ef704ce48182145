"""What the Management Authority of another State is asked, in the Convention's three languages.

Such a letter is in one of them whatever language its writer reads, and so it stands apart from the catalogues.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

LANGUAGES: Final = ("en", "fr", "es")


@cache
def text_in(language: str) -> dict[str, Any]:
    """Return the parts of the text in ``language`` (en, fr or es)."""
    return tomllib.loads((Path(__file__).parent / f"{language}.toml").read_text("utf-8"))
