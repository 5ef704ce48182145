"""Signs that stand apart from their words, as in French: by a space at which no line is broken."""

import re
from typing import Final

_NO_BREAK: Final = "\u00a0\u202f"
_NO_WORDS: Final = re.compile(
    r"<[^>]*>|&\w+;|\w+://\S+|%\(\w+\)[sdif]|\{\w*\}"
)  # tags, addresses, and what is filled in
_CRAMPED: Final = re.compile(
    rf"(?<![{_NO_BREAK};!?])[;!?](?=[\s”\"»).…]|$)|(?<![{_NO_BREAK}\d/]):(?=\s|$)|(?<![{_NO_BREAK}])»|«(?![{_NO_BREAK}])"
)


def is_cramped(text: str) -> bool:
    """Tell whether a sign that has to stand apart from its word does not, or does by a space that may be broken."""
    return bool(_CRAMPED.search(_NO_WORDS.sub("x", text)))
