"""From the facts of a dossier to PDF/A: nobody's text is markup, and none keeps a dossier from being printed."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import typst

from cites.permits.documents.typesetting import letters_without_shape, typeset
from cites.permits.errors import CannotPrint
from kernel.text import gettext_noop

_FOLDER = Path(__file__).parent
_MOST_ROUNDS = 20
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def typeset_dossier(facts: Mapping[str, Any], *, at: int) -> bytes:
    """Return the dossier as PDF/A-2b; ``at`` is a Unix time. Raises CannotPrint.

    A letter that no font here has stands as its number, ``[U+1F40B]``: the record has to be printed whatever was
    written into it.
    """
    for _round in range(_MOST_ROUNDS):
        try:
            return typeset("dossier.typ", "dossier", facts, at=at, folder=_FOLDER)
        except typst.TypstError as error:
            signs = _signs(letters_without_shape(error))
            if not signs:
                message = gettext_noop("The dossier cannot be typeset (%(said)s).")
                raise CannotPrint(message=message, data={"said": error.message}) from error
            facts = _spelled(facts, signs)
    message = gettext_noop("The dossier cannot be printed, for too many letters in it have no shape in any font here.")
    raise CannotPrint(message=message)


def _signs(reported: str) -> frozenset[str]:
    """The letters that the compiler names, which writes some of them as numbers."""
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), reported)
    return frozenset(sign for sign in plain if not sign.isspace() and ord(sign) > 127)


def _spelled(value: Any, signs: frozenset[str]) -> Any:
    """The facts with those letters as their numbers."""
    if isinstance(value, str):
        return "".join(f"[U+{ord(sign):04X}]" if sign in signs else sign for sign in value)
    if isinstance(value, Mapping):
        return {key: _spelled(each, signs) for key, each in value.items()}
    if isinstance(value, Sequence):
        return [_spelled(each, signs) for each in value]
    return value
