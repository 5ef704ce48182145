"""Typesetting: one compiler for each folder of templates, and what it says where a letter has no shape."""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Final, Literal

import typst

Standard = Literal["a-2b", "a-3a", "ua-1"]
STANDARDS: Final[tuple[Standard, ...]] = ("a-2b",)
TAGGED: Final[tuple[Standard, ...]] = ("a-3a", "ua-1")
"""Of what carries its data along (PDF/A-3a) and can be heard as well as read (PDF/UA-1)."""
_FOLDER = Path(__file__).parent
_one_at_a_time = Lock()  # the compiler raises "Already borrowed" when a second thread calls it
# Letters that nobody shares (the private area) are forbidden in documents that are kept.
_NO_GLYPH = re.compile(r'the text `"(?P<text>.+?)"` could not be displayed|contains the codepoint `"(?P<own>.+?)"`')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def typeset(
    template: str,
    name: str,
    facts: Mapping[str, Any],
    *,
    at: int,
    folder: Path = _FOLDER,
    standards: Sequence[Standard] = STANDARDS,
) -> bytes:
    """Return the template of a folder, by default this one, as PDF/A-2b or to other ``standards``.

    ``facts`` are its input ``name``; ``at`` is a Unix time. The same facts give the same bytes. Raises
    typst.TypstError.
    """
    inputs = {name: json.dumps(facts, ensure_ascii=False)}
    with _one_at_a_time:
        pdf = _compiler(folder).compile(
            input=folder / template, format="pdf", sys_inputs=inputs, pdf_standards=list(standards), timestamp=at
        )
    assert isinstance(pdf, bytes)
    return pdf


def said_by(error: typst.TypstError) -> str:
    """Return all that the compiler says of an error."""
    return f"{error.message}\n{error.diagnostic}"


def letters_without_shape(error: typst.TypstError) -> str:
    """Return the letters that no font here has, or nothing where the error is another."""
    found = dict.fromkeys(text or own for text, own in _NO_GLYPH.findall(said_by(error)))
    return " ".join(_ESCAPED.sub(lambda code: chr(int(code[1], 16)), each) for each in found)


@cache
def _compiler(folder: Path) -> typst.Compiler:
    return typst.Compiler(root=folder)
